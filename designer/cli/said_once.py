"""Options that take one value, given twice: the last one would count and the others be lost."""

from collections.abc import Iterator, Sequence

import click


class SaidOnce(click.Group):
    """A group whose commands take each value once, unless an option says that it takes several."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None and not ctx.resilient_parsing:
            _check(command, click.Context(command, parent=ctx, info_name=name), rest)
        return name, command, rest


def _check(command: click.Command, context: click.Context, words: Sequence[str]) -> None:
    try:
        _, _, given = command.make_parser(context).parse_args(list(words))
    except click.UsageError:  # the command itself will say it
        return
    if any(option.is_eager for option in given):  # as --help, which comes first
        return
    for option in _said_twice(given):
        raise click.UsageError(
            f"{option} is there more than once, and takes one value. Leave out all but one.",
            context,
        )


def _said_twice(given: Sequence[click.Parameter]) -> Iterator[str]:
    for option in dict.fromkeys(given):
        is_one_value = isinstance(option, click.Option) and not (
            option.multiple or option.is_flag or option.count
        )
        if is_one_value and given.count(option) > 1:
            yield max(option.opts, key=len)

"""Going through all parts of a program."""

from collections.abc import Iterator

from dsl.program.model import Model


def models_in(part: object) -> Iterator[Model]:
    """A part of a program and all that it is made of, however deep."""
    if isinstance(part, tuple):
        for each in part:
            yield from models_in(each)
    elif isinstance(part, Model):
        yield part
        for _, value in part:
            yield from models_in(value)

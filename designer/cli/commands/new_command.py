"""`perkwright new`: start a program from a template."""

from pathlib import Path

import click

from designer.cli.output import print_data, print_message


@click.command("new", epilog="Example:  perkwright new punch-card -o my_shop.loyalty")
@click.argument("template", required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
def command(template: str | None, output: Path | None, force: bool) -> None:
    """Starts a program from a template; without one, lists the templates.

    Without -o the program is printed. With -o and no template, it is classic points.
    """
    from designer.workbench.files import write_text
    from designer.workbench.gallery import DEFAULT, find_template, templates
    from designer.workbench.refusal import Refusal

    if template is None and output is None:
        widest = max(len(one.name) for one in templates())
        print_data("\n".join(f"{one.name:{widest}}  {one.about}" for one in templates()))
        return
    text = find_template(template or DEFAULT).path.read_text(encoding="utf-8")
    if output is None:
        print_data(text)
        return
    if output.exists() and not force:
        raise Refusal(
            f"{output} exists and was left alone. Name another file, or say --force to replace it.",
            wrong_usage=True,
        )
    write_text(output, text)
    print_message(f"Wrote {output}. Next:  perkwright check {output}")

"""Going from another stage to a place of the text in Design."""

from typing import TYPE_CHECKING

from dsl.checker.families import Family

if TYPE_CHECKING:
    from designer.authoring.draft import Checked
    from designer.screens.app import DesignerApp


def open_block(designer: "DesignerApp", name: str) -> None:
    """Show Design with the block of a name: a rule, a reward, a tier, a wallet."""

    def go(checked: "Checked") -> None:
        for family in (Family.RULE, Family.WALLET, Family.AUDIENCE):
            line = checked.compiled.places.line_of(family, name)
            if line is not None:
                open_line(designer, line)
                return
        designer.action_stage("design")

    if designer.draft is not None:
        designer.with_check(go)


def open_line(designer: "DesignerApp", line: int) -> None:
    """Show Design with the cursor at the start of a line of the text, from 1."""
    from designer.screens.design import DesignScreen

    if designer.draft is None:
        return
    before = designer.draft.text.splitlines(keepends=True)[: line - 1]
    designer.action_stage("design")

    def go() -> None:
        if isinstance(designer.screen, DesignScreen):
            designer.screen.open_at(sum(map(len, before)))

    designer.call_after_refresh(go)

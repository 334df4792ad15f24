"""The buttons of a form: the change that mends a problem, another line, a part inside this one."""

from textual.widgets import Button

from designer.authoring.cards import Card
from designer.authoring.sections import titled
from dsl.diagnostics.diagnostic import Fix


class UseFix(Button):
    """Offers to make the change that mends a problem."""

    HELP = "form"
    SAID = "Enter makes this change. ^Z takes it back."

    def __init__(self, fix: Fix) -> None:
        super().__init__(f"Use this: {fix.title}", compact=True, classes="fix")
        self.fix = fix


class AddLine(Button):
    """Offers another line."""

    HELP = "form"
    SAID = "Enter shows the lines that can stand here, each with an example."

    def __init__(self) -> None:
        super().__init__("+ Add a line", compact=True, id="add_line")


class GoToCard(Button):
    """Leads to a card that stands inside the one that is shown."""

    HELP = "form"
    SAID = "Enter goes into this part, which belongs to the one above."

    def __init__(self, card: Card) -> None:
        super().__init__(f"▸ {titled(card)}", compact=True, classes="inner")
        self.card_id = card.id

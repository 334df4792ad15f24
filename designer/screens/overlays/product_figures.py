"""Saying how something is sold that a program asks for and the shop's figures do not have."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Label, Static

from designer.screens.overlays.chooser import Choice, Question
from designer.screens.overlays.figures_asked import FiguresAsked

if TYPE_CHECKING:
    from designer.workbench.product_said import Missing
    from simulator.calibration.customer_parts import Product
    from simulator.calibration.scenario import Scenario

ANOTHER = "another"


class ProductFigures(FiguresAsked["tuple[str, str]"]):
    """Ends with its percent of all that is sold and its price, as they were typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave as it is", id="product.leave")
    ]

    def __init__(self, shop: "Scenario", missing: "Missing") -> None:
        super().__init__()
        self._shop, self._missing = shop, missing

    def compose(self) -> ComposeResult:
        from designer.workbench.product_said import named, price_known

        shop, missing = self._shop, self._missing
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = f'How "{missing.name}" is sold'
            yield Static(
                f'The program asks for "{missing.name}", {named(missing.product)}. Your shop\'s '
                "figures have nothing of it, so the forecast cannot tell what is given for it. "
                "Guesses will do; what is sold of all else gets less by as much.",
                markup=False,
            )
            with Horizontal(classes="figure"):
                yield Label("Of 100 things sold, so many are it")
                yield Input(placeholder="such as 5", id="percent", compact=True)
            with Horizontal(classes="figure"):
                yield Label(f"Price of one, in {shop.currency}")
                yield Input(price_known(missing), id="price", compact=True)
            yield Static(id="problem", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Use these", id="use", variant="primary")
                yield Button("Leave as it is", id="leave")

    def on_mount(self) -> None:
        self.query_one("#percent").focus()

    def answer(self) -> tuple[str, str]:
        from designer.workbench.product_said import selling

        typed = self.typed(("percent", "price"))
        percent, price = typed["percent"], typed["price"]
        selling(self._shop, self._missing, percent, price)
        return percent, price


class ProductMeant(Question):
    """Ends with the place of what the shop sells and the program means, or `ANOTHER`."""

    def __init__(self, missing: "Missing") -> None:
        from designer.workbench.product_said import named

        about = (
            f'The program asks for "{missing.name}", {named(missing.product)}, which your shop\'s '
            "figures do not have. They have what no rule of the program asks for:"
        )
        another = Choice(ANOTHER, "Something else that you sell")
        super().__init__("What is it in your shop?", [*_choices(missing), another], about)


def _choices(missing: "Missing") -> list[Choice]:
    return [
        Choice(str(place), f"The same as {_said(each)}", each.price)
        for place, each in enumerate(missing.meant)
    ]


def _said(product: "Product") -> str:
    from designer.report.figures import percents, rounded
    from designer.workbench.product_said import named

    share = rounded(100 * product.share_of_lines, 0 if product.share_of_lines >= 0.01 else 1)
    return f"{named(product)}, {percents(share)} of what is sold"

"""The checklist of a launch, and what stands behind its item at hand."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from designer.workbench.launch_items import Item, State

if TYPE_CHECKING:
    from designer.workbench.launching import Readiness

MARKS = {State.MUST: "✗", State.SHOULD: "!", State.READY: "✓"}
_COLOURS = {
    State.MUST: "$text-error",
    State.SHOULD: "$text-warning",
    State.READY: "$text-success",
}


class Checklist(OptionList):
    """Every item, what must be mended first."""

    HELP = "launch_checklist"
    SAID = "What is ready and what is not. Enter does it or leads there; Space ticks."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Do it")]

    def __init__(self) -> None:
        super().__init__(id="checklist")
        self._items: tuple[Item, ...] = ()

    def show(self, looked_at: "Readiness") -> None:
        """List the items; the one at hand stays at hand, unless it moved by being ticked."""
        before, place = self.item, self.highlighted or 0
        self._items = looked_at.items
        self.clear_options()
        for state in State:
            of_state = [item for item in self._items if item.state is state]
            if of_state and self.option_count:
                self.add_option(None)
            self.add_options(Option(_line(item), item.key) for item in of_state)
        now = next((each for each in self._items if before and each.key == before.key), None)
        if now is not None and before is not None and now.state is before.state:
            place = self.get_option_index(now.key)
        self.highlighted = min(place, self.option_count - 1)

    @property
    def item(self) -> Item | None:
        """The item at hand."""
        option = self.highlighted_option
        key = option.id if option else None
        return next((item for item in self._items if item.key == key), None)


def _line(item: Item) -> Content:
    box = ""
    if item.by_hand:
        box = "\\[x] " if item.state is State.READY else "\\[ ] "
    return Content.from_markup(
        f"[{_COLOURS[item.state]}]$mark[/] {box}$title", mark=MARKS[item.state], title=item.title
    )


class Behind(Static):
    """Why the item at hand stands as it does, and what Enter does about it."""

    def show(self, item: Item | None, enter: str) -> None:
        """Show an item.

        Args:
            item: the one at hand.
            enter: what Enter does, as a command; empty for nothing.
        """
        if item is None:
            self.update("")
            return
        keys = [f"Enter: {enter}"] if enter else []
        if item.by_hand:
            keys.append("Space: take the tick back" if _is_ready(item) else "Space: tick it")
        head = f"{item.state.value.capitalize()}. " if not _is_ready(item) else ""
        told = Content.from_markup("[bold]$head[/]$why", head=head, why=item.why)
        if keys:
            told = Content("\n").join(
                [told, Content.from_markup("[$accent]$k[/]", k=" · ".join(keys))]
            )
        self.update(told)


def _is_ready(item: Item) -> bool:
    return item.state is State.READY

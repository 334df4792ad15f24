"""What is asked before a launch: nothing more where all is mended, else who answers for it."""

from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Static

from designer.workbench.launch_items import Item


class Answer(NamedTuple):
    """Who launches, and why although something must be fixed; both empty where nothing must."""

    by: str = ""
    reason: str = ""


class LaunchNow(ModalScreen[Answer | None]):
    """Ends with an answer, or with nothing where it is not launched now."""

    CSS = """
    LaunchNow .dialog { padding: 0 2; }
    LaunchNow #open { margin: 1 0; }
    LaunchNow #wrong { height: auto; color: $text-error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Not now")]

    def __init__(
        self, open_items: tuple[Item, ...], folder: str, to_look_at: tuple[Item, ...] = ()
    ) -> None:
        """What is asked.

        Args:
            open_items: what must be fixed.
            folder: where all is written.
            to_look_at: what is open besides, and stops no launch.
        """
        super().__init__()
        self._open, self._folder, self._to_look_at = open_items, folder, to_look_at

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            if self._open:
                yield Static("This must be fixed first:")
                listed = "\n".join(f"  \u2717 {item.title}\n    {item.why}" for item in self._open)
                yield Static(listed, id="open", markup=False)
                yield Label("To launch all the same, who are you?")
                yield Input(id="by")
                yield Label("And why?")
                yield Input(id="reason")
                wrong = Static("", id="wrong", markup=False)
                wrong.display = False
                yield wrong
            else:
                yield Static(self._told(), id="told", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Launch", id="launch", variant="primary")
                yield Button("Not now", id="leave")

    def _told(self) -> str:
        listed = "\n".join(f"  ! {item.title}" for item in self._to_look_at)
        first = "Nothing stands in the way. "
        if listed:
            first = f"Nothing has to be fixed first. This is still open:\n\n{listed}\n\n"
        return (
            f"{first}All that leaves is written into\n{self._folder}\n"
            "and the launch is recorded beside your program. Nothing is sent anywhere."
        )

    def on_mount(self) -> None:
        self.query_one("#by" if self._open else "#launch").focus()

    @on(Input.Submitted, "#by")
    def _next(self, event: Input.Submitted) -> None:
        self.query_one("#reason").focus()

    @on(Input.Submitted, "#reason")
    def _entered(self, event: Input.Submitted) -> None:
        self._end()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "launch":
            self._end()
        else:
            self.dismiss(None)

    def _end(self) -> None:
        if not self._open:
            self.dismiss(Answer())
            return
        by, reason = (self.query_one(f"#{name}", Input).value.strip() for name in ("by", "reason"))
        if by and reason:
            self.dismiss(Answer(by, reason))
        else:
            wrong = self.query_one("#wrong", Static)
            wrong.display = True
            wrong.update(
                "\u2717 A launch over something open needs a name and a reason; both are recorded."
            )

"""The boxes of a trial: who it is tried on, what happens, and why each rule gave what it gave."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from designer.report.trial_words import (
    FIRED,
    NOT_FIRED,
    WhyLine,
    event_columns,
    event_row,
    standing_words,
    why_lines,
)
from designer.workbench.persona import OWN, Persona
from designer.workbench.trials import Trial

_MARK_COLOURS = {FIRED: "$text-success", NOT_FIRED: "$foreground 75%"}


class Customers(OptionList):
    """Everybody that the program can be tried on."""

    HELP = "try_it_customer"
    SAID = "Who tries it, made up from your own figures. Enter begins with somebody."

    def show(self, everybody: Sequence[Persona], current: str) -> None:
        """List them, people first, tricky cases below."""
        people = [each for each in everybody if not each.is_edge]
        edges = [each for each in everybody if each.is_edge]
        self.clear_options()
        self.add_options(Option(Content(each.name), each.key) for each in people)
        self.add_option(Option("+ Make your own", OWN))
        if edges:
            self.add_options([None, Option("Tricky cases", disabled=True)])
            self.add_options(Option(Content(f"  {each.name}"), each.key) for each in edges)
        if any(option.id == current for option in self.options):
            self.highlighted = self.get_option_index(current)


class EventList(OptionList):
    """What happens, line by line; the highlighted line is the event at hand."""

    HELP = "try_it_events"
    SAID = "What happens, and what came of it. n goes on, b goes back."

    def __init__(self, columns: Static) -> None:
        super().__init__(id="events")
        self._columns = columns
        self._trial: Trial | None = None
        self._position = 0

    def show(self, trial: Trial, position: int) -> None:
        """Show a trial up to a position; later events are named and nothing more."""
        same = self._trial is not None and len(self._trial.steps) == len(trial.steps)
        self._trial, self._position = trial, position
        if same:
            self._redraw()
        else:
            self.clear_options()
            self.add_options(Option(self._row(at)) for at in range(len(trial.steps)))
            self._columns.update(event_columns(trial, self._width))
        if self.highlighted != position:
            self.highlighted = position

    def on_resize(self, event: events.Resize) -> None:
        self._redraw()

    def _redraw(self) -> None:
        if self._trial is None:
            return
        self._columns.update(event_columns(self._trial, self._width))
        for at in range(self.option_count):
            self.replace_option_prompt_at_index(at, self._row(at))

    @property
    def _width(self) -> int:
        return max(self.scrollable_content_region.width - 2, 20)

    def _row(self, at: int) -> Content:
        assert self._trial is not None
        past = at <= self._position
        row = event_row(self._trial, at, self._width, is_past=past)
        return Content(row) if past else Content.from_markup("[$foreground 65%]$row[/]", row=row)


class WhyList(OptionList):
    """Every rule at the event at hand: what it gave, or why it gave nothing."""

    HELP = "try_it_why"
    SAID = "Why each rule gave what it gave, or nothing. Enter opens the rule in Design."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Edit rule", show=False)]

    def __init__(self) -> None:
        super().__init__(id="why")
        self._said: tuple[WhyLine, ...] = ()

    def show(self, trial: Trial, position: int) -> None:
        """Explain one event."""
        self._said = why_lines(trial.steps[position], trial.program)
        self._redraw()

    def rule_at(self, index: int) -> str:
        """The rule of a line; empty where the line is about something else."""
        line = self._said[index]
        return line.name if line.is_rule else ""

    def show_why_not(self) -> None:
        """Highlight the next rule that gave nothing, round and round."""
        start = -1 if self.highlighted is None else self.highlighted
        silent = [at for at, line in enumerate(self._said) if line.mark == NOT_FIRED]
        if silent:
            self.highlighted = next((at for at in silent if at > start), silent[0])

    def on_resize(self, event: events.Resize) -> None:
        self._redraw()

    def _redraw(self) -> None:
        kept = self.highlighted
        width = max(self.scrollable_content_region.width - 2, 20)
        self.clear_options()
        self.add_options(Option(_explained(line, width)) for line in self._said)
        if self._said:
            self.highlighted = min(kept or 0, len(self._said) - 1)


def _explained(line: WhyLine, width: int) -> Content:
    gap = max(width - len(line.mark) - len(line.name) - len(line.amount) - 1, 1)
    colour = _MARK_COLOURS.get(line.mark, "$foreground")
    first = Content.from_markup(
        f"[{colour}]$mark[/] [bold]$name[/]{' ' * gap}$amount",
        mark=line.mark,
        name=line.name,
        amount=line.amount,
    )
    lines = [first]
    for detail in line.details:
        lines += [
            Content.from_markup("[$foreground 80%]$words[/]", words=f"  {part}")
            for part in _folded(detail, width - 2)
        ]
    return Content("\n").join(lines)


def _folded(words: str, width: int) -> list[str]:
    from textwrap import wrap

    return wrap(words, width, subsequent_indent="  " if words[:1] in (FIRED, NOT_FIRED) else "")


class Held(Static):
    """What the customer holds after the event at hand."""

    def show(self, about: Persona, trial: Trial, position: int) -> None:
        """Show it, label and value; a value that is long goes below its label."""
        width = max(self.content_size.width, 20)
        lines = [about.about, ""] if about.about else []
        for label, value in standing_words(trial.steps[position].standing, trial.program):
            if len(label) + len(value) + 1 <= width:
                lines.append(f"{label}{value:>{width - len(label)}}")
            else:
                lines += [label, *(f"  {part}" for part in _folded(value, width - 2))]
        self.update(Content("\n".join(lines)))

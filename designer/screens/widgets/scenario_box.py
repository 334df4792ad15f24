"""The box of assumptions: reads the scenario beside the program, shows it, lets it be changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import OptionList

from designer.screens.app import DesignerApp, Step
from designer.screens.extent import CHOICES, Extent, next_choice
from designer.screens.shell import ShellScreen
from designer.screens.widgets.assumptions import FIGURES, Assumptions, Part

if TYPE_CHECKING:
    from designer.workbench.figures_beside import Texts
    from designer.workbench.five_numbers import FiveNumbers
    from designer.workbench.shop_figures import ScenarioFile
    from dsl.program.program import Program
    from simulator.calibration.scenario import AssumptionPart, Scenario

NO_SHOP = (
    "A forecast has to know your shop. Press a and say five numbers about it; guesses will do."
)
MENDED_FIRST = "The program has mistakes that have to be mended first: F8 shows them."


@dataclass(frozen=True)
class _Said:
    """A step of the text that went with figures in the files beside it.

    Attributes:
        why: of the step.
    """

    why: str
    before: "Texts"
    after: "Texts"


class ScenarioBox(Vertical):
    """What is taken for granted.

    Attributes:
        extent: how much is to be simulated.
        file: the scenario; None while there is none.
        program: the newest program; None where its text has mistakes.
    """

    @dataclass
    class Read(Message):
        """The scenario is there, or has changed."""

        file: "ScenarioFile"

    @dataclass
    class Lacking(Message):
        """There is none, or it cannot be used: why, in words."""

        why: str

    def __init__(self) -> None:
        super().__init__(id="left")
        self.border_title = "Assumptions   a"
        self.extent = Extent()
        self.file: ScenarioFile | None = None
        self.program: Program | None = None
        self._margin_of_text = ""
        self._said: list[_Said] = []
        self._one_at_a_time = Lock()
        """Held while the file is read or written and then shown, so that what is newer stays."""

    def compose(self) -> ComposeResult:
        yield Assumptions()

    def on_mount(self) -> None:
        assert isinstance(self.app, DesignerApp)
        self.app.stepped.subscribe(self, self._go_along)

    def read(self) -> None:
        """Read the scenario beside the program, in a thread."""
        self.run_worker(self._found, thread=True, group="read scenario", exclusive=True)

    def ask_figures(self) -> None:
        """Ask for the five numbers, those of the scenario filled in."""
        from designer.screens.overlays.five_numbers import FiveNumbersAsked
        from designer.workbench.five_numbers import usual_numbers
        from designer.workbench.shop_figures import comes_from_orders, figures_of, numbers_of

        if self.program is None:
            self.notify(MENDED_FIRST, severity="warning")
            return
        scenario = self.file.scenario if self.file else None
        if scenario is None:
            known = usual_numbers("other", self.program.currency)
            known = replace(known, margin=self._margin_of_text or known.margin)
        else:
            known = numbers_of(figures_of(scenario))
            known = replace(known, margin=known.margin or self._margin_of_text)
        overlay = FiveNumbersAsked(
            known,
            are_own=scenario is not None,
            only_margin=scenario is not None and comes_from_orders(scenario),
        )
        self.app.push_screen(overlay, self._save_figures)

    def follow(self, program: "Program | None") -> None:
        """Take the newest program; what it says of the shop stands in the list."""
        from designer.workbench.shop_figures import margin_typed

        self.program = program
        margin = margin_typed(program) if program else self._margin_of_text
        if margin != self._margin_of_text or self.file is None:
            self._margin_of_text = margin
            self.read()

    # ---------------------------------------------------------------- reading

    def _work(self, job: Callable[[], None]) -> None:
        def work() -> None:
            with self._one_at_a_time:
                job()

        self.run_worker(work, thread=True, group="save scenario")

    def _path(self) -> Path | None:
        assert isinstance(self.app, DesignerApp)
        return self.app.path

    def _found(self) -> None:
        from designer.workbench.refusal import Refusal
        from designer.workbench.shop_figures import open_scenario, scenario_beside

        path = self._path()
        if path is None or not scenario_beside(path).is_file():
            self.file = None
            self.post_message(self.Lacking(NO_SHOP))
            return
        try:
            with self._one_at_a_time:
                self._tell(open_scenario(scenario_beside(path)))
        except Refusal as refused:
            self.post_message(self.Lacking(f"✗ {refused.sentence}"))

    def _tell(self, file: "ScenarioFile") -> None:
        from designer.screens.widgets.assumption_rows import parts_of

        assert isinstance(self.app, DesignerApp)
        parts = parts_of(
            file.scenario, self.extent, self.app.settings.language, self._margin_of_text
        )
        self.app.call_from_thread(self._show, file, parts)

    def _show(self, file: "ScenarioFile", parts: Sequence[Part]) -> None:
        self.file = file
        self.query_one(Assumptions).show(parts)
        self.post_message(self.Read(file))

    @on(OptionList.OptionHighlighted)
    def _tell_source(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        box = self.query_one(Assumptions)
        source = box.source_of(event.option_id or "")
        if source and box.has_focus and isinstance(self.screen, ShellScreen):
            self.screen.say(f"Source: {source}")

    # ---------------------------------------------------------------- changing

    @on(Assumptions.Asked)
    def _asked(self, event: Assumptions.Asked) -> None:
        event.stop()
        if event.key in CHOICES:
            self.extent = next_choice(self.extent, event.key)
            self.read()
        elif event.key.startswith(FIGURES):
            self.ask_figures()
        else:
            self._ask_assumption(event.key)

    def _ask_assumption(self, name: str) -> None:
        from designer.screens.overlays.assumption import AssumptionFigures
        from designer.workbench.shop_figures import assumed_in

        if self.file is not None:
            found = next(each for each in assumed_in(self.file.scenario) if each.row.name == name)
            self.app.push_screen(AssumptionFigures(found), self._save_assumption)

    def _save_figures(self, numbers: "FiveNumbers | None") -> None:
        if numbers is not None:
            self._work(lambda: self._save_said(numbers))

    def _save_said(self, numbers: "FiveNumbers") -> None:
        """Save figures in the scenario, for the quick estimate, and in the program's text."""
        from designer.workbench.figures_beside import figures_beside
        from designer.workbench.five_numbers import five_figures, save_shop_file
        from designer.workbench.refusal import Refusal
        from designer.workbench.shop_figures import (
            comes_from_orders,
            new_scenario,
            save_changed,
            with_figures,
        )

        path, program, file = self._path(), self.program, self.file
        if path is None or program is None:
            return
        try:
            before, figures = figures_beside(path), five_figures(numbers)
            if file is None or not comes_from_orders(file.scenario):
                save_shop_file(path, numbers)
            if file is None:
                self._tell(new_scenario(path, figures, program.time_zone))
            else:
                self._tell(save_changed(file, with_figures(file.scenario, figures)))
            self.app.call_from_thread(self._say_in_text, numbers, before, figures_beside(path))
        except Refusal as refused:
            self.app.call_from_thread(self.notify, refused.sentence, severity="error")

    def _say_in_text(self, numbers: "FiveNumbers", before: "Texts", after: "Texts") -> None:
        """Checks and the estimate go by the margin in the program's text: it is the same one."""
        from designer.authoring.from_template import with_margin
        from designer.workbench.five_numbers import tidied

        assert isinstance(self.app, DesignerApp)
        if self.app.draft is not None:
            margin = tidied(numbers.margin)
            text = with_margin(self.app.draft.text, margin)
            why = f"Say what is left of a sale: {margin}%"
            if text != self.app.draft.text:
                self._said.append(_Said(why, before, after))
            self.app.change(text, why)

    def _go_along(self, step: Step) -> None:
        """Take the files back with the text, or make them again what they were."""
        said = [each for each in reversed(self._said) if each.why == step.change.why]
        if said:
            self._work(lambda: self._put_back(said, is_back=step.is_back))

    def _put_back(self, said: "Sequence[_Said]", *, is_back: bool) -> None:
        from designer.workbench.figures_beside import are_put_back
        from designer.workbench.refusal import Refusal

        path = self._path()
        if path is None:
            return
        try:
            for each in said:
                now, then = (each.after, each.before) if is_back else (each.before, each.after)
                if are_put_back(path, now, then):
                    break
        except Refusal as refused:
            self.app.call_from_thread(self.notify, refused.sentence, severity="error")
        self.app.call_from_thread(self.read)

    def _save_assumption(self, said: "AssumptionPart | str | None") -> None:
        """A part replaces the usual figures; the name alone takes them again."""
        from designer.workbench.shop_figures import with_assumption, without_assumption

        if isinstance(said, str):
            self._save(lambda scenario: without_assumption(scenario, said))
        elif said is not None:
            self._save(lambda scenario: with_assumption(scenario, said))

    def _save(self, change: "Callable[[Scenario], Scenario]") -> None:
        from designer.workbench.refusal import Refusal
        from designer.workbench.shop_figures import save_changed

        def saved() -> None:
            file = self.file  # as the save before this one left it
            if file is None:
                return
            try:
                self._tell(save_changed(file, change(file.scenario)))
            except Refusal as refused:
                self.app.call_from_thread(self.notify, refused.sentence, severity="error")

        self._work(saved)

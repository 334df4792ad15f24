"""The box of assumptions: the scenario beside the program as a list, each line of it to change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import OptionList

from designer.screens.before_asked import ask_before
from designer.screens.extent import BEFORE, CHOICES, Extent, next_choice
from designer.screens.figures_said import FiguresSaid
from designer.screens.product_asked import ProductAsked
from designer.screens.scenario_kept import ScenarioKept
from designer.screens.shell import ShellScreen
from designer.screens.widgets.assumptions import FIGURES, SOLD, Assumptions, Part
from designer.workbench.draft_files import stamp_of
from designer.workbench.program_before import ProgramBefore

if TYPE_CHECKING:
    from designer.screens.app import DesignerApp
    from designer.workbench.shop_figures import ScenarioFile
    from dsl.program.program import Program
    from simulator.calibration.scenario import AssumptionPart

MENDED_FIRST = "The program has mistakes that have to be mended first: F8 shows them."
BROKEN = (
    "There are figures of the shop that cannot be used. Mend their file or move it away first: "
    "what is said anew would take its place."
)
WHERE_PRODUCTS_ARE = (
    "What is sold, how often and at which price, stands under products in {}. Your orders say it "
    "best: 6 learns it from them."
)

_Seen = tuple[tuple[Path | None, ...], tuple[tuple[int, int] | None, ...]]
"""Files, and what moves when one of them is written."""


class ScenarioBox(Vertical):
    """What is taken for granted.

    Attributes:
        extent: how much is to be simulated, and what it is held against.
        program: the newest program; None where its text has mistakes.
        stand: of the program until now and its members, as `stand_of` tells it.
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
        self.program: Program | None = None
        self.stand = ""
        self._seen: _Seen | None = None
        self._is_looking = False
        self._margin_of_text = ""
        self._is_before_known = False
        self._kept = ScenarioKept(self, self._tell, self._lack)
        self._figures = FiguresSaid(self._kept)
        self._product = ProductAsked(self._kept)

    def compose(self) -> ComposeResult:
        yield Assumptions()

    def on_mount(self) -> None:
        self._designer.stepped.subscribe(self, self._figures.go_along)

    @property
    def _designer(self) -> "DesignerApp":
        return self._kept.app

    @property
    def file(self) -> "ScenarioFile | None":
        """The scenario; None while there is none."""
        return self._kept.file

    def read(self) -> None:
        """Read the scenario beside the program, in a thread."""
        self._kept.read()

    def look(self) -> None:
        """Read anew what somebody else wrote: the scenario, the program until now, its members."""
        from designer.workbench.shop_figures import scenario_beside

        path, before = self._designer.path, self.extent.before
        if path is None or not self._is_before_known or self._is_looking:
            return
        files = (scenario_beside(path), before.current, before.members)
        self._is_looking = True
        self.run_worker(lambda: self._look_at(files), thread=True, group="look")

    def _look_at(self, files: Sequence[Path | None]) -> None:
        """Look at files, in a thread: a disk may be slow, or be gone."""
        stamps = tuple(stamp_of(each) if each else None for each in files)
        self._designer.call_from_thread(self._seen_now, (tuple(files), stamps))

    def _seen_now(self, seen: _Seen) -> None:
        self._is_looking = False
        known, self._seen = self._seen, seen
        if known not in (None, seen):
            self.read()

    def follow(self, program: "Program | None") -> None:
        """Take the newest program; what it says of the shop, and what acts in it, is listed."""
        from designer.workbench.shop_figures import margin_typed

        before, self.program = self.program, program
        margin = margin_typed(program) if program else self._margin_of_text
        if margin != self._margin_of_text or self.file is None or before != program:
            self._margin_of_text = margin
            self.read()

    # ---------------------------------------------------------------- showing

    def _lack(self, why: str) -> None:
        self.post_message(self.Lacking(why))

    def _tell(self, file: "ScenarioFile") -> None:
        """Show a scenario, from a thread."""
        from designer.screens.widgets.assumption_rows import parts_of
        from designer.workbench.program_before import program_before, program_of, stand_of

        app, extent = self._designer, self.extent
        if not self._is_before_known and app.path is not None:
            extent = replace(extent, before=program_before(app.home, app.path))
        parts = parts_of(
            file.scenario,
            extent,
            app.settings.language,
            self._margin_of_text,
            self.program,
            program_of(extent.before),
        )
        app.call_from_thread(self._show, file, extent, stand_of(extent.before), parts)

    def _show(
        self, file: "ScenarioFile", extent: Extent, stand: str, parts: Sequence[Part]
    ) -> None:
        if extent.before == self.extent.before or not self._is_before_known:
            self.stand = stand
        if not self._is_before_known:
            self._is_before_known = True
            self.extent = extent
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
        elif event.key in BEFORE:
            ask_before(self._designer, event.key, self.extent.before, self._hold_against)
        elif event.key == SOLD:
            self._product.ask(self._programs(), self._tell_where_products_are)
        elif event.key.startswith(FIGURES):
            self.ask_figures()
        else:
            self._ask_assumption(event.key)

    def _programs(self) -> "Callable[[], list[Program]]":
        """Gives, in a thread, the newest program and the one until now."""
        from designer.workbench.program_before import program_of

        newest, before = self.program, self.extent.before
        return lambda: [each for each in (newest, program_of(before)) if each is not None]

    def _tell_where_products_are(self, file: "ScenarioFile") -> None:
        self.notify(WHERE_PRODUCTS_ARE.format(file.path.name))

    def ask_figures(self) -> None:
        """Ask for the five numbers about the shop."""
        if self.program is None:
            self.notify(MENDED_FIRST, severity="warning")
        elif self._kept.is_broken:
            self.notify(BROKEN, severity="warning")
            self.read()  # somebody may have mended it meanwhile
        else:
            self._figures.ask(self.program, self._margin_of_text)

    def _hold_against(self, before: ProgramBefore) -> None:
        """Forecasts are held against this from now on, and after the next start."""
        from designer.workbench.program_before import remember_before

        app = self._designer
        path, home = app.path, app.home
        self.extent = replace(self.extent, before=before)
        if path is not None:
            work = app.in_turn(lambda: remember_before(home, path, before))
            self.run_worker(work, group="remember")
        self.read()

    def _ask_assumption(self, name: str) -> None:
        from designer.screens.overlays.assumption import AssumptionFigures
        from designer.workbench.shop_figures import assumed_in

        if self.file is not None:
            found = next(each for each in assumed_in(self.file.scenario) if each.row.name == name)
            self.app.push_screen(AssumptionFigures(found), self._save_assumption)

    def _save_assumption(self, said: "AssumptionPart | str | None") -> None:
        """A part replaces the usual figures; the name alone takes them again."""
        from designer.workbench.shop_figures import with_assumption, without_assumption

        if isinstance(said, str):
            self._kept.save(lambda scenario: without_assumption(scenario, said))
        elif said is not None:
            self._kept.save(lambda scenario: with_assumption(scenario, said))

"""The scenario beside the program: read and written in threads, one after the other."""

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from textual.widget import Widget

from designer.screens.app import DesignerApp

if TYPE_CHECKING:
    from designer.workbench.shop_figures import ScenarioFile
    from simulator.calibration.scenario import Scenario

NO_SHOP = (
    "A forecast has to know your shop. Press a and say five numbers about it; guesses will do."
)


class ScenarioKept:
    """Reads and writes for one box.

    Attributes:
        file: the newest; None while there is none that can be used.
        is_broken: there is one, and it cannot be used.
    """

    def __init__(
        self, box: Widget, tell: "Callable[[ScenarioFile], None]", lack: Callable[[str], None]
    ) -> None:
        """Has nothing yet.

        Args:
            box: whose workers do it.
            tell: called in a thread with each newer file, one at a time.
            lack: called in a thread with words where there is none that can be used.
        """
        self.file: ScenarioFile | None = None
        self.is_broken = False
        self._box, self._tell, self._lack = box, tell, lack
        self._one_at_a_time = Lock()
        """Held while the file is read or written and then shown, so that what is newer stays."""

    @property
    def app(self) -> DesignerApp:
        """Whose program it is."""
        app = self._box.app
        assert isinstance(app, DesignerApp)
        return app

    def read(self) -> None:
        """Read it anew."""
        self._box.run_worker(self._found, thread=True, group="read scenario", exclusive=True)

    def work(self, job: Callable[[], None]) -> None:
        """Do something with it in a thread, after all that was asked for before."""

        def alone() -> None:
            with self._one_at_a_time:
                job()

        self._box.run_worker(alone, thread=True, group="save scenario")

    def take(self, file: "ScenarioFile") -> None:
        """Go on with a file that was written just now; called by work of its own."""
        self.file, self.is_broken = file, False
        self._tell(file)

    def save(
        self, change: "Callable[[Scenario], Scenario]", then: Callable[[], None] | None = None
    ) -> None:
        """Write it changed, as it is now, whoever wrote it; what cannot be written is told.

        Args:
            change: what becomes of it; may refuse.
            then: called in the thread once it is written.
        """
        from designer.workbench.refusal import Refusal
        from designer.workbench.shop_figures import newest, save_changed

        def saved() -> None:
            file = self.file  # as the save before this one left it
            if file is None:
                return
            try:
                file = newest(file)
                self.take(save_changed(file, change(file.scenario)))
            except Refusal as refused:
                self.refuse(refused.sentence)
            else:
                if then is not None:
                    then()

        self.work(saved)

    def refuse(self, sentence: str) -> None:
        """Tell, from a thread, what could not be done."""
        self.app.call_from_thread(self._box.notify, sentence, severity="error")

    def _found(self) -> None:
        from designer.workbench.refusal import Refusal
        from designer.workbench.shop_figures import open_scenario, scenario_beside

        path = self.app.path
        if path is None or not scenario_beside(path).is_file():
            self.file, self.is_broken = None, False
            self._lack(NO_SHOP)
            return
        try:
            with self._one_at_a_time:
                self.take(open_scenario(scenario_beside(path)))
        except Refusal as refused:
            self.is_broken = True
            self._lack(f"✗ {refused.sentence}")

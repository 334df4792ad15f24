"""Asking how that is sold which a program asks for and the shop's figures do not have."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from designer.screens.scenario_kept import ScenarioKept

if TYPE_CHECKING:
    from designer.workbench.product_said import Missing
    from designer.workbench.shop_figures import ScenarioFile
    from dsl.program.program import Program


class ProductAsked:
    """Asks for one product after the other, and writes each into the scenario."""

    def __init__(self, kept: ScenarioKept) -> None:
        self._kept = kept

    def ask(
        self, programs: "Callable[[], list[Program]]", nothing: Callable[["ScenarioFile"], None]
    ) -> None:
        """Ask for the first one that is missing, then for the next.

        Args:
            programs: gives those that ask for products; called in a thread.
            nothing: called where nothing is missing.
        """

        def look() -> None:
            file = self._kept.file
            if file is not None and not self._is_missing(file, programs()):
                self._kept.app.call_from_thread(nothing, file)

        self._kept.work(look)

    def _is_missing(self, file: "ScenarioFile", programs: "list[Program]") -> bool:
        """Ask for the first one, from a thread; says whether there is one."""
        from designer.workbench.product_said import first_missing

        missing = first_missing(file.scenario, programs)
        if missing is not None:
            self._kept.app.call_from_thread(self._ask_for, file, missing, programs)
        return missing is not None

    def _ask_for(self, file: "ScenarioFile", missing: "Missing", programs: "list[Program]") -> None:
        from designer.screens.overlays.product_figures import ANOTHER, ProductMeant
        from designer.workbench.product_said import calling

        def chosen(answer: str | None) -> None:
            if answer == ANOTHER:
                self._ask_figures(file, missing, programs)
            elif answer is not None:
                meant = missing.meant[int(answer)]
                then = self._next(programs)
                self._kept.save(lambda shop: calling(shop, missing, meant), then)

        if missing.meant:
            self._kept.app.push_screen(ProductMeant(missing), chosen)
        else:
            self._ask_figures(file, missing, programs)

    def _ask_figures(
        self, file: "ScenarioFile", missing: "Missing", programs: "list[Program]"
    ) -> None:
        from designer.screens.overlays.product_figures import ProductFigures
        from designer.workbench.product_said import selling

        def said(typed: tuple[str, str] | None) -> None:
            if typed is not None:
                then = self._next(programs)
                self._kept.save(lambda shop: selling(shop, missing, *typed), then)

        self._kept.app.push_screen(ProductFigures(file.scenario, missing), said)

    def _next(self, programs: "list[Program]") -> Callable[[], None]:
        def look() -> None:
            if self._kept.file is not None:
                self._is_missing(self._kept.file, programs)

        return look

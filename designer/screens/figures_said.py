"""Saying figures of the shop: in its scenario, for the estimate, and in the program's text.

Whoever takes the text back takes the files back with it, unless somebody changed them meanwhile.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from designer.screens.app import Step
from designer.screens.scenario_kept import ScenarioKept

if TYPE_CHECKING:
    from designer.workbench.figures_beside import Texts
    from designer.workbench.five_numbers import FiveNumbers
    from designer.workbench.shop_figures import ScenarioFile
    from dsl.program.program import Program
    from simulator.calibration.from_five_figures import FiveFigures
    from simulator.calibration.scenario import Scenario


@dataclass(frozen=True)
class _Said:
    """A step of the text that went with figures in the files beside it.

    Attributes:
        why: of the step.
    """

    why: str
    before: "Texts"
    after: "Texts"


class FiguresSaid:
    """Asks for figures and writes them, for one scenario."""

    def __init__(self, kept: ScenarioKept) -> None:
        self._kept = kept
        self._said: list[_Said] = []

    def ask(self, program: "Program", margin_of_text: str) -> None:
        """Ask for the five numbers, those of the scenario filled in.

        Args:
            program: the newest.
            margin_of_text: what it says is left of a sale, as it is typed; "" for nothing.
        """
        from designer.screens.overlays.five_numbers import FiveNumbersAsked
        from designer.workbench.five_numbers import usual_numbers
        from designer.workbench.shop_figures import comes_from_orders, figures_of, numbers_of

        scenario = self._kept.file.scenario if self._kept.file else None
        if scenario is None:
            known = usual_numbers("other", program.currency)
            known = replace(known, margin=margin_of_text or known.margin)
        else:
            known = numbers_of(figures_of(scenario))
            known = replace(known, margin=known.margin or margin_of_text)
        overlay = FiveNumbersAsked(
            known,
            are_own=scenario is not None,
            only_margin=scenario is not None and comes_from_orders(scenario),
        )

        def answered(numbers: "FiveNumbers | None") -> None:
            if numbers is not None:
                self._kept.work(lambda: self._save(numbers, program))

        self._kept.app.push_screen(overlay, answered)

    def _save(self, numbers: "FiveNumbers", program: "Program") -> None:
        from designer.workbench.figures_beside import figures_beside
        from designer.workbench.five_numbers import five_figures, save_shop_file
        from designer.workbench.refusal import Refusal
        from designer.workbench.shop_figures import (
            comes_from_orders,
            newest,
            save_changed,
            save_new,
        )

        app, known = self._kept.app, self._kept.file
        path = app.path
        if path is None:
            return
        try:
            before = figures_beside(path)
            file = newest(known) if known else None
            shop = _shop_said(file, five_figures(numbers), program)
            if not comes_from_orders(shop):
                save_shop_file(path, numbers)
            self._kept.take(save_changed(file, shop) if file else save_new(path, shop))
            app.call_from_thread(self._say_in_text, numbers, before, figures_beside(path))
        except Refusal as refused:
            self._kept.refuse(refused.sentence)

    def _say_in_text(self, numbers: "FiveNumbers", before: "Texts", after: "Texts") -> None:
        """Checks and the estimate go by the margin in the program's text: it is the same one."""
        from designer.authoring.from_template import with_margin
        from designer.workbench.five_numbers import tidied

        app = self._kept.app
        if app.draft is not None:
            margin = tidied(numbers.margin)
            text = with_margin(app.draft.text, margin)
            why = f"Say what is left of a sale: {margin}%"
            if text != app.draft.text:
                self._said.append(_Said(why, before, after))
            app.change(text, why)

    def go_along(self, step: Step) -> None:
        """Take the files back with the text, or make them again what they were."""
        said = [each for each in reversed(self._said) if each.why == step.change.why]
        if said:
            self._kept.work(lambda: self._put_back(said, is_back=step.is_back))

    def _put_back(self, said: Sequence[_Said], *, is_back: bool) -> None:
        from designer.workbench.figures_beside import are_put_back
        from designer.workbench.refusal import Refusal

        path = self._kept.app.path
        if path is None:
            return
        try:
            for each in said:
                now, then = (each.after, each.before) if is_back else (each.before, each.after)
                if are_put_back(path, now, then):
                    break
        except Refusal as refused:
            self._kept.refuse(refused.sentence)
        self._kept.app.call_from_thread(self._kept.read)


def _shop_said(
    file: "ScenarioFile | None", figures: "FiveFigures", program: "Program"
) -> "Scenario":
    """The shop as it is said; it sells what the program asks for, as far as that is known.

    Raises:
        Refusal: the currency or the sector is not known.
    """
    from designer.workbench.calibrations import calibrate_from_figures
    from designer.workbench.products_sold import selling_what_is_asked
    from designer.workbench.shop_figures import comes_from_orders, with_figures

    if file is None:
        shop = calibrate_from_figures(figures, program.time_zone).scenario
    else:
        shop = with_figures(file.scenario, figures)
    return shop if comes_from_orders(shop) else selling_what_is_asked(shop, program)

"""What the stages need and the first picture does not, loaded while a person looks at that."""

from importlib import import_module

from designer.screens.stages import STAGES
from designer.workbench.endings import SCENARIO_ENDING
from designer.workbench.gallery import DEFAULT, find_template
from simulator.orders.working_folder import clear_temporary

_READ_WITH = (
    "designer.report.forecast_shown",
    "designer.screens.forecast_drawings",
    "designer.screens.widgets.assumption_rows",
)
"""Modules with which the stages read what they show."""


def load_stages() -> None:
    """Load it, in a thread: a stage that is asked for then waits for nothing.

    What commands that were killed left among the temporary files goes as well.
    """
    for module, _ in STAGES.values():
        import_module(f"designer.screens.{module}")
    for name in _READ_WITH:
        import_module(name)
    from designer.workbench.shop_figures import open_scenario

    open_scenario(find_template(DEFAULT).path.with_suffix(SCENARIO_ENDING))  # builds its models
    clear_temporary()

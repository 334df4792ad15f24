"""Whether what a kept forecast takes for granted is still what stands beside its program."""

from pathlib import Path
from typing import TYPE_CHECKING

from designer.workbench.program_before import ProgramBefore, rules_of
from designer.workbench.refusal import Refusal

if TYPE_CHECKING:
    from simulator.forecasts.forecast import Forecast


def taken_otherwise(forecast: "Forecast", program: Path, before: ProgramBefore) -> str:
    """What a forecast was made with that is not so now, in a sentence; "" where all is.

    Args:
        forecast: the kept one.
        program: its file; the shop is the scenario beside it.
        before: the program that the shop is said to have now.
    """
    from designer.workbench.shop_figures import open_scenario, scenario_beside
    from simulator.forecasts.what_counts import scenario_sha256

    shop = scenario_beside(program)
    try:
        assumed = scenario_sha256(open_scenario(shop).scenario)
    except Refusal:  # without figures of the shop none can have changed
        assumed = forecast.manifest.scenario_sha256
    if assumed != forecast.manifest.scenario_sha256:
        return f"The newest one was made with other assumptions than those in {shop.name}."
    if before.current is None:
        return ""
    if rules_of(before.current) != forecast.manifest.current_rules_sha256:
        return f"The newest one is not held against {before.current.name} as it is now."
    if before.members is not None and not forecast.manifest.members_sha256:
        return f"In the newest one nobody starts with what is in {before.members.name}."
    return ""

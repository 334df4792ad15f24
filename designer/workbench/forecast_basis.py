"""Whether what a kept forecast takes for granted is still what stands beside its program."""

from pathlib import Path
from typing import TYPE_CHECKING

from designer.workbench.program_before import ProgramBefore
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
    if before.current is not None and _program_of(before.current) != _held_against(forecast):
        return f"The newest one is not held against {before.current.name} as it is now."
    return ""


def _held_against(forecast: "Forecast") -> str:
    """The hash of the program until now; "" where there was none."""
    *held_against, _ = forecast.manifest.program_sha256
    return held_against[0] if held_against else ""


def _program_of(path: Path) -> str:
    """The hash of a program; that of no program where it cannot be used."""
    from designer.workbench.program_files import open_program
    from dsl.program.saved_form import program_sha256

    try:
        program = open_program(path).compiled.program
    except Refusal:
        return "-"
    return program_sha256(program) if program else "-"

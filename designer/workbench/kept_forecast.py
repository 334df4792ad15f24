"""The newest forecast of a program, kept beside it as the command line printed it."""

from pathlib import Path
from typing import TYPE_CHECKING

from designer.workbench.files import write_text
from designer.workbench.refusal import Refusal

if TYPE_CHECKING:
    from simulator.forecasts.forecast import Forecast

ENDING = ".forecast.json"


def forecast_file(program_file: Path) -> Path:
    """Where a program's forecast is kept."""
    return program_file.with_suffix(ENDING)


def keep_forecast(program_file: Path, result: str) -> None:
    """Keeps the JSON that `perkwright simulate --json` printed.

    Raises:
        Refusal: nothing can be written there.
    """
    write_text(forecast_file(program_file), result)


def kept_forecast(program_file: Path) -> "Forecast | None":
    """The forecast that was kept; None without one.

    Raises:
        Refusal: it cannot be read, perhaps because another version wrote it.
    """
    path = forecast_file(program_file)
    if not path.is_file():
        return None
    from simulator.forecasts.forecast import Forecast  # NumPy only where there is a forecast

    try:
        return Forecast.model_validate_json(path.read_text("utf-8"))
    except (OSError, ValueError) as problem:
        raise Refusal(f"{path} cannot be read. Run the forecast again.") from problem

"""Results as the command line printed them; a program's newest forecast is kept beside it."""

from pathlib import Path
from typing import TYPE_CHECKING

from designer.workbench.files import write_text
from designer.workbench.refusal import Refusal
from designer.workbench.text_files import unread

if TYPE_CHECKING:
    from simulator.forecasts.forecast import Comparison, Forecast

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
    except OSError as problem:
        raise Refusal(f"{path} cannot be read. Run the forecast again.") from problem
    except ValueError as problem:
        raise Refusal(of_another_version(path)) from problem


def of_another_version(path: Path) -> str:
    """Why a forecast that cannot be read is none of this version, and what to do."""
    return (
        f"{path} is of another version, whose figures mean something else, or was changed by hand. "
        "Run the forecast again."
    )


def read_result(path: Path) -> "Forecast | Comparison":
    """What `perkwright simulate` or `perkwright compare` printed with `--json`.

    Raises:
        Refusal: there is no such file, or it holds something else.
    """
    from pydantic import TypeAdapter

    from simulator.forecasts.forecast import Comparison, Forecast

    try:
        text = path.read_text("utf-8")
    except OSError as problem:
        raise unread(path, problem) from problem
    except UnicodeDecodeError as problem:
        raise Refusal(f"{path} cannot be read: it is no text.", wrong_usage=True) from problem
    results: TypeAdapter[Forecast | Comparison] = TypeAdapter(Forecast | Comparison)
    try:
        return results.validate_json(text)
    except ValueError as problem:
        raise Refusal(
            f"{path} holds no forecast and no comparison of this version. perkwright simulate and "
            "perkwright compare print one with --json."
        ) from problem

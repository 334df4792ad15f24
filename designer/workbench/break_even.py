"""The question of a pilot out of a forecast: how much more members would have to buy."""

import json
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from designer.workbench.kept_forecast import of_another_version
from designer.workbench.refusal import Refusal
from designer.workbench.text_files import unread
from simulator.forecasts.forecast import Forecast

_HOW = "perkwright simulate --json prints one."


class BreakEven(NamedTuple):
    """At which uplift of members, in percent, a program pays.

    Attributes:
        against: name of the program until now that it is held against; empty: none.
    """

    percent: float
    against: str


def break_even_of(path: Path, currency: str) -> BreakEven:
    """The break-even of a forecast that was saved as JSON.

    Args:
        path: the file.
        currency: of the orders that the pilot is planned from.

    Raises:
        Refusal: it holds no forecast of this shop, or nothing that a pilot could answer.
    """
    forecast = _forecast(path)
    if forecast.currency != currency:
        raise Refusal(
            f"{path} is in {forecast.currency}, and the orders in {currency}. Name the forecast of "
            "this shop."
        )
    uplift = forecast.break_even_uplift
    if uplift is None and forecast.against:
        raise Refusal(
            f"{path} says that the rewards of {forecast.program} exceed what is left of a sale. "
            "Change the program first; no pilot can help it."
        )
    if uplift is None:
        raise Refusal(
            f"{path} says that no increase would pay for {forecast.program}: its rewards exceed "
            "what is left of a sale. Change the program first; no pilot can help it."
        )
    if uplift <= 0 and forecast.against:
        raise Refusal(
            f"{path} says that {forecast.program} costs no more than {forecast.against}, so there "
            "is no break-even to ask about. Leave --forecast out to ask whether it changes "
            "anything."
        )
    if uplift <= 0:
        raise Refusal(
            f"{path} says that {forecast.program} pays without any increase, so there is no "
            "break-even to ask about. Leave --forecast out to ask whether it changes anything."
        )
    return BreakEven(100 * float(uplift), forecast.against)


def _forecast(path: Path) -> Forecast:
    try:
        return Forecast.model_validate_json(path.read_bytes())
    except OSError as problem:
        raise unread(path, problem, _HOW) from problem
    except ValidationError as problem:
        if _was_a_forecast(path.read_bytes()):
            raise Refusal(of_another_version(path)) from problem
        raise Refusal(f"{path} is not the forecast of one program. {_HOW}") from problem


def _was_a_forecast(content: bytes) -> bool:
    """Whether it tells what another version of the program tells of one program."""
    try:
        record = json.loads(content)
    except ValueError:
        return False
    return isinstance(record, dict) and "manifest" in record and "designs" not in record

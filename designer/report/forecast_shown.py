"""A forecast as a screen shows it: words and plain figures, of finished runs or of all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from designer.report.curves import Curve, Reach, Series, Step
from designer.report.forecast_curves import (
    member_series,
    money_steps,
    net_benefit_curve,
    partial_curve,
    reaches,
    reward_cost_curve,
    to_be_redeemed_curve,
)
from designer.report.forecast_words import (
    BY_KEYS,
    advice,
    benefit_of,
    benefit_words,
    caveats,
    findings,
    heading,
    likely_words,
    verdict_words,
)
from designer.report.views import View
from simulator.forecasts.forecast import Forecast
from simulator.forecasts.progress import Partial

MOST_REACHES = 6


@dataclass(frozen=True)
class ForecastShown:
    """What a screen shows of a forecast.

    Attributes:
        verdict: what to do; "" before the last run.
        benefit: the net benefit in words.
        findings: the other sentences, the most important first.
        curves: by what they show; those that are known.
        members: by month, where known.
        steps: from additional margin to net benefit.
        reaches: what matters most, where it was weighed.
        heading: what was simulated.
        caveats: what limits it.
        forecast: the result itself; None while runs are still going on.
    """

    verdict: str
    benefit: str
    findings: tuple[str, ...]
    curves: Mapping[View, Curve]
    members: tuple[Series, ...]
    steps: tuple[Step, ...]
    reaches: tuple[Reach, ...]
    runs: int
    runs_wanted: int
    currency: str
    heading: str = ""
    caveats: tuple[str, ...] = ()
    forecast: Forecast | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """All sentences, as the report has them."""
        said = (self.verdict, self.benefit, *self.findings, *self.caveats)
        return tuple(sentence for sentence in said if sentence)

    @property
    def hashes(self) -> str:
        """The program's and the result's, short; "" while runs are still going on."""
        if self.forecast is None:
            return ""
        program, results = self.forecast.program_sha256, self.forecast.results_sha256
        return f"program {program[:8]} results {results[:8]}"


def forecast_shown(result: str) -> ForecastShown:
    """What a forecast of all its runs shows, or a stopped one.

    Args:
        result: what `perkwright simulate --json` prints.
    """
    forecast = Forecast.model_validate_json(result)
    said = findings(forecast)
    benefit = benefit_of(forecast)
    return ForecastShown(
        verdict=verdict_words(forecast, forecast, BY_KEYS),
        benefit=benefit,
        findings=tuple(each for each in said if each != benefit),
        curves={
            View.PROFIT: net_benefit_curve(forecast, forecast.runs),
            View.COST: reward_cost_curve(forecast, forecast.runs),
            View.TO_BE_REDEEMED: to_be_redeemed_curve(forecast, forecast.runs),
        },
        members=member_series(forecast),
        steps=money_steps(forecast),
        reaches=reaches(forecast, MOST_REACHES),
        runs=forecast.runs,
        runs_wanted=forecast.runs_wanted,
        currency=forecast.currency,
        heading=heading(forecast),
        caveats=caveats(forecast, forecast.against),
        forecast=forecast,
    )


def partial_shown(line: Mapping[str, Any], currency: str) -> ForecastShown:
    """What the finished runs show.

    Args:
        line: a line with the event `partial`.
        currency: of its amounts.
    """
    partial = Partial.model_validate(line)
    fan = partial.net_benefit_minor
    likely = likely_words(fan.median[-1], fan.p10[-1], fan.p90[-1], currency, partial.runs)
    loss, against = partial.probability_of_loss, partial.against
    benefit = benefit_words(likely, loss, partial.runs, against)
    is_whole = partial.runs == partial.of
    return ForecastShown(
        verdict=advice(partial, partial.runs, partial.shop_customers, against) if is_whole else "",
        benefit=benefit if is_whole else f"After {partial.runs} of {partial.of} runs: {benefit}",
        findings=(),
        curves={View.PROFIT: partial_curve(partial)},
        members=(),
        steps=money_steps(partial),
        reaches=(),
        runs=partial.runs,
        runs_wanted=partial.of,
        currency=currency,
    )

"""The grade: how far a forecast can be trusted, from A to D, with what would raise it.

Each rule says the highest grade that a finding allows; the lowest of all is the grade. The rules
are written down in simulator/CALIBRATION.md, and a test compares the two.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from dsl.program.words_of_amounts import counted_words
from simulator.calibration.backtest import Backtest
from simulator.calibration.repeat_behaviour import RepeatBehaviour
from simulator.calibration.scenario import GradePart, GroupPart, Reason

Letter = Literal["B", "C", "D"]
_WORST_FIRST: tuple[Letter, ...] = ("D", "C", "B")


class Rule(NamedTuple):
    """Below (or above) each limit, the grade is at best the letter beside it.

    Attributes:
        measure: what is looked at, as the page names it.
        limits: letter and limit, the gravest first.
        below: whether lower is worse.
    """

    measure: str
    limits: tuple[tuple[Letter, float], ...]
    below: bool = True

    def at_best(self, value: float) -> Letter | None:
        """The highest grade that a value allows; none stands for an A."""
        for letter, limit in self.limits:
            if value < limit if self.below else value > limit:
                return letter
        return None


CUSTOMERS = Rule("customers fitted", (("D", 100), ("C", 500), ("B", 2_000)))
REPEATS = Rule("repeat purchases fitted", (("D", 100), ("C", 500), ("B", 2_000)))
DAYS = Rule("days of history", (("D", 182), ("C", 365), ("B", 730)))
IDENTIFIED = Rule("share of sales that name a customer", (("D", 0.1), ("C", 0.3), ("B", 0.6)))
ORIGINS = Rule("origins of the backtest", (("D", 1), ("C", 3)))
ERROR = Rule("largest error of the backtest", (("D", 0.5), ("C", 0.25), ("B", 0.15)), below=False)
FAR_OUT = Rule("share of sales in purchases far out", (("C", 0.2), ("B", 0.05)), below=False)
AHEAD = Rule("days from today to the last order", (("D", 30), ("C", 1)), below=False)
RULES = (CUSTOMERS, REPEATS, DAYS, IDENTIFIED, ORIGINS, ERROR, FAR_OUT, AHEAD)

_TRIED = {
    0: "the forecast could not be tried on the past",
    1: "the forecast could be tried on the past only once",
    2: "the forecast could be tried on the past only twice",
}

SOFT: Letter = "C"
FIRSTS_UNKNOWN: Letter = "B"
DOUBTFUL_AMOUNTS: Letter = "C"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the grade is made of.

    Attributes:
        identified_share: of sales, those that name a customer.
        far_out_share: of sales, those in a few purchases of another kind.
        doubtful_amount: one of many that can be read in two ways, as it is written; "" where
            something tells that they are read as they are meant.
        days_ahead: from today to the last order; 0 where none is later than today. One may be the
            difference of two time zones.
    """

    behaviour: RepeatBehaviour
    backtest: Backtest
    days: int
    identified_share: float
    far_out_share: float = 0.0
    doubtful_amount: str = ""
    days_ahead: int = 0


def grade(evidence: Evidence) -> GradePart:
    """The grade of a calibration from orders."""
    told = (*_measured(evidence), *_fitted(evidence.behaviour), *_written(evidence))
    return _graded(list(told))


def grade_with_groups(whole: GradePart, groups: Iterable[GroupPart]) -> GradePart:
    """The grade of a forecast by groups: no better than that of any group.

    Args:
        whole: what the orders tell about all customers as one.
        groups: what is worse in one of them is told.
    """
    worse = (
        reason.model_copy(update={"found": f'among customers of "{group.name}": {reason.found}'})
        for group in groups
        for reason in (group.grade.reasons if group.grade else ())
        if reason.at_best > whole.letter
    )
    return _graded([*whole.reasons, *worse])


def _graded(reasons: list[Reason]) -> GradePart:
    reasons.sort(key=lambda reason: _WORST_FIRST.index(reason.at_best))
    letter = reasons[0].at_best if reasons else "A"
    return GradePart(letter=letter, reasons=tuple(reasons))


def _measured(evidence: Evidence) -> list[Reason]:
    behaviour, backtest = evidence.behaviour, evidence.backtest
    error, origins = backtest.largest_error, len(backtest.origins)
    found = (
        (
            CUSTOMERS,
            behaviour.fitted_customers,
            f"only {behaviour.fitted_customers:,} customers tell how people come back",
            "orders of more customers",
        ),
        (
            REPEATS,
            behaviour.repeats,
            f"they came back only {behaviour.repeats:,} times",
            "a longer history, or orders of more customers",
        ),
        (
            DAYS,
            evidence.days,
            f"the history has only {evidence.days:,} days",
            "a longer history: two years show whether a season comes again",
        ),
        (
            IDENTIFIED,
            evidence.identified_share,
            f"only {evidence.identified_share:.0%} of sales name a customer",
            "asking more customers who they are; the forecast is of the named ones alone",
        ),
        (
            ORIGINS,
            origins,
            _TRIED.get(origins, ""),
            "a longer history",
        ),
        (
            ERROR,
            error,
            f"tried on the past, the forecast was off by up to {error:.0%}",
            "a longer history; leaving out what no longer holds, such as a closed store",
        ),
        (
            FAR_OUT,
            evidence.far_out_share,
            f"{evidence.far_out_share:.0%} of sales are a few purchases far larger than all others",
            "leaving them out of the orders, if they will not come again",
        ),
        (
            AHEAD,
            evidence.days_ahead,
            f"the last order is {counted_words(evidence.days_ahead, 'day')} later than today",
            "correcting the dates of orders later than today, or leaving them out",
        ),
    )
    return [
        Reason(at_best=letter, found=text, remedy=remedy)
        for rule, value, text, remedy in found
        if (letter := rule.at_best(value))
    ]


def _fitted(behaviour: RepeatBehaviour) -> list[Reason]:
    reasons = []
    if behaviour.bg_nbd_fit.is_soft and behaviour.pareto_nbd_fit.is_soft:
        reasons.append(
            Reason(
                at_best=SOFT,
                found="the orders do not tell when customers leave, so usual values helped out",
                remedy="a longer history, in which some customers stay away",
            )
        )
    if not behaviour.firsts_known:
        reasons.append(
            Reason(
                at_best=FIRSTS_UNKNOWN,
                found="nearly all customers come from the history's first weeks, and were "
                "taken for new then",
                remedy="a history that begins earlier or goes on longer",
            )
        )
    return reasons


def _written(evidence: Evidence) -> list[Reason]:
    if not evidence.doubtful_amount:
        return []
    return [
        Reason(
            at_best=DOUBTFUL_AMOUNTS,
            found=f'it is not sure whether "{evidence.doubtful_amount}" and other amounts have '
            "decimals or thousands",
            remedy="a mapping that says which sign stands before the decimals (--map)",
        )
    ]

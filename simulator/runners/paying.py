"""Paid memberships: who pays from when, and when each ends it."""

import numpy as np

from dsl.columns.batch import NONE
from dsl.program.program import Program
from dsl.program.time import Period
from dsl.values import calendar
from simulator.behaviour.assumed_values import Values
from simulator.behaviour.enrolment import last_renewal, still_paying
from simulator.behaviour.parts_of_programs import paid_membership
from simulator.calibration.columns import Floats, Wholes
from simulator.cohorts.market import Market

_MONTHS = {
    Period.MONTH: 1,
    Period.MEMBERSHIP_MONTH: 1,
    Period.QUARTER: 3,
    Period.HALF: 6,
    Period.YEAR: 12,
    Period.MEMBERSHIP_YEAR: 12,
}
_DAYS = {Period.DAY: 1, Period.WEEK: 7}
NEVER = 10**6


class Paying:
    """The paying members of a program.

    Attributes:
        membership: its index; `NONE` where nobody pays.
    """

    def __init__(
        self,
        program: Program,
        values: Values,
        markets: tuple[Market, ...],
        uniform: Floats,
        places: Wholes,
        first_day: int,
        paid_periods: Wholes,
    ) -> None:
        """Prepare.

        Args:
            program: with or without a paid membership.
            values: of the assumptions.
            markets: by place; they may know how long memberships are kept.
            uniform: of each member.
            places: of the replication of each member.
            first_day: ordinal of day 0.
            paid_periods: how many periods each member has paid before day 0.
        """
        self._paid = paid_membership(program)
        self._first_day = first_day
        self._ends = np.full(len(places), NEVER)
        self.membership = NONE if self._paid is None else program.memberships.index(self._paid)
        self._renewals = np.ones(len(places), np.int64)
        for place, market in enumerate(markets if self._paid else ()):
            usual = (float(values["renewal_first"][place]), float(values["renewal_second"][place]))
            own = places == place
            parameters = market.renewals or usual
            # Who has renewed already is among those who renew at least as often.
            still = still_paying(np.maximum(paid_periods[own] - 1, 0), *parameters)
            self._renewals[own] = last_renewal(uniform[own] * still, *parameters)

    def start(self, rows: Wholes, day: int) -> None:
        """Members start to pay on a day."""
        if len(rows):
            assert self._paid is not None, "somebody pays"
            paid_from = self._first_day + day + self._paid.free_days
            self.go_on(rows, np.full(len(rows), paid_from))

    def go_on(self, rows: Wholes, paid_from: Wholes) -> None:
        """Members pay, each from a day on (an ordinal)."""
        renewals = self._renewals[rows]
        for day, each in np.unique(np.stack((paid_from, renewals), axis=1), axis=0).tolist():
            own = (paid_from == day) & (renewals == each)
            self._ends[rows[own]] = self._end_of(day, each)

    def ending_days(self, after: int, until: int) -> list[int]:
        """Days after one and until another on which members ask for the end."""
        if self._paid is None:
            return []
        found: list[int] = np.unique(
            self._ends[(self._ends > after) & (self._ends <= until)]
        ).tolist()
        return found

    def ending(self, day: int) -> Wholes:
        """Members who ask for the end on a day, the last before they would pay again."""
        return (self._ends == day).nonzero()[0]

    def _end_of(self, paid_from: int, renewals: int) -> int:
        assert self._paid is not None, "somebody pays"
        assert self._paid.fee is not None, "something is paid"
        period = self._paid.fee.period
        if period is None or not self._paid.renews:
            return NEVER
        if period in _DAYS:
            last = paid_from + _DAYS[period] * renewals - 1
        else:
            last = calendar.add_months(paid_from, _MONTHS[period] * renewals) - 1
        return last - self._first_day

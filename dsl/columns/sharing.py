"""Limits that members share, and how they are kept for many facts at once.

Who comes first gets what is left, so facts go one by one, in the global order. In a simulation they
need not: each limit is asked in one place, a day has one fact of a kind for each member, and what
those before somebody use of it is worked out with what he uses himself (`books.judge`).
"""

import numpy as np

from dsl.columns.evaluation.prepare import rows_of
from dsl.columns.evaluation.slots import Array
from dsl.plan.asking import ReadClock
from dsl.plan.judging import InCalendar
from dsl.plan.operations import Operation
from dsl.plan.plan import Plan, PlanLimit, Procedure, SegmentMembers, WhenRedeeming
from dsl.program.names import Weekly
from dsl.program.program import Program
from dsl.program.rewards import Reward
from dsl.program.rules import LimitScope, Occasion, OnActivity, OnOccasion, OnPurchase
from dsl.program.time import InPeriod, Period

COUPLING = (LimitScope.STORE, LimitScope.PROGRAM)
ALL_DAY = (0, 1440)


def is_coupled(plan: Plan) -> bool:
    """Whether members share something, so that the order between them counts."""
    return any(limit.scope in COUPLING for limit in plan.limits)


def is_of_all(reward: Reward) -> bool:
    """Whether members share a limit of a reward."""
    return any(limit.scope in COUPLING for limit in reward.limits)


def goes_by_day(program: Program, plan: Plan) -> bool:
    """Whether all facts of a kind and a day can be taken at once, in their order.

    So it is where every shared limit is the whole program's, and is asked where a member buys, does
    something or joins, or is of a reward that members choose.
    """
    return all(
        each.scope is LimitScope.PROGRAM
        and not _is_of_memberships(each)
        and (
            _is_chosen(program, plan, each)
            if each.owner_kind == "reward"
            else _asks_once(plan, row)
        )
        for row, each in enumerate(plan.limits)
        if each.scope in COUPLING
    )


def before(worlds: Array, amounts: Array) -> Array:
    """What those before each one have, of the same world: the sums of an order without oneself."""
    order = np.argsort(worlds, kind="stable")
    ordered, own = worlds[order], amounts[order]
    sums = np.cumsum(own) - own
    is_first = np.ones(len(order), np.bool_)
    is_first[1:] = ordered[1:] != ordered[:-1]
    found = np.empty_like(sums)
    found[order] = sums - sums[is_first][np.cumsum(is_first) - 1]
    return found


def _is_of_memberships(limit: PlanLimit) -> bool:
    window = limit.window
    own = (Period.MEMBERSHIP_MONTH, Period.MEMBERSHIP_YEAR)
    return isinstance(window, InPeriod) and window.period in own


def _is_chosen(program: Program, plan: Plan, limit: PlanLimit) -> bool:
    """Whether a limit is of a reward that members choose, and who chooses it takes one of the few.

    Who is refused then, because of the hour or of the units that he pays, takes none.
    """
    reward = next(each for each in program.rewards if each.name == limit.owner)
    is_chosen = bool(reward.prices) and not reward.by_itself and reward.issued_on is None
    is_sure = not any(each.wallet for each in reward.limits) and not _asks_the_hour(program, plan)
    return is_chosen and (is_sure or limit.times is None)


def _asks_the_hour(program: Program, plan: Plan) -> bool:
    """Whether the time of day may tell who can have a reward."""
    asking = (WhenRedeeming, SegmentMembers)
    return any(
        _is_of_the_hour(program, operation)
        for procedure in plan.procedures
        if isinstance(procedure.occasion, asking)
        for operation in procedure.operations
    )


def _is_of_the_hour(program: Program, operation: Operation) -> bool:
    match operation:
        case ReadClock():
            return operation.part == "minute"
        case InCalendar():
            lines = [line for each in operation.calendars for line in program.calendars[each].lines]
            weekly = [line for line in lines if isinstance(line, Weekly)]
            return any((line.start_minute, line.end_minute) != ALL_DAY for line in weekly)
    return False


def _asks_once(plan: Plan, row: int) -> bool:
    """Whether one procedure asks for a limit, of facts that a member has once a day."""
    asking = [each for each in plan.procedures if row in rows_of(each)]
    return len(asking) == 1 and _is_of_a_day(asking[0])


def _is_of_a_day(procedure: Procedure) -> bool:
    match procedure.occasion:
        case OnPurchase() | OnActivity():
            return True
        case OnOccasion(occasion=occasion):
            return occasion is Occasion.JOINING
    return False

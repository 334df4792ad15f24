"""The members that a shop has already: from the state of a replay to what a simulation starts with.

A member belongs to those of the scenario's customers who bought like the member. Purchases before
joining are not known, so how often is told by those since then and by having joined so soon, and
the time since then counts little by itself. Of each row of like customers it is known how many are
members; a few of them stand for all, each with everything they have.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from dsl.engine.engine import Engine
from dsl.engine.holdings.state import Member, State
from dsl.engine.left_behind import go_over, without_history
from dsl.program.program import Program
from dsl.program.worth import face_value_minor, units_worth
from simulator.behaviour.assumed_values import drawn
from simulator.calibration.bg_nbd import BgNbd
from simulator.calibration.columns import DAYS_IN_WEEK, Floats, Wholes
from simulator.calibration.pareto_nbd import ParetoNbd
from simulator.calibration.repeats import Repeats
from simulator.calibration.scenario import Scenario
from simulator.calibration.to_models import behaviour_model
from simulator.cohorts.market import known_customers
from simulator.forecasts.asked_to_join import paces, purchases_within
from simulator.forecasts.forecast import GoneOver, Lost, MembersBefore
from simulator.forecasts.simulation import Simulation
from simulator.runners.arms import ProgramArm, plan_of
from simulator.runners.never_joining import share_of_shop
from simulator.runners.opened import Cell, Openings

OPENINGS_OF_A_CELL = 20

WEIGHT_OF_AGE = 0.25
"""A member may have been a customer long before joining, so how long one is known tells little.

At equal weight, members of a program younger than the orders stand among those who buy less.
"""

EARLY = 20
"""One in so many members may have joined before all were asked, as with cards to try a program."""


class MembersRefused(ValueError):
    """A state that tells too little of its members, or too much, with the reason."""


def with_members(simulation: Simulation, engine: Engine, sha256: str) -> Simulation:
    """A simulation whose programs start with the members of the current one.

    Args:
        simulation: its first arm is the current program.
        engine: of that program, after the last fact of its history; it is used up.
        sha256: of where the history comes from.

    Raises:
        MembersRefused: the state goes beyond the eve of the first day, does not know how often its
            members bought, or has no members.
        ProgramChanged: a program counts money, days or units in another way.
    """
    openings = openings_of(engine, simulation.scenario, simulation.first_day, sha256)
    state, current = engine.books.state, engine.books.program
    groups = {group.number for group in simulation.groups}
    medians = drawn(simulation.with_certain_behaviour().table, seed=0, replications=range(1))
    never = share_of_shop(openings, medians, in_groups=None not in groups)
    bought = sum(bool(member.purchase_days) for member in state.members.values())
    told = MembersBefore(
        program=current.name,
        members=bought,
        simulated=sum(cell.members for group in groups for cell in openings.cells[group]),
        over=tuple(
            GoneOver(
                program=arm.program.name,
                lost=tuple(_lost(openings, state, current, arm)),
                never_join=round(never, 3) if openings.tells_of(arm.program) else 0.0,
            )
            for arm in simulation.arms[1:]
            if isinstance(arm, ProgramArm)
        ),
    )
    return replace(simulation, openings=openings, members_before=told)


def openings_of(engine: Engine, scenario: Scenario, first_day: int, sha256: str) -> Openings:
    """What the members of a program have on the eve of the first day; see `with_members`."""
    state = engine.books.state
    if state.position.day >= first_day:
        raise MembersRefused("its last day lies after the orders that the forecast rests on")
    if state.return_days is not None:
        raise MembersRefused(
            "it was made with --return-window, and has forgotten how often its members bought"
        )
    engine.advance_to(first_day - 1)
    state.members = {name: each for name, each in state.members.items() if not each.left}
    bought = {name: each for name, each in state.members.items() if each.purchase_days}
    if not bought:
        raise MembersRefused("nobody in it is a member who has bought something")
    weeks = (first_day - _began([each.joined_day for each in bought.values()])) / DAYS_IN_WEEK
    cells = _cells_of(bought, scenario, first_day, weeks)
    chosen = dict.fromkeys(name for names in cells.values() for own in names for name in _few(own))
    granted = _granted(engine, [bought[name] for name in chosen])
    for member in state.members.values():
        without_history(member)
    places = {name: place for place, name in enumerate(chosen)}
    kept = replace(
        state,
        members={name: bought[name] for name in chosen},
        early={},
        seen={},
        ignored={},
        perks={},
        usage={},
        earlier={},
    )
    return Openings(
        kept,
        engine.books.program,
        engine.books.saved_program,
        granted,
        {
            group: tuple(_cells_told(names, places, scenario, group, weeks))
            for group, names in cells.items()
        },
        sha256,
    )


def _began(joined_days: list[int]) -> int:
    """The day since which customers have been asked to join."""
    return sorted(joined_days)[len(joined_days) // EARLY]


def _lost(openings: Openings, state: State, current: Program, arm: ProgramArm) -> Iterator[Lost]:
    """What all members lose with another program, by kind and name."""
    whole = replace(openings.state, members=state.members)
    _, left = go_over(whole, openings.saved, arm.program, plan_of(arm.program))
    worth = units_worth(current)
    wallets = {wallet.name: wallet for wallet in current.wallets}
    for name, units in left.units.items():
        wallet = wallets[name]
        yield Lost(
            kind="wallet",
            name=name,
            unit="" if wallet.is_money else wallet.plural,
            decimals=wallet.decimals,
            amount=units,
            members=left.members[name],
            worth_minor=int(units * (worth[name] or 0)),
        )
    faces = {each.name: face_value_minor(each.offer, each.worth_minor) for each in current.rewards}
    for name, count in left.rewards.items():
        minor = count * (faces.get(name) or 0)
        yield Lost(
            kind="reward", name=name, amount=count, members=left.members[name], worth_minor=minor
        )
    for name, count in left.tiers.items():
        yield Lost(kind="tier", name=name, amount=count, members=count, worth_minor=0)
    for name, count in left.memberships.items():
        yield Lost(kind="membership", name=name, amount=count, members=count, worth_minor=0)


def _cells_of(
    bought: dict[str, Member], scenario: Scenario, first_day: int, weeks: float
) -> dict[int | None, list[list[str]]]:
    """For each group of customers (None: all as one), the members in each row of like ones.

    Args:
        bought: the members.
        scenario: the shop.
        first_day: ordinal of the first day.
        weeks: since customers have been asked to join.
    """
    names, model = sorted(bought), behaviour_model(scenario.behaviour)
    seen = _seen([bought[name] for name in names], first_day)
    whole = known_customers(scenario).repeats
    more = _told_by_joining(seen, whole, weeks)
    cells: dict[int | None, list[list[str]]] = {
        None: _by_cell(names, _cells(seen, whole, model, more), len(whole.customers))
    }
    groups = range(len(scenario.groups))
    parts = [known_customers(scenario.group_alone(number)).repeats for number in groups]
    if parts:
        together = _together(parts)
        found = _by_cell(names, _cells(seen, together, model, more), len(together.customers))
        for number, part in enumerate(parts):
            size = len(part.customers)
            cells[number], found = found[:size], found[size:]
    return cells


def _seen(members: list[Member], first_day: int) -> Repeats:
    """What is known of each member's purchases."""
    days = [sorted(each.purchase_days) for each in members]
    return Repeats.each(
        np.array([len(each) - 1 for each in days]),
        np.array([each[-1] - each[0] for each in days]),
        np.array([first_day - 1 - each[0] for each in days]),
    )


def _together(parts: list[Repeats]) -> Repeats:
    """Rows of several groups as one table."""
    names = ("repeats", "last", "age", "customers")
    return Repeats(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _told_by_joining(seen: Repeats, known: Repeats, weeks: float) -> float:
    """How many purchases joining tells of, beside those that were made: from 1 down to 0.

    Where few have joined, of those who buy twice as often twice as many have, and as many purchases
    more are to be expected of members. Once all have joined it tells nothing. So it is by how many
    percent more have joined of those who buy one percent more often.

    Args:
        seen: the members, by their purchases since joining.
        known: the shop's customers.
        weeks: since they have been asked to join.
    """
    asked, members = purchases_within(known, weeks), len(seen.customers)
    chance = members / max(known.total(asked) - seen.total(seen.x), members)
    expected = chance * asked
    joined = known.total(-np.expm1(-expected))
    return known.total(expected * np.exp(-expected)) / joined if joined > 0 else 1.0


def _cells(seen: Repeats, known: Repeats, model: BgNbd | ParetoNbd, more: float) -> Wholes:
    """The row of known customers that each member is most like, as long as there is room.

    A member for whom there is no room anywhere has none (-1).

    Args:
        seen: the members, by their purchases since joining.
        known: the rows.
        model: of how often the shop's customers buy.
        more: see `_told_by_joining`.
    """
    rows, histories = _ways_of_buying(known, model), _ways_of_buying(seen, model, more)
    found, room = np.full(len(histories), -1), known.customers.copy()
    # Worked out twice, because a table of all members by all rows would not fit in memory.
    nearest = np.array([_distances(rows, each).min() for each in histories])
    for place in np.argsort(nearest, kind="stable").tolist():
        open_rows = np.where(room > 0, _distances(rows, histories[place]), np.inf)
        row = int(np.argmin(open_rows))
        if room[row] > 0:
            found[place], room[row] = row, room[row] - 1
    return found


def _ways_of_buying(of: Repeats, model: BgNbd | ParetoNbd, more: float = 0) -> Floats:
    """How often each buys, how long ago the last purchase is, and the first one, as logarithms."""
    pace = np.log((of.x + model.r + more) / (of.age + model.alpha))
    return np.stack((pace, np.log1p(of.age - of.last), WEIGHT_OF_AGE * np.log1p(of.age)), axis=1)


def _distances(rows: Floats, history: Floats) -> Floats:
    """How unlike a history is to that of each row."""
    found: Floats = np.abs(rows - history).sum(axis=1)
    return found


def _by_cell(names: list[str], rows: Wholes, count: int) -> list[list[str]]:
    cells: list[list[str]] = [[] for _ in range(count)]
    for name, row in zip(names, rows.tolist(), strict=True):
        if row >= 0:
            cells[row].append(name)
    return cells


def _few(names: list[str]) -> Iterable[str]:
    """Those who stand for all of a cell, evenly among the sorted names."""
    count = min(len(names), OPENINGS_OF_A_CELL)
    return (names[place * len(names) // count] for place in range(count))


def _cells_told(
    names: list[list[str]],
    places: dict[str, int],
    scenario: Scenario,
    group: int | None,
    weeks: float,
) -> Iterator[Cell]:
    """The cells of a group, by the members in each row of like customers."""
    known = known_customers(scenario if group is None else scenario.group_alone(group)).repeats
    columns = known.customers, purchases_within(known, weeks), paces(known, scenario, group)
    for own, customers, asked, likely in zip(
        names, *(each.tolist() for each in columns), strict=True
    ):
        openings = tuple(places[name] for name in _few(own))
        yield Cell(len(own), openings, customers, asked, tuple(likely))


def _granted(engine: Engine, members: list[Member]) -> dict[str, tuple[int, ...]]:
    """Units that members have earned by rules, for each wallet."""
    wallets = engine.books.program.wallets
    units = [[0] * len(members) for _ in wallets]
    for place, member in enumerate(members):
        for award in member.awards.values():
            if award.rule >= 0:
                units[award.wallet][place] += award.amount
    return {wallet.name: tuple(own) for wallet, own in zip(wallets, units, strict=True)}

"""The members that a shop has already: from the state of a replay to what a simulation starts with.

A member belongs to those of the scenario's customers who bought like the member: as often, as
lately, and as long ago for the first time. Of each row of like customers it is known how many are
members; up to fifty of them stand for all, each with everything they have.
"""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import numpy as np

from dsl.columns.reference import Engine
from dsl.engine.changed_program import ProgramChanged as ProgramChanged
from dsl.engine.holdings.state import Member
from dsl.engine.left_behind import without_history
from simulator.calibration.columns import DAYS_IN_WEEK, Floats, Wholes
from simulator.calibration.repeats import Repeats
from simulator.calibration.scenario import Scenario
from simulator.cohorts.market import known_customers
from simulator.runners.opened import Cell, Openings

OPENINGS_OF_A_CELL = 50


class MembersRefused(ValueError):
    """A state that tells too little of its members, or too much, with the reason."""


def openings_of(
    engine: Engine, saved: dict[str, Any], scenario: Scenario, first_day: int, sha256: str
) -> Openings:
    """What the members of a program have on the eve of the first day.

    Args:
        engine: of the current program, after the last fact of its history; it goes on to that eve.
        saved: the current program, as it is saved.
        scenario: the shop.
        first_day: ordinal of the first simulated day.
        sha256: of where the state comes from.

    Raises:
        MembersRefused: the state goes beyond the eve, does not know how often its members bought,
            or has no members.
    """
    state = engine.books.state
    if state.position.day >= first_day:
        raise MembersRefused("its last day lies after the orders that the forecast rests on")
    if state.return_days is not None:
        raise MembersRefused(
            "it was made with --return-window, and has forgotten how often its members bought"
        )
    engine.advance_to(first_day - 1)
    bought = {
        name: each for name, each in state.members.items() if each.purchase_days and not each.left
    }
    if not bought:
        raise MembersRefused("nobody in it is a member who has bought something")
    groups = range(len(scenario.groups))
    parts = [known_customers(scenario.group_alone(number)).repeats for number in groups]
    whole = known_customers(scenario).repeats
    names = sorted(bought)
    seen = _seen([bought[name] for name in names], first_day)
    of_whole = _by_cell(names, _cells(seen, whole), len(whole.customers))
    of_parts = _by_cell(names, _cells(seen, _together(parts)), sum(map(_rows, parts)))
    chosen = {name: None for cell in (*of_whole, *of_parts) for name in _few(cell)}
    places = {name: place for place, name in enumerate(chosen)}
    found = [_cell(each, places) for each in of_parts]
    cells: dict[int | None, tuple[Cell, ...]] = {None: tuple(_cell(e, places) for e in of_whole)}
    for number, part in enumerate(parts):
        cells[number], found = tuple(found[: _rows(part)]), found[_rows(part) :]
    members = {name: without_history(deepcopy(bought[name])) for name in chosen}
    granted = _granted(engine, [bought[name] for name in chosen])
    kept = replace(
        state, members=members, early={}, seen={}, ignored={}, perks={}, usage={}, earlier={}
    )
    return Openings(kept, saved, granted, cells, sha256)


def _seen(members: list[Member], first_day: int) -> Floats:
    """Repeats, weeks since the last purchase, and weeks since the first, of each member."""
    days = [sorted(each.purchase_days) for each in members]
    eve = first_day - 1
    return np.array(
        [
            (len(each) - 1, (eve - each[-1]) / DAYS_IN_WEEK, (eve - each[0]) / DAYS_IN_WEEK)
            for each in days
        ]
    )


def _together(parts: list[Repeats]) -> Repeats:
    columns = [[getattr(part, name) for part in parts] for name in ("repeats", "last", "age")]
    customers = [part.customers for part in parts]
    if not parts:
        nothing = np.zeros(0)
        return Repeats(nothing.astype(np.int64), nothing, nothing, nothing.astype(np.int64))
    repeats, last, age = map(np.concatenate, columns)
    return Repeats(repeats, last, age, np.concatenate(customers))


def _cells(seen: Floats, known: Repeats) -> Wholes:
    """The row of known customers that each member is most like, as long as there is room.

    A member for whom there is no room anywhere has none (-1).
    """
    found, room = np.full(len(seen), -1), known.customers.copy()
    if not len(room):
        return found
    rows = np.log1p(np.stack((known.x, known.age - known.last, known.age), axis=1))
    distance = [np.abs(rows - each).sum(axis=1) for each in np.log1p(seen)]
    nearest = np.array([each.min() for each in distance])
    for place in np.argsort(nearest, kind="stable").tolist():
        open_rows = np.where(room > 0, distance[place], np.inf)
        row = int(np.argmin(open_rows))
        if room[row] > 0:
            found[place], room[row] = row, room[row] - 1
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


def _cell(names: list[str], places: dict[str, int]) -> Cell:
    return Cell(len(names), tuple(places[name] for name in _few(names)))


def _rows(part: Repeats) -> int:
    return len(part.customers)


def _granted(engine: Engine, members: list[Member]) -> dict[str, tuple[int, ...]]:
    """Units that members have earned by rules, for each wallet."""
    wallets = engine.books.program.wallets
    units = [[0] * len(members) for _ in wallets]
    for place, member in enumerate(members):
        for award in member.awards.values():
            if award.rule >= 0:
                units[award.wallet][place] += award.amount
    return {wallet.name: tuple(own) for wallet, own in zip(wallets, units, strict=True)}

"""A state goes on under a changed program: everything is found again by its name of today.

What judged something before is kept, so that a return meets the purchase as it was. What cannot
be found again, or would mean something else now, is refused by name.
"""

import json
from dataclasses import replace
from typing import Any, TypeVar

from dsl.engine.fact_names import in_names_of_today
from dsl.engine.holdings.renumbering import Places, Renumbering, renumbering
from dsl.engine.holdings.state import (
    Award,
    Before,
    Days,
    Effects,
    Held,
    Issued,
    Member,
    Record,
    Standing,
    State,
    Usage,
    Use,
)
from dsl.ledger.facts import Purchased
from dsl.ledger.lots import Account, Lot, Taken
from dsl.plan.from_program import lower
from dsl.plan.plan import Plan, Terms
from dsl.program.former_names import Rename, rename_by, renamed
from dsl.program.program import Program
from dsl.program.rules import OnCount, OnEach, Rule
from dsl.program.saved_form import load
from dsl.program.tiers import ByInvitation, WhenCounted

Kept = TypeVar("Kept")


class ProgramChanged(ValueError):
    """A change of the program that a state cannot follow, with the reason."""


def carry_over(state: State, saved: dict[str, Any], program: Program, plan: Plan) -> State:
    """The state under the program of today.

    Args:
        state: a state of the program before; it must not be used any more.
        saved: that program, as it is saved.
        program, plan: those of today.

    Raises:
        ProgramChanged: something in the state cannot be found again, or would mean something else.
    """
    rename = rename_by(program.former_names)
    saved, before = told_in_names_of_today(saved, rename)
    _check_frame(before, program)
    known = {key: told_in_names_of_today(each, rename)[0] for key, each in state.earlier.items()}
    before_plan = lower(before)
    places = renumbering(before, before_plan, program, plan)
    kept = [Terms.model_validate_json(json.dumps(row)) for row in state.terms]
    terms = _TermRows([*before_plan.terms, *kept], list(plan.terms), places.wallets)
    mover = _Mover(before, program, plan, places, rename, terms, state.program_sha256)
    state.members = {name: mover.member(member) for name, member in state.members.items()}
    state.early = {name: mover.attributes(values) for name, values in state.early.items()}
    state.usage = mover.usage(state.usage)
    state.perks = _moved(state.perks, places.perks)
    state.earlier = {**known, state.program_sha256: saved}
    state.terms = [row.model_dump(mode="json") for row in terms.now[len(plan.terms) :]]
    state.program_sha256 = plan.program_sha256
    return state


def told_in_names_of_today(saved: dict[str, Any], rename: Rename) -> tuple[dict[str, Any], Program]:
    """A saved program in the names that its parts have now.

    Raises:
        ProgramChanged: two of its parts have one name now.
    """
    told = {**renamed(saved, rename), "former_names": []}
    program = load(json.dumps(told))
    for family in (("rules", "rewards", "perks"), ("tiers", "memberships"), ("wallets",)):
        names = [each["name"] for part in family for each in told[part]]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise ProgramChanged(f'"{twice}" has the name of something that the program had too')
    return told, program


def _check_frame(before: Program, now: Program) -> None:
    """What every number of the state stands on."""
    if before.currency != now.currency:
        raise ProgramChanged(f"the program counted in {before.currency}, not in {now.currency}")
    if before.time_zone != now.time_zone:
        raise ProgramChanged(f"the days of the program were those of {before.time_zone}")
    units = {each.name: (each.is_money, each.decimals) for each in before.wallets}
    for wallet in now.wallets:
        if units.get(wallet.name, (wallet.is_money, wallet.decimals)) != (
            wallet.is_money,
            wallet.decimals,
        ):
            raise ProgramChanged(f'"{wallet.name}" counted in another unit or with other decimals')


class _TermRows:
    """The rows of terms before and now; what lots still need is added to those of now."""

    def __init__(self, before: list[Terms], now: list[Terms], wallets: Places) -> None:
        self._before, self.now, self._wallets = before, now, wallets

    def place(self, row: int) -> int:
        """Where a row is now."""
        terms = self._before[row]
        if row < 0 or terms.wallet not in self._wallets:
            return -1
        terms = terms.model_copy(update={"wallet": self._wallets[terms.wallet]})
        if terms not in self.now:
            self.now.append(terms)
        return self.now.index(terms)


class _Mover:
    """Moves the parts of a state to the places of today."""

    def __init__(
        self,
        before: Program,
        now: Program,
        plan: Plan,
        places: Renumbering,
        rename: Rename,
        terms: _TermRows,
        program: str,
    ) -> None:
        self._before, self._now, self._plan = before, now, plan
        self._places, self._rename, self._terms = places, rename, terms
        self._program = program

    def member(self, member: Member) -> Member:
        """A member with everything they have."""
        places = self._places
        member.accounts = self._accounts(member.accounts)
        member.counters = self._counters(member.counters)
        member.attributes = self.attributes(member.attributes)
        member.chosen_days = _moved(member.chosen_days, places.rules)
        member.usage = self.usage(member.usage)
        member.carries = self._carries(member.carries)
        member.alive = self._alive(member.alive)
        member.awards = {number: self._award(each) for number, each in member.awards.items()}
        member.issued = {number: self._issued(each) for number, each in member.issued.items()}
        member.closed = {number: self._issued(each) for number, each in member.closed.items()}
        for record in member.records.values():
            self._record(record)
        member.progress = {
            self._progress_rule(rule): paid for rule, paid in member.progress.items()
        }
        for paid in member.progress.values():
            for entry in paid:
                self._effects(entry.effects)
        self._standing(member.standing)
        member.memberships = {
            self._membership(each): self._held(held) for each, held in member.memberships.items()
        }
        member.perks = _moved(member.perks, places.perks)
        self._check_waiting(member)
        return member

    def attributes(self, values: dict[str, Any]) -> dict[str, Any]:
        """Attributes; a cause by its name of today."""
        if isinstance(values.get("cause"), str):
            values["cause"] = self._rename("cause", values["cause"])
        before = {each.name: each.value for each in self._before.attributes}
        for attribute in self._now.attributes:
            had = before.get(attribute.name, attribute.value)
            if had != attribute.value and attribute.name in values:
                raise ProgramChanged(f'"{attribute.name}" of members had values of another kind')
        return values

    def usage(self, usage: Usage) -> Usage:
        """What is used of limits; a limit that is gone is forgotten."""
        return _moved(usage, self._places.limits)

    def _rule(self, place: int) -> int:
        return _found(self._places.rules, place, "rule", self._before.rules)

    def _wallet(self, place: int) -> int:
        return _found(self._places.wallets, place, "wallet", self._before.wallets)

    def _rank(self, place: int) -> int:
        return _found(self._places.tiers, place, "tier", self._before.tiers)

    def _reward(self, place: int) -> int:
        return _found(self._places.rewards, place, "reward", self._before.rewards)

    def _membership(self, place: int) -> int:
        return _found(self._places.memberships, place, "membership", self._before.memberships)

    def _accounts(self, before: list[Account]) -> list[Account]:
        accounts = [Account() for _ in self._now.wallets]
        for place, account in enumerate(before):
            if account.lots or account.debt or place in self._places.wallets:
                for lot in account.lots:
                    self._lot(lot)
                accounts[self._wallet(place)] = account
        return accounts

    def _lot(self, lot: Lot) -> None:
        lot.rule, lot.terms = self._rename("rule", lot.rule), self._terms.place(lot.terms)

    def _taken(self, part: Taken) -> Taken:
        name = self._rename("rule", part.rule)
        return replace(part, rule=name, terms=self._terms.place(part.terms))

    def _counters(self, before: list[Days]) -> list[Days]:
        counters: list[Days] = [{} for _ in self._plan.counters]
        for place, now in self._places.counters.items():
            counters[now] = before[place]
        return counters

    def _carries(self, carries: dict[int, Days]) -> dict[int, Days]:
        moved: dict[int, Days] = {}
        for carry, months in carries.items():
            if carry not in self._places.carries:
                continue
            found = self._places.carried((carry, exact) for exact in months.values())
            if len(found) < len(months):
                raise ProgramChanged(
                    "amounts that are rounded per month meet other rates in the middle of one; "
                    "change them from the 1st of a month on"
                )
            exact_now = (exact for _, exact in found)
            moved[self._places.carries[carry][0]] = dict(zip(months, exact_now, strict=True))
        return moved

    def _alive(self, alive: dict[int, Days]) -> dict[int, Days]:
        return {self._terms.place(row): days for row, days in alive.items()}

    def _award(self, award: Award) -> Award:
        award.source = self._rename("rule", award.source)
        award.rule, award.wallet = self._rule(award.rule), self._wallet(award.wallet)
        return award

    def _issued(self, issued: Issued) -> Issued:
        self._check_offer(issued)
        issued.name = self._rename("rule", issued.name)
        issued.cause = self._rename("cause", issued.cause)
        issued.rule, issued.reward = self._rule(issued.rule), self._reward(issued.reward)
        issued.wallet = self._wallet(issued.wallet)
        issued.paid = [self._taken(part) for part in issued.paid]
        issued.uses = self._uses(issued.uses)
        return issued

    def _check_offer(self, issued: Issued) -> None:
        """What was issued is what can be used; it does not become something else."""
        if issued.reward >= 0:
            same = (
                self._before.rewards[issued.reward].offer
                == self._now.rewards[self._reward(issued.reward)].offer
            )
        else:
            then = self._before.rules[issued.rule].benefit
            now = self._now.rules[self._rule(issued.rule)].benefit
            same = then is not None and now is not None and then.offer == now.offer
        if not same:
            raise ProgramChanged(
                f'"{issued.name}" gives something else now, and members hold what it gave; '
                "give the new one a name of its own"
            )

    def _uses(self, uses: list[Use]) -> list[Use]:
        limits = self._places.limits
        return [replace(each, limit=limits[each.limit]) for each in uses if each.limit in limits]

    def _effects(self, effects: Effects) -> None:
        effects.uses = self._uses(effects.uses)
        effects.discounts = [
            each._replace(rule=self._rule(each.rule)) for each in effects.discounts
        ]
        effects.carried = [
            (place, month, sum_now)
            for carry, month, exact in effects.carried
            for place, sum_now in self._places.carried([(carry, exact)])
        ]
        effects.alive = [self._terms.place(row) for row in effects.alive]
        effects.program = effects.program or self._program

    def _record(self, record: Record) -> None:
        fact = in_names_of_today(record.fact, self._rename)
        assert isinstance(fact, Purchased), "a purchase stays one"
        record.fact = fact
        for effects in (record.effects, *record.more):
            self._effects(effects)
        record.counts = _moved(record.counts, self._places.counters)
        record.alive = [self._terms.place(row) for row in record.alive]

    def _progress_rule(self, place: int) -> int:
        then, now = self._before.rules[place], self._now.rules[self._rule(place)]
        if not goes_on(then, now):
            raise ProgramChanged(
                f'"{now.name}" counts something else now, and members have come some of its way; '
                "give the new rule a name of its own"
            )
        return self._rule(place)

    def _standing(self, standing: Standing) -> None:
        tiers, counters = self._places.tiers, self._places.counters
        standing.rank = self._rank(standing.rank)
        standing.earned_days = {
            rank: days
            for rank, days in _moved(standing.earned_days, tiers).items()
            if isinstance(self._now.tiers[rank].entry, WhenCounted | ByInvitation)
        }
        standing.reached_day = _moved(standing.reached_day, tiers)
        standing.held_from = _held_from(_moved(standing.held_from, tiers), standing.rank)
        standing.starting = _moved(standing.starting, tiers)
        standing.starting_since = _moved(standing.starting_since, tiers)
        standing.invited = [self._rank(rank) for rank in standing.invited]
        standing.upgrades = [(self._rank(rank), day) for rank, day in standing.upgrades]
        standing.carried = _moved(standing.carried, counters)
        for step in standing.before:
            self._step(step)

    def _step(self, step: Before) -> None:
        step.rank = self._rank(step.rank)
        step.reached_day = _moved(step.reached_day, self._places.tiers)
        step.held_from = _held_from(_moved(step.held_from, self._places.tiers), step.rank)
        step.effects = {self._rank(rank): done for rank, done in step.effects.items()}
        for done in step.effects.values():
            for effects in done:
                self._effects(effects)

    def _held(self, held: Held) -> Held:
        for effects in held.effects:
            self._effects(effects)
        return held

    def _check_waiting(self, member: Member) -> None:
        known = {each.name for each in self._now.activities}
        for fact in member.waiting.values():
            if fact.activity not in known:
                raise ProgramChanged(f'"{fact.activity}" is gone, and members wait for approval')


def _moved(found: dict[int, Kept], places: Places) -> dict[int, Kept]:
    """What is kept by place, in the places of today; what is gone is dropped."""
    return {places[place]: each for place, each in found.items() if place in places}


def _held_from(days: Days, rank: int) -> Days:
    """From when tiers are held: one that is new below the tier held, from when that one is."""
    below = {each: days[rank] for each in range(rank) if each not in days}
    return days | below


def _found(places: Places, place: int, word: str, before: tuple[Any, ...]) -> int:
    """The place of today; -1 stays what it is."""
    if place < 0:
        return place
    if place not in places:
        name = before[place].name
        raise ProgramChanged(
            f'the {word} "{name}" is gone, and members have something from it; keep it, or say '
            f'formerly "{name}" where it has another name now'
        )
    return places[place]


def goes_on(then: Rule, now: Rule) -> bool:
    """Whether what a rule has counted means the same; the mark of a count may move."""
    if isinstance(then.trigger, OnCount) and isinstance(now.trigger, OnCount):
        return then.trigger.counted.measure == now.trigger.counted.measure
    return isinstance(then.trigger, OnEach) and then.trigger == now.trigger

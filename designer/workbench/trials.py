"""Trying a program on one customer: each event with its entries, its reasons and what is held.

All steps of a trial are worked out at once and are plain data, so going back shows exactly what
was there before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from designer.workbench.engine_runner import EngineRunner, start
from designer.workbench.to_events_yaml import Event, events_text
from dsl.engine.evaluation.explain import RuleExplained
from dsl.engine.evaluation.reasons_in_words import Judged
from dsl.engine.holdings.live_reads import rank_of
from dsl.engine.ladder.tier_marks import reached
from dsl.ledger.entry import MOVES, Entry, Kind
from dsl.ledger.from_events import Happening, TimePasses, events_from_text, joins_left_out
from dsl.ledger.to_record import record_of
from dsl.program.measures import Counted
from dsl.program.program import Program
from dsl.program.tiers import WhenCounted
from dsl.program.worth import units_worth

_NONE = Fraction(0)
_GIVES = (Kind.ISSUE, Kind.DISCOUNT, Kind.DONATION)


@dataclass(frozen=True)
class RuleOutcome:
    """What one rule did with an event.

    Attributes:
        moved: wallet -> how the rule moved its balance, in smallest units; only what is not 0.
        handed_over: number of rewards, discounts and donations that it gave.
        conditions: everything that had to hold, with what it saw.
        steps: how it came to what it gave, as sentences.
        why_not: why it gave nothing, in one sentence; empty if it gave.
    """

    rule: str
    moved: dict[str, int]
    handed_over: int
    conditions: tuple[Judged, ...]
    steps: tuple[str, ...]
    why_not: str

    @property
    def gave(self) -> bool:
        """Whether anything came of it."""
        return bool(self.moved) or self.handed_over > 0


@dataclass(frozen=True)
class Standing:
    """What the customer holds after an event.

    Attributes:
        amounts: wallet -> `available`, `pending` and `debt` in smallest units.
        worth_minor: what all that is available or pending is worth, cut to whole minor units.
        tier: empty without one.
        next_tier: the one above; empty where none is counted towards.
        progress: (counted so far, what is asked for) towards it, the nearest first.
        rewards: names of those that can be used.
    """

    amounts: dict[str, dict[str, int]]
    worth_minor: int
    tier: str
    next_tier: str
    progress: tuple[tuple[int, Counted], ...]
    rewards: tuple[str, ...]

    def posted(self, wallet: str) -> int:
        """What entries add up to: available and pending, less what is owed."""
        held = self.amounts[wallet]
        return held["available"] + held["pending"] - held["debt"]


@dataclass(frozen=True)
class Step:
    """One event and what came of it.

    Attributes:
        number: from 1.
        event: as it is written.
        instant: when.
        entries: those of the calendar work before it included, as plain records.
        rules: every rule of the program, in the order of the text.
        others: what moved a balance and is no rule (a reward, a wallet's expiry) -> wallet ->
            smallest units.
        change: wallet -> how its balance moved, in smallest units.
        worth_minor: what that change is worth to the customer, cut to whole minor units.
        cost_minor: what the event cost the shop; `cost_so_far_minor`: with all before it.
        ignored: why the event changed nothing, where it did.
    """

    number: int
    event: Event
    instant: int
    entries: tuple[dict[str, str], ...]
    rules: tuple[RuleOutcome, ...]
    others: dict[str, dict[str, int]]
    change: dict[str, int]
    standing: Standing
    worth_minor: int
    cost_minor: int
    cost_so_far_minor: int
    ignored: tuple[str, ...]


@dataclass(frozen=True)
class Trial:
    """A program tried on one customer."""

    program: Program
    steps: tuple[Step, ...]


def try_on(program: Program, events: Sequence[Event]) -> Trial:
    """Plays events through an engine in an empty shop.

    Raises:
        Refused: an event cannot be meant, or does not belong to the program.
        FactConflict: two events have the same id.
    """
    happenings = events_from_text(events_text(events), program)
    playing = _Playing(program, happenings)
    steps: list[Step] = []
    for event, happening in zip(events, happenings, strict=True):
        steps.append(playing.step(event, happening, steps[-1] if steps else None))
    return Trial(program, tuple(steps))


class _Playing:
    """An engine at work on one customer's events."""

    def __init__(self, program: Program, happenings: list[Happening]) -> None:
        self._program = program
        self._runner = start(program)
        self._joins = joins_left_out(happenings, program)
        self._worth = units_worth(program)
        named = (each.member for each in happenings if not isinstance(each, TimePasses))
        self._member = next(named, "")

    def step(self, event: Event, happening: Happening, before: Step | None) -> Step:
        """What one event does."""
        ignored = self._runner.engine.ignored
        entries = self._entries(happening)
        now = self._runner.engine.ignored
        standing = self._standing(happening.instant)
        change = _change(self._program, before.standing if before else None, standing)
        cost = sum(entry.cost_minor for entry in entries)
        moved = moved_by_name(entries)
        names = {rule.name for rule in self._program.rules}
        return Step(
            number=before.number + 1 if before else 1,
            event=event,
            instant=happening.instant,
            entries=tuple(record_of(entry, self._program) for entry in entries),
            rules=self._outcomes(happening, entries, moved),
            others={name: moves for name, moves in moved.items() if name not in names},
            change=change,
            standing=standing,
            worth_minor=int(sum((of * self._worth[name] for name, of in change.items()), _NONE)),
            cost_minor=cost,
            cost_so_far_minor=cost + (before.cost_so_far_minor if before else 0),
            ignored=tuple(why for why, count in now.items() if count > ignored.get(why, 0)),
        )

    def _entries(self, happening: Happening) -> list[Entry]:
        if isinstance(happening, TimePasses):
            return self._runner.advance_to(happening.instant)
        joined = self._joins.get(happening.id)
        before = self._runner.apply(joined) if joined else []
        return before + self._runner.apply(happening)

    def _outcomes(
        self, happening: Happening, entries: list[Entry], moved: dict[str, dict[str, int]]
    ) -> tuple[RuleOutcome, ...]:
        passes = isinstance(happening, TimePasses)
        explained = {} if passes else _last_by_rule(self._runner.engine.explain())
        outcomes = []
        for rule in self._program.rules:
            handed = sum(entry.rule == rule.name and entry.kind in _GIVES for entry in entries)
            said = explained.get(rule.name)
            gave = bool(moved.get(rule.name)) or handed > 0
            outcomes.append(
                RuleOutcome(
                    rule=rule.name,
                    moved=moved.get(rule.name, {}),
                    handed_over=handed,
                    conditions=said.conditions if said else (),
                    steps=said.steps if said else (),
                    why_not="" if gave else self._why_not(rule.name, passes),
                )
            )
        return tuple(outcomes)

    def _why_not(self, rule: str, passes: bool) -> str:
        if passes:
            return f'"{rule}" gives nothing: its turn did not come in this time.'
        return self._runner.why_not(rule) or f'"{rule}" gives nothing: what it gave is taken back.'

    def _standing(self, instant: int) -> Standing:
        held = self._runner.holdings(self._member)
        worth = sum(
            (amounts["available"] + amounts["pending"]) * self._worth[wallet]
            for wallet, amounts in held.amounts.items()
        )
        above, progress = _progress(self._runner, self._member, instant)
        tier = held.tier if any(each.name == held.tier for each in self._program.tiers) else ""
        return Standing(held.amounts, int(Fraction(worth)), tier, above, progress, held.rewards)


def _last_by_rule(explained: list[RuleExplained]) -> dict[str, RuleExplained]:
    """Of a rule that was looked at several times, the time that gave something, else the last."""
    found: dict[str, RuleExplained] = {}
    for each in explained:
        if each.steps or not found.get(each.rule) or not found[each.rule].steps:
            found[each.rule] = each
    return found


def moved_by_name(entries: list[Entry]) -> dict[str, dict[str, int]]:
    """Rule, reward or wallet -> wallet -> how entries moved its balance; nothing that is 0."""
    found: dict[str, dict[str, int]] = {}
    for entry in entries:
        if entry.kind in MOVES and entry.amount:
            moves = found.setdefault(entry.rule or entry.wallet, {})
            moves[entry.wallet] = moves.get(entry.wallet, 0) + entry.amount
    kept = {
        name: {wallet: amount for wallet, amount in moves.items() if amount}
        for name, moves in found.items()
    }
    return {name: moves for name, moves in kept.items() if moves}


def _change(program: Program, before: Standing | None, after: Standing) -> dict[str, int]:
    return {
        wallet.name: after.posted(wallet.name) - (before.posted(wallet.name) if before else 0)
        for wallet in program.wallets
    }


def _progress(
    runner: EngineRunner, name: str, instant: int
) -> tuple[str, tuple[tuple[int, Counted], ...]]:
    """The next tier that is counted towards, and how far its nearest way is."""
    books = runner.engine.books
    member = books.state.members.get(name)
    if member is None:
        return "", ()
    moment = books.moment_of_day(books.zone.day_of(instant))
    for rank in range(rank_of(member, moment.day) + 1, len(books.program.tiers)):
        tier = books.program.tiers[rank]
        if isinstance(tier.entry, WhenCounted):
            return tier.name, _nearest(tier.entry, reached(books, member, moment, rank))
    return "", ()


def _nearest(
    entry: WhenCounted, counts: list[tuple[int, int, int, int]]
) -> tuple[tuple[int, Counted], ...]:
    """Of several ways to a tier the one of which the least is missing, all marks together."""
    ways: dict[int, list[tuple[int, Counted]]] = {}
    marks = [each for together in entry.any_of for each in together]
    for (count, _, _, way), mark in zip(counts, marks, strict=True):
        ways.setdefault(way, []).append((count, mark))
    nearest = min(ways.values(), key=_missing, default=[])
    return tuple(nearest)


def _missing(marks: Iterable[tuple[int, Counted]]) -> Fraction:
    return sum(
        (Fraction(max(mark.at_least - count, 0), max(mark.at_least, 1)) for count, mark in marks),
        Fraction(0),
    )

"""Progress rules: what is paid once a count is met, or for each multiple that a sum passes.

They run when the fact at hand has been counted. What each has paid is kept for its window, so
that a return can take back what the count no longer supports. A multiple that is passed while
the rule does not fire is passed; a count that is met while it does not fire may still pay later
in the same window.
"""

from dsl.engine.evaluation.context import context_of
from dsl.engine.holdings import counters, effects
from dsl.engine.holdings.books import Books, Moment
from dsl.engine.holdings.judging import judge, judge_again, moment_context
from dsl.engine.holdings.live_reads import count_of
from dsl.engine.holdings.state import Member, Progress
from dsl.plan.plan import Procedure
from dsl.program.rules import OnCount, OnEach
from dsl.program.time import Ever, InPeriod, Rolling, ThisPurchase, Window
from dsl.values import calendar

Counts = dict[int, int]


def run(books: Books, member: Member, moment: Moment, counts: Counts) -> None:
    """Pay for what is reached.

    Args:
        books, member, moment: who, and when.
        counts: what the fact has added to counters.
    """
    for place, procedure in books.occasions.progress:
        if procedure.counter in books.touched:
            _advance(books, member, moment, place, procedure, counts)


def take_back(
    books: Books, member: Member, moment: Moment, fact: str, day: int, counts: Counts
) -> None:
    """Reverse what the counts no longer support, the latest first.

    Args:
        books, member, moment: who, and when it is reversed.
        fact, day: the purchase that came back, and its day.
        counts: what the purchase adds to counters now.
    """
    for _, procedure in books.occasions.progress:
        rule = procedure.rules[0]
        paid = member.progress.get(rule)
        if paid is None or procedure.counter not in books.touched:
            continue
        for entry in reversed(paid):
            if _is_about(books, member, procedure, entry, fact, day):
                reached = _reached_in(books, member, procedure, entry, counts)
                others = _paid_in(books, member, procedure, paid, entry) - entry.times
                _keep(books, member, moment, rule, entry, max(reached - others, 0))
        member.progress[rule] = [entry for entry in paid if entry.times]
        if not member.progress[rule]:
            del member.progress[rule]


def forget(books: Books, member: Member, horizon: int) -> None:
    """What was paid before a day, which no return can take back, is kept as a number alone."""
    for _, procedure in books.occasions.progress:
        rule = procedure.rules[0]
        if rule in member.progress:
            kept = [
                entry
                for entry in member.progress[rule]
                if entry.day >= horizon or _still_counts(books, member, procedure, entry, horizon)
            ]
            member.progress[rule] = _merged(kept, horizon)
            if not member.progress[rule]:
                del member.progress[rule]


def _still_counts(
    books: Books, member: Member, procedure: Procedure, entry: Progress, horizon: int
) -> bool:
    """Whether what was paid stands in the way of paying again on a day or later."""
    window, clocks = _window(procedure), books.clocks_to_come(member, horizon)
    match window:
        case ThisPurchase():
            return False
        case InPeriod():
            return any(clock.end(window.period, entry.bucket) >= horizon for clock in clocks)
        case Rolling():
            return counters.first_day(window, horizon, clocks[0]) <= entry.day
    return True


def _merged(entries: list[Progress], horizon: int) -> list[Progress]:
    """Entries from before a day become one for each bucket, without effects."""
    merged: dict[int, Progress] = {}
    for entry in entries:
        if entry.day < horizon:
            old = merged.setdefault(entry.bucket, Progress("", entry.day, entry.bucket))
            old.day, old.times = entry.day, old.times + entry.times
    return [*merged.values(), *(entry for entry in entries if entry.day >= horizon)]


def _advance(
    books: Books,
    member: Member,
    moment: Moment,
    place: int,
    procedure: Procedure,
    counts: Counts,
) -> None:
    window, clock = _window(procedure), books.clock(member)
    here = Progress(moment.fact, moment.day, counters.bucket(window, moment.day, clock))
    rule = procedure.rules[0]
    paid = member.progress.setdefault(rule, [])
    reached = _reached_in(books, member, procedure, here, counts)
    new = reached - _paid_in(books, member, procedure, paid, here)
    if new > 0:
        context = moment_context(books, moment, new)
        outcome, reads = judge(books, member, moment, place, context=context)
        done = effects.carry_out(books, member, moment, outcome, reads)
        passes = isinstance(procedure.occasion, OnEach)
        if passes or done.awards or done.issued:
            here.times, here.effects = new, done
            paid.append(here)
    if not paid:
        del member.progress[rule]


def _keep(
    books: Books, member: Member, moment: Moment, rule: int, entry: Progress, times: int
) -> None:
    """Reverse an entry down to so many multiples."""
    if times >= entry.times:
        return
    if not times:
        effects.undo_all(books, member, moment, entry.effects)
    else:
        then, start = books.edition(entry.effects.program), books.zone.first_instant_of(entry.day)
        context = context_of(then.runtime, None, start, day=entry.day, times=times)
        place, _ = then.progress_of(rule)
        now = judge_again(context, place, entry.effects.reads)
        effects.undo(books, member, moment, entry.effects, then.of_today(now))
    entry.times = times


def _is_about(
    books: Books, member: Member, procedure: Procedure, entry: Progress, fact: str, day: int
) -> bool:
    """Whether what a fact did on a day counts for the window of an entry."""
    window, clock = _window(procedure), books.clock(member)
    if isinstance(window, ThisPurchase):
        return entry.fact == fact
    if isinstance(window, Rolling):
        return counters.first_day(window, entry.day, clock) <= day <= entry.day
    return entry.bucket == counters.bucket(window, day, clock)


def _paid_in(
    books: Books, member: Member, procedure: Procedure, paid: list[Progress], entry: Progress
) -> int:
    """How many multiples are paid in an entry's window."""
    return sum(
        each.times
        for each in paid
        if _is_about(books, member, procedure, entry, each.fact, each.day)
    )


def _reached_in(
    books: Books, member: Member, procedure: Procedure, entry: Progress, counts: Counts
) -> int:
    """How many multiples an entry's window supports; at most 1 where the rule pays once.

    What was paid before the program changed stands as long as the mark of then is met.
    """
    window, counter = _window(procedure), procedure.counter
    assert counter is not None, "progress rules have a counter"
    number = 0
    match window:
        case ThisPurchase():
            number = counts.get(counter, 0)
        case InPeriod():
            last = books.clock(member).end(window.period, entry.bucket)
            number = count_of(books, member, counter, window, last)
        case Rolling():
            number = count_of(books, member, counter, window, entry.day)
        case Ever():
            number = count_of(books, member, counter, window, calendar.LAST_DAY)
    then = books.edition(entry.effects.program)
    _, paid_by = then.progress_of(procedure.rules[0])
    match paid_by.occasion:
        case OnCount(counted=counted):
            return int(number >= counted.at_least)
        case OnEach(amount_minor=amount):
            return max(number, 0) // amount
    return 0


def _window(procedure: Procedure) -> Window:
    """The window that is counted; a sum over all purchases has no end."""
    match procedure.occasion:
        case OnCount(counted=counted):
            return counted.measure.window
        case OnEach(measure=measure):
            within = isinstance(measure.window, ThisPurchase)
            return Ever() if within else measure.window
    return Ever()

"""Where a member stands on the ladder: reaching, keeping and losing tiers.

A counted tier is earned by a fact that adds to its numbers and finds its mark met; the day of
the last such fact decides until when it is kept. Time alone earns nothing; it only ends things.
"""

from dsl.engine.holdings.books import Books, FollowUp, Moment
from dsl.engine.holdings.live_reads import rank_of
from dsl.engine.holdings.state import Before, Member
from dsl.engine.ladder import earned_days, tier_marks
from dsl.engine.ladder.tier_marks import Found
from dsl.ledger.entry import Kind
from dsl.program.tiers import (
    ByInvitation,
    Drop,
    ForEveryone,
    KeptFor,
    KeptUntilEndOf,
    KeptWhileItHolds,
    StartAtOnce,
    StartOnDay,
    WhenCounted,
)
from dsl.values import calendar


def until_of(books: Books, member: Member, rank: int, earned_day: int) -> int:
    """Last day for which a tier that was earned on a day is kept; 0 without an end."""
    tier = books.program.tiers[rank]
    if tier.drop is Drop.NEVER or isinstance(tier.entry, ForEveryone):
        return 0
    match tier.kept:
        case KeptFor():
            return calendar.add(earned_day, tier.kept.length.count, tier.kept.length.unit)
        case KeptUntilEndOf():
            clock = books.clock(member)
            last = clock.end(tier.kept.period, earned_day)
            return clock.end(tier.kept.period, last + 1) if tier.kept.following else last
    return 0


def after_fact(books: Books, member: Member, moment: Moment, counts: set[int]) -> None:
    """Note what a fact has earned, go up, and lose what holds no more.

    Args:
        books, member, moment: who, and when.
        counts: the counters that the fact has moved.
    """
    if not books.program.tiers or not _may_move(books, member, counts):
        return
    found = tier_marks.look(books, member, moment)
    earned = _note_earned(books, member, moment.day, found, counts)
    _climb(books, member, moment, found, earned)
    _lose_what_holds_no_more(books, member, moment, found)


def _may_move(books: Books, member: Member, counts: set[int]) -> bool:
    """Whether a fact can change the member's tier: not where only numbers that stay decide."""
    rank = member.standing.rank
    return (
        rank < books.highest_uncounted
        or (rank >= 0 and books.holds_while[rank])
        or not books.tier_counters.isdisjoint(counts)
    )


def prospective_rank(books: Books, member: Member, moment: Moment) -> int:
    """The tier that the member's numbers lead to at once."""
    now = rank_of(member, moment.day)
    if not books.program.tiers:
        return now
    found = tier_marks.look(books, member, moment)
    at_once = (
        rank
        for rank, tier in enumerate(books.program.tiers)
        if found.earned[rank] and isinstance(tier.start, StartAtOnce)
    )
    return max(now, *at_once, -1)


def invite(books: Books, member: Member, moment: Moment, rank: int) -> None:
    """Invite to a tier."""
    standing = member.standing
    if rank not in standing.invited:
        standing.invited.append(rank)
    standing.earned_days[rank] = [moment.day]
    after_fact(books, member, moment, set())


def upgrade(books: Books, member: Member, moment: Moment, follow: FollowUp) -> None:
    """Give a tier for a time."""
    rank, length = books.tier_places[follow.name], follow.length
    assert length is not None, "an upgrade has a length"
    before = rank_of(member, moment.today)
    last = calendar.add(moment.today, length.count, length.unit)
    member.standing.upgrades.append((rank, last))
    _enter_up(books, member, moment, rank, last)
    if rank > before:
        member.standing.reached_day[rank] = moment.today
        books.follow.append(FollowUp("given", member.id, follow.name))


def start_due(books: Books, member: Member, moment: Moment) -> None:
    """Start tiers that were earned and whose day has come."""
    standing = member.standing
    due = [rank for rank, day in standing.starting.items() if day <= moment.today]
    for rank in sorted(due):
        del standing.starting[rank], standing.starting_since[rank]
        if rank > standing.rank:
            _reach(books, member, moment, rank, [rank])


def end_upgrades(books: Books, member: Member, moment: Moment) -> None:
    """Take back tiers that were given for a time."""
    standing = member.standing
    for rank, last in [each for each in standing.upgrades if each[1] < moment.today]:
        standing.upgrades.remove((rank, last))
        enter_down(books, member, moment, rank, rank_of(member, moment.today))


def keep_or_drop(books: Books, member: Member, moment: Moment) -> None:
    """Look whether a tier whose time is over was earned again, or has to be dropped."""
    standing = member.standing
    rank, until, today = standing.rank, standing.until_day, moment.today
    if rank < 0 or not 0 < until < today:
        return
    renewed = _renewed_until(books, member, moment, rank)
    is_longer = renewed == 0 or renewed > until
    if is_longer and is_still_held(books, member, moment, rank, renewed):
        standing.until_day = renewed
        name = books.program.tiers[rank].name
        books.enter(Kind.TIER_KEPT, member.id, moment, rule=name, expires_day=renewed, detail=name)
    elif not is_still_held(books, member, moment, rank, until):
        drop(books, member, moment)


def is_still_held(books: Books, member: Member, moment: Moment, rank: int, until: int) -> bool:
    """Whether a tier that is stood at goes on, kept until a day and not earned since."""
    tier = books.program.tiers[rank]
    if isinstance(tier.kept, KeptWhileItHolds):
        return tier_marks.look(books, member, moment).kept[rank]
    return until == 0 or moment.today < review_day(books, member, rank, until + tier.grace_days)


def review_day(books: Books, member: Member, rank: int, after: int) -> int:
    """First day after a day on which it is looked at who keeps a tier."""
    review = books.program.tiers[rank].review
    if review is None:
        return after + 1
    return books.clock(member).next_on(review, after) or after + 1


def hold(books: Books, member: Member, moment: Moment) -> None:
    """Go up and down by what holds on a day, where time alone can change it."""
    found = tier_marks.look(books, member, moment)
    _climb(books, member, moment, found, set())
    _lose_what_holds_no_more(books, member, moment, found)


def drop(books: Books, member: Member, moment: Moment) -> None:
    """Lose the tier held: one down, or down to what is earned."""
    standing = member.standing
    old = standing.rank
    held = held_below(books, member, moment, old)
    target, softly = held, False
    if books.program.tiers[old].drop is Drop.ONE and held < old - 1:
        target, softly = old - 1, True
    for days in (standing.starting, standing.starting_since):
        days.pop(old, None)
    for rank in range(target + 1, old + 1):
        if rank not in standing.starting:
            lose(member, rank)
    standing.before.clear()
    _set(books, member, moment, target, softly)
    enter_down(books, member, moment, old, target)


def lose(member: Member, rank: int) -> None:
    """Let what was earned before count no more for a tier, which has to be earned again."""
    standing = member.standing
    if rank in standing.invited:
        standing.invited.remove(rank)
    standing.earned_days.pop(rank, None)


def note_held(member: Member, moment: Moment) -> None:
    """Note from which day on each tier is held: those up to the rank at which a member stands.

    Calendar work comes before all else on its day, so that day begins with what it brings.
    A tier that waits for its start keeps the day from which it was held.
    """
    standing = member.standing
    first = moment.today + 1 if moment.fact else moment.today
    held = {rank: standing.held_from.get(rank, first) for rank in range(standing.rank + 1)}
    waiting = {rank: day for rank, day in standing.held_from.items() if rank in standing.starting}
    standing.held_from = waiting | held


def held_below(books: Books, member: Member, moment: Moment, rank: int) -> int:
    """The highest rank below one that the member holds by its own right; -1 without one."""
    held = (lower for lower in range(rank - 1, -1, -1) if is_held(books, member, moment, lower))
    return next(held, -1)


def set_standing(books: Books, member: Member, moment: Moment, rank: int) -> None:
    """Stand at a rank that is held by its own right."""
    _set(books, member, moment, rank, softly=False)


def forget_steps(member: Member, horizon: int) -> None:
    """Drop steps up from before a day, which no return can undo any more."""
    standing = member.standing
    days = [step.since_day for step in standing.before[1:]] + [standing.since_day]
    standing.before = [
        step for step, day in zip(standing.before, days, strict=False) if day >= horizon
    ]


def is_held(books: Books, member: Member, moment: Moment, rank: int) -> bool:
    """Whether a member holds a tier by its own right now, whatever the tier stood at."""
    found = tier_marks.look(books, member, moment)
    if not isinstance(books.program.tiers[rank].entry, WhenCounted | ByInvitation):
        return found.earned[rank]
    earned = earned_days.last_earned(member.standing, rank)
    if not earned or rank in member.standing.starting:
        return False
    if isinstance(books.program.tiers[rank].kept, KeptWhileItHolds):
        return found.kept[rank]
    until = until_of(books, member, rank, earned)
    return until == 0 or until >= moment.today


def _note_earned(
    books: Books, member: Member, day: int, found: Found, counts: set[int]
) -> set[int]:
    """Note for each counted tier that a fact has met its mark; gives their ranks."""
    standing, earned = member.standing, set()
    for rank, tier in enumerate(books.program.tiers):
        if not isinstance(tier.entry, WhenCounted) or not books.counts_for(rank) & counts:
            continue
        if tier_marks.is_met(member, found, rank, day):
            earned_days.note(standing, rank, day)
            earned.add(rank)
    return earned


def _climb(books: Books, member: Member, moment: Moment, found: Found, counted: set[int]) -> None:
    """Go to the highest tier earned that starts at once; note the days on which others start.

    Args:
        books, member, moment: who, and when.
        found: what the marks say.
        counted: the counted tiers that the fact at hand has earned.
    """
    standing, tiers = member.standing, books.program.tiers
    at_once = -1
    for rank in range(standing.rank + 1, len(tiers)):
        if not found.earned[rank] or (
            isinstance(tiers[rank].entry, WhenCounted) and rank not in counted
        ):
            continue
        if isinstance(tiers[rank].start, StartAtOnce):
            at_once = rank
        else:
            _start_later(books, member, moment, rank)
    if at_once > standing.rank:
        passed = [rank for rank in range(at_once) if found.earned[rank]]
        _reach(books, member, moment, at_once, [*passed, at_once])


def _start_later(books: Books, member: Member, moment: Moment, rank: int) -> None:
    """Note the day on which a tier that was earned starts."""
    standing = member.standing
    if rank not in standing.starting:
        standing.starting[rank] = _start_day(books, member, moment, rank)
        standing.starting_since[rank] = moment.day


def _start_day(books: Books, member: Member, moment: Moment, rank: int) -> int:
    tier, clock = books.program.tiers[rank], books.clock(member)
    if isinstance(tier.start, StartOnDay):
        return clock.next_on(tier.start.day, moment.today) or moment.today + 1
    if tier.review is not None:
        return clock.next_on(tier.review, moment.today) or moment.today + 1
    return moment.today + 1


def _lose_what_holds_no_more(books: Books, member: Member, moment: Moment, found: Found) -> None:
    """Lose a tier that does not hold today, whatever held on the day of a late fact.

    Args:
        books, member, moment: who, and when.
        found: what the marks say on the moment's own day.
    """
    rank, now = member.standing.rank, moment
    if rank < 0 or not isinstance(books.program.tiers[rank].kept, KeptWhileItHolds):
        return
    if moment.day != moment.today:
        now = moment.as_posted()
        found = tier_marks.look(books, member, now)
    if not found.kept[rank]:
        drop(books, member, now)


def _renewed_until(books: Books, member: Member, moment: Moment, rank: int) -> int:
    """Until when the tier held is kept by what was earned last; -1 if it no longer is."""
    if not isinstance(books.program.tiers[rank].entry, WhenCounted | ByInvitation):
        holds = tier_marks.look(books, member, moment).earned[rank]
        return until_of(books, member, rank, moment.today) if holds else -1
    earned = earned_days.last_earned(member.standing, rank)
    return until_of(books, member, rank, earned) if earned else -1


def _reach(books: Books, member: Member, moment: Moment, rank: int, passed: list[int]) -> None:
    """Stand at a higher rank, from below."""
    standing = member.standing
    before = rank_of(member, moment.today)
    standing.before.append(
        Before(
            standing.rank,
            standing.since_day,
            standing.until_day,
            dict(standing.reached_day),
            dict(standing.held_from),
            softly=standing.softly,
        )
    )
    _set(books, member, moment, rank, softly=False)
    _enter_up(books, member, moment, rank, standing.until_day)
    _reached(books, member, moment, [each for each in passed if before < each <= rank])


def _reached(books: Books, member: Member, moment: Moment, passed: list[int]) -> None:
    for rank in passed:
        member.standing.reached_day[rank] = moment.today
        if rank not in member.standing.reached_before:
            name = books.program.tiers[rank].name
            books.follow.append(FollowUp("reached", member.id, name))


def _set(books: Books, member: Member, moment: Moment, rank: int, softly: bool) -> None:
    standing = member.standing
    standing.rank, standing.since_day, standing.softly = rank, moment.today, softly
    earned = earned_days.last_earned(standing, rank) or moment.today
    standing.until_day = 0
    if rank >= 0:
        standing.until_day = until_of(books, member, rank, moment.today if softly else earned)
    note_held(member, moment)


def _enter_up(books: Books, member: Member, moment: Moment, rank: int, until: int) -> None:
    books.enter(
        Kind.TIER_UP,
        member.id,
        moment,
        rule=books.program.tiers[rank].name,
        expires_day=until,
        detail=books.program.tiers[rank].name,
    )


def enter_down(books: Books, member: Member, moment: Moment, rank: int, now: int) -> None:
    """Write that a tier is lost, and which one is left."""
    books.enter(
        Kind.TIER_DOWN,
        member.id,
        moment,
        rule=books.program.tiers[rank].name,
        detail=books.program.tiers[now].name if now >= 0 else "",
    )

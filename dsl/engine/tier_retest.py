"""Whether a return leaves tiers unearned that its purchase had supported."""

from dsl.engine import effects, tier_marks, tiers
from dsl.engine.books import Books, Moment
from dsl.engine.state import Member
from dsl.program.tiers import WhenCounted


def retest(books: Books, member: Member, moment: Moment, day: int) -> None:
    """Look again at the tiers earned on a day or later, as of the days they were earned on.

    Args:
        books, member, moment: who, and when it is posted.
        day: of the purchase that came back.
    """
    standing = member.standing
    changed = [
        rank
        for rank, earned in list(standing.earned_day.items())
        if earned >= day
        and isinstance(books.program.tiers[rank].entry, WhenCounted)
        and books.counts_for(rank) & books.touched
        and _moves(books, member, rank, earned)
    ]
    for rank in changed:
        if rank not in standing.earned_day:
            standing.starting.pop(rank, None)
    if standing.rank in changed and not standing.softly:
        _stand_again(books, member, moment)


def _moves(books: Books, member: Member, rank: int, earned: int) -> bool:
    """Find the last day on which a tier was earned; whether that is another one now."""
    standing = member.standing
    last = _last_earned(books, member, rank, earned)
    if last == earned:
        return False
    if last:
        standing.earned_day[rank] = last
    else:
        standing.earned_day.pop(rank)
    return True


def _last_earned(books: Books, member: Member, rank: int, earned: int) -> int:
    """The last day up to one on which the tier's mark was met; 0 without one."""
    days = {earned} | {
        day
        for counter in books.counts_for(rank)
        for day in books.days_of(member, counter)
        if 0 < day <= earned
    }
    for day in sorted(days, reverse=True):
        found = tier_marks.look(books, member, books.moment_of_day(day))
        if found.kept[rank] if rank <= member.standing.rank else found.earned[rank]:
            return day
    return 0


def _stand_again(books: Books, member: Member, moment: Moment) -> None:
    """The tier held was earned less lately, or never: keep it shorter, or lose it."""
    standing = member.standing
    rank = standing.rank
    earned = standing.earned_day.get(rank)
    if earned is not None:
        until = tiers.until_of(books, member, rank, earned)
        if until == 0 or until >= moment.today:
            standing.until_day = until
            return
        standing.earned_day.pop(rank)
    held = tiers.held_below(books, member, moment, rank)
    for lost in range(held + 1, rank + 1):
        for done in standing.effects.pop(lost, []):
            effects.undo_all(books, member, moment, done)
    _restore(books, member, moment, held)
    tiers.enter_down(books, member, moment, rank, held)


def _restore(books: Books, member: Member, moment: Moment, rank: int) -> None:
    """Stand at a rank as before the step up from it, if that is known."""
    standing = member.standing
    while standing.before:
        before = standing.before.pop()
        if before.rank == rank:
            standing.rank, standing.since_day = before.rank, before.since_day
            standing.until_day = before.until_day
            standing.reached_day = before.reached_day
            return
    tiers.set_standing(books, member, moment, rank)

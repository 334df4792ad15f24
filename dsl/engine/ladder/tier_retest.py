"""Whether a return leaves tiers unearned that its purchase had supported."""

from dsl.engine.holdings import effects
from dsl.engine.holdings.books import Books, Moment
from dsl.engine.holdings.state import Member
from dsl.engine.ladder import tier_marks, tiers
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
        if standing.earned_day.get(rank, 0) < standing.starting_since.get(rank, 0):
            del standing.starting[rank], standing.starting_since[rank]
    if standing.rank in changed and not standing.softly:
        _stand_again(books, member, moment)


def settle_past(books: Books, member: Member, today: int) -> None:
    """Note the last days on which tiers were earned that no return can change any more."""
    window, standing = books.state.return_days, member.standing
    if window is None:
        return
    horizon = today - window
    for rank in standing.settled_day.keys() - standing.earned_day.keys():
        del standing.settled_day[rank]
    for rank, earned in standing.earned_day.items():
        if earned < horizon:
            standing.settled_day[rank] = earned
        elif isinstance(books.program.tiers[rank].entry, WhenCounted):
            last = _last_earned(books, member, rank, horizon - 1)
            if last:
                standing.settled_day[rank] = last


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
    """The last day up to one on which a fact met the tier's mark; 0 without one."""
    standing = member.standing
    first = max(standing.lost_day.get(rank, 0), standing.settled_day.get(rank, 0) + 1)
    days = {
        day
        for counter in books.counts_for(rank)
        for day in books.days_of(member, counter)
        if first <= day <= earned
    }
    for day in sorted(days, reverse=True):
        found = tier_marks.look(books, member, books.moment_of_day(day))
        if tier_marks.is_met(member, found, rank, day):
            return day
    settled = standing.settled_day.get(rank, 0)
    return settled if settled >= standing.lost_day.get(rank, 0) else 0


def _stand_again(books: Books, member: Member, moment: Moment) -> None:
    """The tier held was earned less lately, or never: keep it shorter, or lose it."""
    standing = member.standing
    rank = standing.rank
    if rank in standing.earned_day:
        until = tiers.until_of(books, member, rank, standing.earned_day[rank])
        if tiers.is_still_held(books, member, moment, rank, until):
            standing.until_day = min(standing.until_day, until) if until else 0
            return
    standing.earned_day.pop(rank, None)
    held = max(
        tiers.held_below(books, member, moment, rank), _still_held_before(books, member, moment)
    )
    tiers.forget(books, member, moment.today)
    for lower in range(held + 1, rank):
        if lower in standing.earned_day and lower not in standing.starting:
            tiers.lose(member, moment, lower)
    _step_down(books, member, moment, held)
    tiers.enter_down(books, member, moment, rank, held)


def _still_held_before(books: Books, member: Member, moment: Moment) -> int:
    """The rank stood at before the last step up, if it has not been dropped meanwhile; else -1.

    It may be one that was come down to, or one whose time is over and that waits for its review.
    """
    standing = member.standing
    step = standing.before[-1] if standing.before else None
    if step is None or not (step.softly or step.rank in standing.earned_day):
        return -1
    until = step.until_day
    if not step.softly:
        until = tiers.until_of(books, member, step.rank, standing.earned_day[step.rank])
    return step.rank if tiers.is_still_held(books, member, moment, step.rank, until) else -1


def _step_down(books: Books, member: Member, moment: Moment, held: int) -> None:
    """Undo the steps up that led above a rank, and stand there as before them."""
    standing = member.standing
    while standing.before:
        step = standing.before.pop()
        for rank in [each for each in step.effects if each > held]:
            for done in step.effects.pop(rank):
                effects.undo_all(books, member, moment, done)
        if step.rank == held:
            standing.rank, standing.since_day = step.rank, step.since_day
            standing.until_day, standing.reached_day = step.until_day, step.reached_day
            standing.held_from, standing.softly = step.held_from, step.softly
            tiers.note_held(member, moment)
            return
        if step.rank < held:
            standing.before.append(step)
            break
    tiers.set_standing(books, member, moment, held)

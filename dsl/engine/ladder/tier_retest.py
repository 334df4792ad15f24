"""Whether a return leaves tiers unearned that its purchase had supported."""

from dsl.engine.holdings import effects
from dsl.engine.holdings.books import Books, Moment
from dsl.engine.holdings.state import Member
from dsl.engine.ladder import earned_days, tier_marks, tiers
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
        for rank, days in list(standing.earned_days.items())
        if days[-1] >= day
        and isinstance(books.program.tiers[rank].entry, WhenCounted)
        and books.counts_for(rank) & books.touched
        and _moves(books, member, rank, day)
    ]
    for rank in changed:
        if earned_days.last_earned(standing, rank) < standing.starting_since.get(rank, 0):
            del standing.starting[rank], standing.starting_since[rank]
    if standing.rank in changed and not standing.softly:
        _stand_again(books, member, moment)


def _moves(books: Books, member: Member, rank: int, first: int) -> bool:
    """Keep of a tier's days, from a first one on, those that still meet its mark.

    Whether the last one is another one now.
    """
    standing = member.standing
    days = standing.earned_days[rank]
    left = [day for day in days if day < first or _is_earned(books, member, rank, day)]
    earned_days.keep(standing, rank, left)
    return left[-1:] != days[-1:]


def _is_earned(books: Books, member: Member, rank: int, day: int) -> bool:
    """Whether something is left of a day, and its numbers meet a tier's mark."""
    if not any(day in books.days_of(member, counter) for counter in books.counts_for(rank)):
        return False
    found = tier_marks.look(books, member, books.moment_of_day(day))
    return tier_marks.is_met(member, found, rank, day)


def _stand_again(books: Books, member: Member, moment: Moment) -> None:
    """The tier held was earned less lately, or never: keep it shorter, or lose it."""
    standing = member.standing
    rank = standing.rank
    earned = earned_days.last_earned(standing, rank)
    if earned:
        until = tiers.until_of(books, member, rank, earned)
        if tiers.is_still_held(books, member, moment, rank, until):
            standing.until_day = min(standing.until_day, until) if until else 0
            return
    standing.earned_days.pop(rank, None)
    held = max(
        tiers.held_below(books, member, moment, rank), _still_held_before(books, member, moment)
    )
    for lower in range(held + 1, rank):
        if lower in standing.earned_days and lower not in standing.starting:
            tiers.lose(member, lower)
    _step_down(books, member, moment, held)
    tiers.enter_down(books, member, moment, rank, held)


def _still_held_before(books: Books, member: Member, moment: Moment) -> int:
    """The rank stood at before the last step up, if it has not been dropped meanwhile; else -1.

    It may be one that was come down to, or one whose time is over and that waits for its review.
    """
    standing = member.standing
    step = standing.before[-1] if standing.before else None
    if step is None or not (step.softly or step.rank in standing.earned_days):
        return -1
    until = step.until_day
    if not step.softly:
        earned = earned_days.last_earned(standing, step.rank)
        until = tiers.until_of(books, member, step.rank, earned)
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

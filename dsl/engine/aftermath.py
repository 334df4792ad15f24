"""What follows once a fact or a piece of calendar work is done: progress, tiers, what they cause.

Rewards that are issued by themselves come last and once, so points that they or their
consequences give are not spent in the same step.
"""

from dsl.engine import perks, progress, redeeming
from dsl.engine.holdings import effects
from dsl.engine.holdings.books import Books, FollowUp, Moment
from dsl.engine.holdings.judging import judge
from dsl.engine.holdings.state import Days, Effects, Member, Record
from dsl.engine.ladder import tiers


def settle(
    books: Books,
    member: Member,
    moment: Moment,
    counts: Days | None = None,
    record: Record | None = None,
) -> None:
    """Bring everything that depends on the member's numbers up to date.

    Args:
        books, member, moment: who, and when.
        counts: what the fact has added to counters.
        record: the purchase at hand.
    """
    progress.run(books, member, moment, counts or {})
    tiers.after_fact(books, member, moment, books.touched)
    _follow_up(books, member, moment, record)
    for number in redeeming.issue_automatic(books, member, moment):
        if record is not None:
            record.automatic.append(number)
    _follow_up(books, member, moment, record)
    perks.count(books, member, moment)
    books.touched = set()


def _follow_up(books: Books, member: Member, moment: Moment, record: Record | None) -> None:
    while books.follow:
        books.touched = set()
        _do(books, member, moment, books.follow.pop(0), record)
        if books.touched:
            progress.run(books, member, moment, {})
            tiers.after_fact(books, member, moment, books.touched)


def _do(
    books: Books, member: Member, moment: Moment, follow: FollowUp, record: Record | None
) -> None:
    match follow.what:
        case "used":
            done = _run(books, member, moment, books.occasions.reward_used.get(follow.name, []))
            if record is not None:
                record.more += done
        case "upgrade":
            tiers.upgrade(books, member, moment, follow)
        case "given":
            _run(books, member, moment, books.occasions.tier.get(follow.name, []))
        case "reached":
            done = _run(books, member, moment, books.occasions.tier.get(follow.name, []))
            if done and member.standing.before:
                step = member.standing.before[-1]
                step.effects.setdefault(books.tier_places[follow.name], []).extend(done)


def _run(books: Books, member: Member, moment: Moment, procedures: list[int]) -> list[Effects]:
    done = []
    for procedure in procedures:
        outcome, reads = judge(books, member, moment, procedure)
        done.append(effects.carry_out(books, member, moment, outcome, reads))
    return done

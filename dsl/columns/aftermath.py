"""What follows once a fact or a piece of calendar work is done: progress, tiers, what they cause.

As in `dsl.engine.aftermath`, for all members of a moment at once: things that are left to do are
done in the order in which they came up, which is the order of each member's own.
"""

from dsl.columns import perks, progress, redeeming
from dsl.columns.books import Books, FollowUp
from dsl.columns.carrying_out import carry_out
from dsl.columns.ladder import Ladder
from dsl.columns.progress import Counts
from dsl.columns.sheet import Moment


def settle(books: Books, ladder: Ladder, moment: Moment, counts: Counts | None = None) -> None:
    """Bring everything that depends on the members' numbers up to date."""
    progress.run(books, moment, counts or {})
    ladder.after_fact(moment, books.touched)
    _follow_up(books, ladder, moment)
    redeeming.issue_automatic(books, moment)
    _follow_up(books, ladder, moment)
    perks.count(books, moment)
    books.touched = {}


def _follow_up(books: Books, ladder: Ladder, moment: Moment) -> None:
    while books.follow:
        books.touched = {}
        _do(books, moment, books.follow.pop(0))
        if books.touched:
            progress.run(books, moment, {})
            ladder.after_fact(moment, books.touched)


def _do(books: Books, moment: Moment, follow: FollowUp) -> None:
    occasions = books.occasions
    places = occasions.reward_used if follow.what == "used" else occasions.tier
    for procedure in places.get(follow.name, []):
        found = books.judge(moment, follow.at, procedure)
        carry_out(books, moment, follow.at, found)

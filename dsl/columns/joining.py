"""Joining the program, and its memberships."""

import numpy as np

from dsl.columns import aftermath, memberships
from dsl.columns.books import Books, LiveAnswers
from dsl.columns.carrying_out import carry_out
from dsl.columns.evaluation.frame import ABSENT
from dsl.columns.evaluation.slots import Array
from dsl.columns.ladder import Ladder
from dsl.columns.sheet import Moment
from dsl.ledger import ignored
from dsl.ledger.entry import Kind
from dsl.program.program import Joining
from dsl.program.rules import Occasion


def join(books: Books, ladder: Ladder, moment: Moment, invited: Array) -> Array:
    """Become members, where the program lets one; gives the places of those that it refuses."""
    members, refused = books.members, np.zeros(len(moment), bool)
    if books.program.joining is Joining.INVITATION:
        refused = ~invited
        _refuse(books, moment, refused.nonzero()[0], "one joins by invitation")
    young = ~refused & is_too_young(books, moment)
    why = f"members are at least {books.program.minimum_age} years old"
    _refuse(books, moment, young.nonzero()[0], why)
    refused |= young
    at = (~refused).nonzero()[0]
    admit(books, moment, at)
    at = at[members.may_earn(moment.rows[at])]
    for place in books.occasions.occasion.get(Occasion.JOINING, []):
        carry_out(books, moment, at, books.judge(moment, at, place))
    aftermath.settle(books, ladder, moment)
    return refused.nonzero()[0]


def admit(books: Books, moment: Moment, at: Array) -> None:
    """People are members from now on."""
    rows = moment.rows[at]
    books.members.joined_day[rows] = moment.day
    books.members.dates.anchors[rows] = moment.day
    books.sheet.enter(moment, Kind.MEMBER_JOINED, at, amount=np.zeros(len(at), np.int64))


def is_too_young(books: Books, moment: Moment) -> Array:
    """Whether a birthday that is known says so."""
    least = books.program.minimum_age
    if least is None:
        return np.zeros(len(moment), bool)
    age = LiveAnswers(books.members, moment.rows, moment.day).attribute("age")
    return (age != ABSENT) & (age < least)


def start_membership(
    books: Books, ladder: Ladder, moment: Moment, index: int, invited: Array, *, pays: bool
) -> None:
    """Start a membership, or pay for one more period of it.

    Args:
        books, ladder, moment: who, and when.
        index: of the membership.
        invited: who is, where it asks for an invitation.
        pays: the fee is paid; who has the membership pays the next one.
    """
    members = books.members
    row = books.program.memberships[index]
    outside = members.joined_day[moment.rows] == 0
    has = members.held[index].started_day[moment.rows] > 0
    may = has | invited | (not row.by_invitation)
    refused = ~may & (~outside | members.needs_fee)
    _refuse(books, moment, refused.nonzero()[0], "one joins it by invitation", row.name)
    comes = outside & ~refused & ~is_too_young(books, moment) & members.needs_fee
    if comes.any():
        admit(books, moment, comes.nonzero()[0])
    is_member = (~outside & ~refused) | comes
    books.ignore(ignored.NOT_A_MEMBER, ~is_member & ~refused)
    if not pays:
        books.ignore(ignored.HAS_THE_MEMBERSHIP, is_member & has)
    if pays and (is_member & has).any():
        memberships.pay(books, ladder, moment, (is_member & has).nonzero()[0], index)
    at = (is_member & ~has).nonzero()[0]
    if len(at):
        memberships.start(books, ladder, moment, at, index, comes)


def _refuse(books: Books, moment: Moment, at: Array, why: str, name: str = "") -> None:
    amount = np.zeros(len(at), np.int64)
    books.sheet.enter(moment, Kind.DECLINE, at, amount=amount, name=name, detail=why)

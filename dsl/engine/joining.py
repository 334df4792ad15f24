"""Joining and leaving the program, and joining and leaving its memberships."""

from dataclasses import replace

from dsl.engine import aftermath, memberships
from dsl.engine.evaluation.outcome import LimitUse, Outcome
from dsl.engine.holdings import effects, posting, rewards
from dsl.engine.holdings.books import Books, Moment
from dsl.engine.holdings.judging import judge
from dsl.engine.holdings.state import Member, Standing
from dsl.ledger import ignored
from dsl.ledger.entry import Kind
from dsl.ledger.facts import Joined
from dsl.ledger.lots import Account
from dsl.program.program import Joining
from dsl.program.rules import Occasion
from dsl.values import calendar


def join(books: Books, moment: Moment, fact: Joined) -> None:
    """Become a member, if the program lets one."""
    member = books.state.members.get(fact.member)
    if member is not None and not member.left:
        books.ignore(ignored.IS_A_MEMBER_ALREADY)
        return
    why = _why_not(books, moment, fact)
    if why:
        books.enter(Kind.DECLINE, fact.member, moment, detail=why)
        return
    welcome = member is None
    member = _admit(books, moment, fact.member)
    if welcome:
        run_occasion(books, member, moment, Occasion.JOINING)
    aftermath.settle(books, member, moment)


def join_by_paying(books: Books, moment: Moment, name: str) -> Member | None:
    """A person who starts a paid membership of a program that one joins by paying."""
    if not books.needs_fee or _too_young(books, moment, name):
        return None
    return _admit(books, moment, name)


def start_membership(books: Books, member: Member, moment: Moment, index: int, new: bool) -> None:
    """Start a membership, and what its block gives on joining.

    Args:
        books, member, moment: who, and when.
        index: of the membership.
        new: the member has joined the program by it, and never before.
    """
    had = index in member.memberships
    memberships.start(books, member, moment, index)
    if had or index not in member.memberships:
        return
    name = books.program.memberships[index].name
    if new:
        run_occasion(books, member, moment, Occasion.JOINING)
    else:
        _run_block(books, member, moment, name)
    aftermath.settle(books, member, moment)


def leave(books: Books, member: Member, moment: Moment) -> None:
    """Leave: memberships end, rewards and points lapse, the tier is over."""
    for index in sorted(member.memberships):
        memberships.lapse(books, member, moment, index, "left")
    rewards.expire_all(books, member, moment)
    posting.expire_all(books, member, moment, "left")
    member.left = True
    books.enter(Kind.MEMBER_LEFT, member.id, moment)


def run_occasion(books: Books, member: Member, moment: Moment, occasion: Occasion) -> None:
    """Run the rules of a built-in event."""
    if not memberships.may_earn(books, member):
        return
    for place in books.occasions.occasion.get(occasion, []):
        outcome, reads = judge(books, member, moment, place)
        effects.carry_out(books, member, moment, outcome, reads)


def _admit(books: Books, moment: Moment, name: str) -> Member:
    former = books.state.members.get(name)
    member = _again(former, moment) if former is not None else _anew(books, moment, name)
    member.attributes |= books.state.early.pop(name, {})
    books.state.members[name] = member
    books.enter(Kind.MEMBER_JOINED, name, moment)
    return member


def _anew(books: Books, moment: Moment, name: str) -> Member:
    return Member(
        id=name,
        joined_day=moment.day,
        joined_instant=moment.instant,
        accounts=[Account() for _ in books.program.wallets],
        counters=[{} for _ in books.plan.counters],
    )


def _again(former: Member, moment: Moment) -> Member:
    """The same person: what was counted, used up and reached before goes on."""
    reached = {*former.standing.reached_before, *former.standing.reached_day}
    return replace(
        former,
        joined_day=moment.day,
        joined_instant=moment.instant,
        left=False,
        accounts=[Account(debt=each.debt) for each in former.accounts],
        waiting={},
        standing=Standing(reached_before=sorted(reached)),
    )


def _why_not(books: Books, moment: Moment, fact: Joined) -> str:
    if books.program.joining is Joining.INVITATION and not fact.invited:
        return "one joins by invitation"
    if _too_young(books, moment, fact.member):
        return f"members are at least {books.program.minimum_age} years old"
    return ""


def _too_young(books: Books, moment: Moment, name: str) -> bool:
    """Whether a birthday that is known says so."""
    known = books.state.early.get(name, {})
    former = books.state.members.get(name)
    if former is not None:
        known = former.attributes | known
    birthday, least = known.get("birthday"), books.program.minimum_age
    if least is None or not isinstance(birthday, int):
        return False
    return calendar.whole_years(birthday, moment.day) < least


def _run_block(books: Books, member: Member, moment: Moment, membership: str) -> None:
    """Run what is given on joining for the rules of one membership's block alone."""
    for place in books.occasions.occasion.get(Occasion.JOINING, []):
        outcome, reads = judge(books, member, moment, place)
        own = {
            index
            for index in books.plan.procedures[place].rules
            if membership in books.program.rules[index].inside.memberships
        }
        if own:
            effects.carry_out(books, member, moment, _only(books, outcome, own), reads)


def _only(books: Books, outcome: Outcome, rules: set[int]) -> Outcome:
    """The part of an outcome that is some rules'."""
    names = {books.program.rules[index].name for index in rules}
    postings = [each for each in outcome.postings if each.rule in rules]
    return Outcome(
        postings=postings,
        issues=[rule for rule in outcome.issues if rule in rules],
        uses=[each for each in outcome.uses if _is_of(books, each, names)],
    )


def _is_of(books: Books, use: LimitUse, names: set[str]) -> bool:
    row = books.plan.limits[use.limit]
    return row.owner_kind != "rule" or row.owner in names

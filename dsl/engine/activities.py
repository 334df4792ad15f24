"""Activities: what members do besides buying, at once or once it is approved."""

from dsl.engine import aftermath, redeeming
from dsl.engine.evaluation.context import context_of
from dsl.engine.holdings import counting, effects, posting
from dsl.engine.holdings.books import Books, Moment
from dsl.engine.holdings.judging import judge
from dsl.engine.holdings.state import Member
from dsl.ledger.facts import Approved, DayChosen, Did


def activity(books: Books, member: Member, moment: Moment, fact: Did) -> None:
    """Count an activity and pay for it; one that needs approval waits for it."""
    declared = books.activities.get(fact.activity)
    if declared is not None and declared.needs_approval and not fact.approved:
        member.waiting[fact.id] = fact
        return
    _run(books, member, moment, fact)


def approve(books: Books, member: Member, moment: Moment, fact: Approved) -> None:
    """An activity that waited counts now, on the day of its approval."""
    waiting = member.waiting.pop(fact.fact, None)
    if waiting is None:
        books.ignore("nothing waits for this approval")
        return
    _run(books, member, moment, waiting)


def choose_day(books: Books, member: Member, moment: Moment, fact: DayChosen) -> None:
    """Choose a day for a rule, up to as many per period as it lets one choose."""
    index = books.rule_places[fact.rule]
    chosen = books.program.rules[index].chosen_days
    assert chosen is not None, "only rules with days to choose are named"
    days, clock = member.chosen_days.setdefault(index, []), books.clock(member)
    start = clock.start(chosen.period, fact.day)
    taken = [day for day in days if clock.start(chosen.period, day) == start]
    if fact.day < moment.day:
        redeeming.decline(books, member, moment, fact.rule, "the day is over")
    elif fact.day in taken:
        books.ignore("a day is chosen that was chosen already")
    elif len(taken) >= chosen.count:
        why = f"{chosen.count} can be chosen per {chosen.period.value}"
        redeeming.decline(books, member, moment, fact.rule, why)
    else:
        days.append(fact.day)


def _run(books: Books, member: Member, moment: Moment, fact: Did) -> None:
    posting.keep_alive(books, member, moment, "", activity=fact.activity)
    posting.activity_makes_available(books, member, moment, fact.activity)
    context = context_of(books.runtime, fact, moment.instant, day=moment.day)
    for place in books.occasions.activity.get(fact.activity, []):
        outcome, reads = judge(books, member, moment, place, context=context)
        effects.carry_out(books, member, moment, outcome, reads)
    counts = counting.of_activity(books, fact)
    counting.add(books, member, moment.day, counts)
    if counting.is_check_in(fact):
        member.visits[moment.day] = member.visits.get(moment.day, 0) + 1
    aftermath.settle(books, member, moment, counts)

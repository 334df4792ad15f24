"""The plan as lines that people read: tables first, then procedure by procedure."""

from collections.abc import Iterator

from dsl.plan.operation_words import words_of
from dsl.plan.plan import (
    Counter,
    Occasion,
    PerkHolders,
    Plan,
    PlanLimit,
    Procedure,
    SegmentMembers,
    Selection,
    Terms,
    TierMarks,
    WhenRedeeming,
)
from dsl.plan.window_words import expiry_words, schedule_words, window_words
from dsl.program.program import Program
from dsl.program.rules import (
    OnAbsence,
    OnActivity,
    OnCount,
    OnEach,
    OnMemberDate,
    OnNth,
    OnOccasion,
    OnPurchase,
    OnRewardUsed,
    OnSchedule,
    OnTier,
)
from dsl.program.wallets import AfterDays, AtOnce, Availability, WhenActivity

_COMMENT_COLUMN = 56


def plan_to_text(program: Program, plan: Plan) -> str:
    """The whole plan."""
    blocks = [
        [f'plan {plan.format} of "{program.name}"', f"program {plan.program_sha256}"],
        *_tables(program, plan),
        *(list(_procedure(program, plan, each)) for each in plan.procedures),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _tables(program: Program, plan: Plan) -> list[list[str]]:
    wallets = [
        f'wallet {row.wallet} "{program.wallets[row.wallet].name}" in parts of {row.scale}'
        for row in plan.wallets
    ]
    return [
        wallets,
        [f"terms {place}: {_terms(program, row)}" for place, row in enumerate(plan.terms)],
        [f"lines {place}: {_selection(row)}" for place, row in enumerate(plan.selections)],
        [f"counter {place}: {_counter(row)}" for place, row in enumerate(plan.counters)],
        [f"limit {place}: {_limit(row)}" for place, row in enumerate(plan.limits)],
    ]


def _terms(program: Program, row: Terms) -> str:
    name = program.wallets[row.wallet].name
    return f'"{name}" available {_available(row.available)}, {expiry_words(row.expiry)}'


def _available(available: Availability) -> str:
    match available:
        case AtOnce():
            return "at once"
        case AfterDays():
            return f"after {available.days} days"
        case WhenActivity():
            return f'when "{available.activity}"'
        case _:
            return f"on {schedule_words(available.day)}"


def _selection(row: Selection) -> str:
    if row.everything:
        return "everything"
    named = " or ".join(f'"{name}"' for name in row.scope.products) or "everything"
    without = ", ".join(f'"{name}"' for name in row.scope.without)
    return f"{named} except {without}" if without else named


def _counter(row: Counter) -> str:
    named = f' "{row.name}"' if row.name else ""
    windows = "; ".join(window_words(window) for window in row.windows)
    return f"{row.quantity}{named} of lines {row.selection}, {windows}"


def _limit(row: PlanLimit) -> str:
    whose = f'{row.owner_kind} "{row.owner}"'
    if row.holds is not None:
        return f"{whose} holds at most {row.holds}"
    much = f"{row.amount}" if row.amount is not None else f"{row.times} times"
    told_apart = f' "{row.value}"' if row.value else ""
    return f"{whose} at most {much} per {row.scope}{told_apart}, {window_words(row.window)}"


def _procedure(program: Program, plan: Plan, procedure: Procedure) -> Iterator[str]:
    yield f"on {_occasion(program, procedure.occasion)}"
    if procedure.counter is not None:
        yield f"  passes marks of counter {procedure.counter}"
    for place, operation in enumerate(procedure.operations):
        text, comment = words_of(program, operation)
        line = f"  r{place} = {text}"
        yield f"{line:<{_COMMENT_COLUMN}}  # {comment}" if comment else line
    if procedure.result is not None:
        yield f"  result r{procedure.result}"
    for mark in procedure.marks:
        earned = "without a count" if mark.earned is None else f"earned r{mark.earned}"
        kept = "" if mark.kept is None else f", kept r{mark.kept}"
        yield f'  tier "{program.tiers[mark.tier].name}": {earned}{kept}'


def _occasion(program: Program, occasion: Occasion) -> str:
    match occasion:
        case OnPurchase():
            return "a purchase"
        case OnNth():
            return f"purchase or activity number {occasion.count}"
        case OnActivity():
            return f'activity "{occasion.activity}"'
        case OnOccasion():
            return f"{occasion.occasion}"
        case OnMemberDate():
            return f'the "{occasion.attribute}"'
        case OnTier():
            return f'reaching tier "{occasion.tier}"'
        case OnRewardUsed():
            return f'using reward "{occasion.reward}"'
        case OnCount():
            return f"reaching {occasion.counted.at_least}"
        case OnEach():
            return f"each {occasion.amount_minor}"
        case OnSchedule():
            return schedule_words(occasion.schedule)
        case OnAbsence():
            return f"{occasion.length.count} {occasion.length.unit}s without a purchase"
        case TierMarks():
            return "asking which tiers are earned"
        case WhenRedeeming():
            return f'asking for reward "{program.rewards[occasion.reward].name}"'
        case SegmentMembers():
            return f'asking who is in segment "{program.segments[occasion.segment].name}"'
        case PerkHolders():
            return f'asking who has perk "{program.perks[occasion.perk].name}"'

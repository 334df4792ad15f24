"""Wallets, tiers and memberships in words."""

from collections.abc import Iterator

from dsl.program.measures import Counted
from dsl.program.program import Program
from dsl.program.tiers import (
    ByInvitation,
    Drop,
    ForEveryone,
    Kept,
    KeptFor,
    KeptForLife,
    KeptUntilEndOf,
    Membership,
    StartAtReview,
    StartOnDay,
    Tier,
    WhenCounted,
)
from dsl.program.wallets import (
    AfterDays,
    AfterEarning,
    AfterLast,
    AtOnce,
    Availability,
    EndOfPeriod,
    Expiry,
    Never,
    OnDate,
    OnDates,
    RoundingMode,
    Wallet,
    WhenActivity,
)
from dsl.program.words_of_amounts import (
    counted_words,
    exact_money_words,
    listed,
    money_words,
    names,
    number_words,
    units_words,
)
from dsl.program.words_of_conditions import condition_words
from dsl.program.words_of_measures import counted_measure_words
from dsl.program.words_of_time import date_words, length_words, schedule_words, yearly_words

_ROUNDING = {
    RoundingMode.DOWN: "down",
    RoundingMode.UP: "up",
    RoundingMode.NEAREST: "to the nearest",
}


def wallet_sentences(program: Program, wallet: Wallet) -> Iterator[str]:
    """What members collect, and on what terms."""
    what = f"{program.currency} for later" if wallet.is_money else wallet.plural
    only = ", for status only: they cannot be spent" if wallet.status_only else ""
    yield f"members collect {what}{only}"
    yield f"they are rounded {_ROUNDING[wallet.rounding.mode]} per {wallet.rounding.place}"
    if not wallet.status_only:
        yield f"they can be spent {available_words(wallet.available)}"
    yield f"they {expiry_words(wallet.expiry)}"
    if wallet.hold_at_most is not None:
        yield f"a member holds at most {units_words(program, wallet, wallet.hold_at_most)}"
    for cap in wallet.caps:
        window = f"in any {cap.any_days} days" if cap.any_days else f"per {cap.period}"
        if cap.any_days is None and cap.period is None:
            window = "ever"
        yield f"a member earns at most {units_words(program, wallet, cap.at_most)} {window}"
    if wallet.below_zero:
        yield "a return may take them below zero"
    else:
        yield "a return takes what is there and never goes below zero"
    if wallet.worth is not None and not wallet.is_money:
        unit = wallet.worth.exact * 10**wallet.decimals
        yield f"each counts as {exact_money_words(program, unit)} in what is owed"


def available_words(available: Availability) -> str:
    """From when on an accrual can be spent."""
    match available:
        case AtOnce():
            return "from the next purchase on"
        case AfterDays():
            return f"{counted_words(available.days, 'day')} after earning"
        case WhenActivity():
            return f'once the member has done "{available.activity}"'
        case _:
            return f"from {schedule_words(available.day)} on"


def expiry_words(expiry: Expiry) -> str:
    """When an accrual runs out."""
    match expiry:
        case Never():
            return "never expire"
        case AfterEarning():
            end = f", at the end of the {expiry.end_of}" if expiry.end_of else ""
            return f"expire {length_words(expiry.length)} after earning{end}"
        case AfterLast():
            kinds = [*expiry.keeps_alive, *(f'"{name}"' for name in expiry.activities)]
            end = f", at the end of the {expiry.end_of}" if expiry.end_of else ""
            return f"expire {length_words(expiry.length)} after the last {listed(kinds, 'or')}{end}"
        case OnDate():
            return f"expire on {date_words(expiry.date)}"
        case OnDates():
            days = listed([yearly_words(day) for day in expiry.days], "or")
            return f"expire on the next {days}" + (" of the next year" if expiry.next_year else "")
        case EndOfPeriod():
            return f"expire at the end of the {'next ' if expiry.following else ''}{expiry.period}"


def tier_sentences(program: Program, tier: Tier) -> Iterator[str]:
    """How a tier is reached, kept and lost."""
    yield _entry_words(program, tier)
    if not isinstance(tier.entry, ForEveryone):
        yield from _keeping_sentences(program, tier)
    if tier.includes:
        yield f"it includes all of {names(tier.includes)}"
    yield from tier.terms


def _keeping_sentences(program: Program, tier: Tier) -> Iterator[str]:
    match tier.start:
        case StartOnDay():
            yield f"it starts on {schedule_words(tier.start.day)}"
        case StartAtReview():
            yield "it starts at the next review"
        case _:
            pass
    yield f"it is kept {_kept_words(tier.kept)}"
    if tier.keep:
        yield f"to keep it, {_marks_words(program, tier.keep)} are enough"
    if tier.review is not None:
        yield f"it is reviewed on {schedule_words(tier.review)}"
    if tier.grace_days:
        yield f"after that there are {counted_words(tier.grace_days, 'day')} of grace"
    if not isinstance(tier.kept, KeptForLife):
        yield {
            Drop.ONE: "who loses it goes down one tier",
            Drop.EARNED: "who loses it goes down to the tier that was earned",
            Drop.NEVER: "nobody goes down from it",
        }[tier.drop]
    if tier.carry_over.surplus:
        most = tier.carry_over.at_most
        cut = "" if most is None else f", at most {number_words(most)}"
        yield f"what is more than needed counts for the next time{cut}"


def _entry_words(program: Program, tier: Tier) -> str:
    match tier.entry:
        case ForEveryone():
            return "every member has it"
        case ByInvitation():
            return "members are invited to it"
        case WhenCounted():
            return f"it is reached with {_marks_words(program, tier.entry.any_of)}"
        case _:
            held = [
                ("not: " if guard.negated else "") + condition_words(program, guard.condition)
                for guard in tier.entry.guards
            ]
            return f"members have it while {listed(held)}"


def _marks_words(program: Program, any_of: tuple[tuple[Counted, ...], ...]) -> str:
    ways = [
        listed([counted_measure_words(program, counted) for counted in together])
        for together in any_of
    ]
    return ", or ".join(ways)


def _kept_words(kept: Kept) -> str:
    match kept:
        case KeptFor():
            return f"for {length_words(kept.length)}"
        case KeptUntilEndOf():
            return f"until the end of the {'next ' if kept.following else ''}{kept.period}"
        case KeptForLife():
            return "for life"
        case _:
            return "while that holds"


def membership_sentences(program: Program, membership: Membership) -> Iterator[str]:
    """What a membership costs and how it goes on."""
    fee = membership.fee
    if fee is None:
        yield "members are invited to it" if membership.by_invitation else "it is free to join"
    else:
        each = f"per {fee.period}" if fee.period else "once"
        whom = ", for those who are invited" if membership.by_invitation else ""
        yield f"it costs {money_words(program, fee.amount_minor)} {each}{whom}"
        if fee.period is not None:
            yield "it renews by itself" if membership.renews else "it ends by itself"
    if membership.free_days:
        yield f"the first {counted_words(membership.free_days, 'day')} are free"
    if membership.lapse_days:
        yield f"it lapses after {counted_words(membership.lapse_days, 'day')} unpaid"
    if membership.refund_days:
        days = counted_words(membership.refund_days, "day")
        yield f"who leaves within {days} gets the fee back"
    if membership.rewards_end:
        yield "rewards end with it"
    if membership.includes:
        yield f"it includes all of {names(membership.includes)}"
    yield from membership.terms

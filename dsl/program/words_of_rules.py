"""Rules in words: when they apply, for whom, what they give, and their limits."""

from fractions import Fraction

from dsl.program.measures import Measure, Quantity
from dsl.program.program import Program
from dsl.program.rules import (
    Add,
    Audience,
    Give,
    GiveAmount,
    GiveBands,
    GiveRate,
    Life,
    Limit,
    LimitScope,
    Multiply,
    Occasion,
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
    Trigger,
)
from dsl.program.time import Ever
from dsl.program.wallets import Wallet
from dsl.program.words_of_amounts import (
    counted_words,
    exact_words,
    listed,
    money_words,
    names,
    number_words,
    percent_words,
    unit_name,
    units_words,
    wallet_named,
)
from dsl.program.words_of_measures import (
    counted_measure_words,
    is_money,
    measure_words,
    quantity_words,
    scope_words,
)
from dsl.program.words_of_time import (
    date_words,
    length_words,
    ordinal_words,
    per_window_words,
    schedule_words,
)

_OCCASIONS = {
    Occasion.JOINING: "when a member joins",
    Occasion.BIRTHDAY: "on a member's birthday",
    Occasion.ANNIVERSARY: "on the anniversary of joining",
    Occasion.FEE: "when a member pays the fee",
    Occasion.DONATION: "on a donation",
}


def trigger_words(program: Program, trigger: Trigger) -> str:
    """When a rule's turn comes: "on a purchase"."""
    match trigger:
        case OnPurchase():
            return "on a purchase"
        case OnNth():
            what = f'"{trigger.activity}"' if trigger.activity else "purchase"
            each = "every" if trigger.repeats else "the"
            return f"on {each} {ordinal_words(trigger.count)} {what}"
        case OnActivity():
            return f'on the activity "{trigger.activity}"'
        case OnOccasion():
            return _OCCASIONS[trigger.occasion]
        case OnMemberDate():
            return f'each year on the member\'s "{trigger.attribute}"'
        case OnTier():
            return f'on reaching "{trigger.tier}"'
        case OnRewardUsed():
            return f'on using "{trigger.reward}"'
        case OnCount():
            return f"on reaching {counted_measure_words(program, trigger.counted)}"
        case OnEach():
            number = quantity_words(program, trigger.measure, trigger.amount_minor)
            where = scope_words(trigger.measure.scope)
            return f"on each {number} of {trigger.measure.quantity}{where}"
        case OnSchedule():
            return f"on {schedule_words(trigger.schedule)}"
        case OnAbsence():
            return f"after {length_words(trigger.length)} without a purchase"


def give_words(program: Program, give: Give) -> str:
    """What one line gives: "1 bean per 1 USD of net spend"."""
    wallet = wallet_named(program, give.wallet)
    match give:
        case GiveAmount():
            amount = units_words(program, wallet, give.amount)
            return amount if give.per is None else f"{amount} per {give.per}"
        case Add():
            more = " more" if not give.multiplied else " more, multiplied too"
            return units_words(program, wallet, give.amount) + more
        case Multiply():
            where = scope_words(give.scope)
            return f"{unit_name(wallet)}{where} by {exact_words(give.factor.exact)}"
        case GiveRate():
            return _rate_words(program, wallet, give)
        case GiveBands():
            return _bands_words(program, wallet, give)


def _rate_words(program: Program, wallet: Wallet, give: GiveRate) -> str:
    of = _measured(give.measure)
    if give.step is not None:
        block = units_words(program, wallet, give.rate.exact * give.step)
        step = quantity_words(program, give.measure, give.step)
        return f"{block} for each full {step} of {of}"
    if wallet.is_money and is_money(give.measure):
        return f'{percent_words(give.rate.exact)} of {of} as "{wallet.name}"'
    amount, per = _per(program, give.rate.exact, give.measure)
    if per.startswith("1 ") and not is_money(give.measure):
        where = scope_words(give.measure.scope, "from")
        return f"{units_words(program, wallet, amount)} per {per.removeprefix('1 ')}{where}"
    return f"{units_words(program, wallet, amount)} per {per} of {of}"


def _per(program: Program, rate: Fraction, measure: Measure) -> tuple[int, str]:
    """A rate as a whole amount per a whole number of what is measured, where that can be."""
    unit = 10**program.currency_decimals if is_money(measure) else 1
    each = rate * unit
    return each.numerator, quantity_words(program, measure, unit * each.denominator)


def _measured(measure: Measure) -> str:
    """What a rate is of, without the article."""
    if measure.quantity is Quantity.FIELD:
        return f'"{measure.name}"'
    return measure_words(measure).removeprefix("the number of ").removeprefix("the ")


def _bands_words(program: Program, wallet: Wallet, give: GiveBands) -> str:
    parts = []
    for band in give.bands:
        if wallet.is_money and is_money(give.measure):
            rate = percent_words(band.rate.exact)
        else:
            amount, per = _per(program, band.rate.exact, give.measure)
            rate = f"{units_words(program, wallet, amount)} per {per}"
        mark = band.up_to
        end = "beyond" if mark is None else f"up to {quantity_words(program, give.measure, mark)}"
        parts.append(f"{rate} {end}")
    way = "the last band counts for everything" if give.whole else "each band counts for its part"
    target = f' as "{wallet.name}"' if wallet.is_money else ""
    return f"by bands of {_measured(give.measure)}{target}: {', '.join(parts)} ({way})"


def limit_words(program: Program, limit: Limit) -> str:
    """A limit: "at most 200 beans per member per month"."""
    if limit.times is not None:
        much = "once" if limit.times == 1 else f"at most {number_words(limit.times)} times"
    elif limit.wallet:
        wallet = wallet_named(program, limit.wallet)
        much = f"at most {units_words(program, wallet, limit.amount or 0)}"
    else:
        much = f"at most {money_words(program, limit.amount or 0)}"
    whose = {
        LimitScope.MEMBER: "per member",
        LimitScope.PURCHASE: "per purchase",
        LimitScope.STORE: "per store",
        LimitScope.VALUE: f'per member per "{limit.value}"',
        LimitScope.PROGRAM: "for all members together",
    }[limit.scope]
    window, is_shared = per_window_words(limit.window), limit.scope is LimitScope.PROGRAM
    known = limit.scope is LimitScope.PURCHASE or isinstance(limit.window, Ever)
    if known or not window:
        return f"{much} {whose}"
    return f"{much} {window} {whose}" if is_shared else f"{much} {whose} {window}"


def audience_words(audience: Audience) -> str:
    """For whom; empty for everybody."""
    groups = []
    if audience.tiers:
        groups.append(f"tier {names(audience.tiers, 'or')}")
    if audience.memberships:
        groups.append(f"membership {names(audience.memberships, 'or')}")
    if audience.segments:
        groups.append(f"segment {names(audience.segments, 'or')}")
    return listed(groups, "or")


def life_words(life: Life) -> list[str]:
    """When a rule lives, as sentences' parts."""
    found = []
    if life.first and life.last:
        found.append(f"runs from {date_words(life.first)} to {date_words(life.last)}")
    elif life.first:
        found.append(f"runs from {date_words(life.first)}")
    elif life.last:
        found.append(f"runs until {date_words(life.last)}")
    if life.during:
        found.append(f"runs during {names(life.during, 'or')}")
    if life.paused:
        found.append("is switched off for now")
    return found


def chosen_days_words(count: int, period: str) -> str:
    """Days that the member chooses."""
    return f"only on {counted_words(count, 'day')} per {period} that the member chooses"

"""Each operation in a few words, with the name that it works for."""

from collections.abc import Callable, Iterable
from typing import Any

from dsl.plan import amounts, asking, effects, judging
from dsl.plan.operations import Operation
from dsl.plan.window_words import window_words
from dsl.program.program import Program

Words = Callable[[Any], str]


def words_of(program: Program, operation: Operation) -> tuple[str, str]:
    """An operation's words, and a comment: the rule or the name that it is about."""
    return WORDS[type(operation)](operation), _comment(program, operation)


def _comment(program: Program, operation: Operation) -> str:
    match operation:
        case asking.ReadBalance():
            return f'wallet "{program.wallets[operation.wallet].name}"'
        case judging.InCalendar():
            names = [program.calendars[index].name for index in operation.calendars]
            return "calendar " + ", ".join(f'"{name}"' for name in names)
        case asking.HasMembership():
            names = [program.memberships[index].name for index in operation.memberships]
            return "membership " + ", ".join(f'"{name}"' for name in names)
        case _:
            rule = getattr(operation, "rule", -1)
            return f'rule "{program.rules[rule].name}"' if rule >= 0 else ""


def _r(register: int | None) -> str:
    return "none" if register is None else f"r{register}"


def _list(registers: Iterable[int]) -> str:
    return "[" + " ".join(f"r{register}" for register in registers) + "]"


def _rows(kind: str, rows: tuple[int, ...]) -> str:
    return f" {kind} " + " ".join(str(row) for row in rows) if rows else ""


def _of_mask(mask: int | None) -> str:
    return "" if mask is None else f" in r{mask}"


def _often(times: int | None) -> str:
    return "" if times is None else f" times r{times}"


def _compare(operation: judging.Compare) -> str:
    high = "" if operation.high is None else f" and {operation.high}"
    return f"r{operation.value} {operation.relation} {operation.low}{high}"


def _ago(operation: judging.Ago) -> str:
    length = f"{operation.length.count} {operation.length.unit}s"
    other = operation.other
    high = "" if other is None else f" and {other.count} {other.unit}s"
    return f"r{operation.day} {operation.relation} {length}{high} ago"


def _nth(operation: judging.Nth) -> str:
    every = "a multiple of" if operation.repeats else "number"
    return f"r{operation.value} is {every} {operation.count}"


def _fires(operation: judging.Fires) -> str:
    reasons = []
    for reason in operation.reasons:
        number = f" {reason.index + 1}" if reason.part == "when" else ""
        reasons.append(f"{reason.part}{number} r{reason.truth}")
    return "fires if " + ", ".join(reasons) if reasons else "fires always"


def _bands(operation: amounts.Bands) -> str:
    marks = [*(f"up to {mark}" for mark in operation.marks), "beyond"]
    parts = [f"{by} {mark}" for by, mark in zip(operation.factors, marks, strict=True)]
    after = "" if operation.before is None else f" after r{operation.before}"
    way = ", the last for all" if operation.whole else ""
    return f"bands of r{operation.slots}{_of_mask(operation.mask)}{after}: {', '.join(parts)}{way}"


def _round(operation: amounts.Round) -> str:
    after = "" if operation.before is None else f" after r{operation.before}"
    how = f"{operation.mode} per {operation.place}"
    return f"round {_list(operation.amounts)}{after} by {operation.scale} {how}"


def _post(operation: effects.Post) -> str:
    often = _rows("often", operation.times_limits) + _often(operation.times)
    nothing = " or nothing" if operation.or_nothing else ""
    place = f"wallet {operation.wallet} terms {operation.terms}"
    limits = _rows("limits", operation.limits)
    return f"post r{operation.numbers}.{operation.index} in {place}{limits}{often}{nothing}"


def _take_off(operation: effects.TakeOff) -> str:
    nothing = " or nothing" if operation.or_nothing else ""
    limits = _rows("limits", operation.limits)
    return f"take off if r{operation.fires}{_of_mask(operation.mask)}{limits}{nothing}"


WORDS: dict[type, Words] = {
    asking.Constant: lambda op: f"constant {op.value}",
    asking.ReadClock: lambda op: f"clock {op.part}",
    asking.ReadProperty: lambda op: f"property {op.property}",
    asking.ReadField: lambda op: f'field "{op.field}"',
    asking.ReadTimes: lambda op: "times",
    asking.ReadLines: lambda op: f"lines {op.quantity}",
    asking.SelectLines: lambda op: f"select lines {op.selection}",
    asking.ReadTier: lambda op: "tier",
    asking.HasMembership: lambda op: "membership" + _rows("", op.memberships).replace("  ", " "),
    asking.ReadAttribute: lambda op: f'attribute "{op.attribute}"',
    asking.ReadBalance: lambda op: f"balance of wallet {op.wallet}",
    asking.ReadHistory: lambda op: f"history of counter {op.counter}, {window_words(op.window)}",
    asking.ReadVisit: lambda op: "visit",
    asking.ReadDay: lambda op: f"day of {op.since}" + ("" if op.tier < 0 else f" tier {op.tier}"),
    asking.ReadPeriods: lambda op: f"{op.period}s{_often(op.times)}",
    asking.ReadCarry: lambda op: f"carried {op.carry}",
    asking.ChosenDay: lambda op: "chosen day",
    asking.ReadPaid: lambda op: f"paid as r{op.number}",
    asking.TimesLeft: lambda op: f"times left{_rows('limits', op.limits)}{_often(op.wanted)}",
    judging.Compare: _compare,
    judging.OneOf: lambda op: f"r{op.value} one of {', '.join(str(each) for each in op.values)}",
    judging.InCalendar: lambda op: "in calendar" + _rows("", op.calendars).replace("  ", " "),
    judging.Ago: _ago,
    judging.Nth: _nth,
    judging.Not: lambda op: f"not r{op.value}",
    judging.AllOf: lambda op: f"all of {_list(op.values)}",
    judging.AnyTrue: lambda op: f"any of {_list(op.values)}",
    judging.Fires: _fires,
    judging.Wins: lambda op: f"wins {op.policy} r{op.amounts[op.rank]} of {_list(op.amounts)}",
    amounts.Total: lambda op: f"total of r{op.slots}{_of_mask(op.mask)}",
    amounts.Plus: lambda op: f"r{op.first} plus r{op.second}",
    amounts.FixedAmount: lambda op: f"fixed {op.exact}{_often(op.times)}",
    amounts.Scale: lambda op: f"scale r{op.slots}{_of_mask(op.mask)} by {op.factor}",
    amounts.ScaleNumber: lambda op: f"scale number r{op.value} by {op.factor}",
    amounts.Steps: lambda op: f"steps of {op.step} in r{op.value} by {op.factor}",
    amounts.Bands: _bands,
    amounts.Claim: lambda op: f"claim r{op.amounts} if r{op.fires}",
    amounts.Covers: lambda op: f"covers {_r(op.amounts)}{_of_mask(op.mask)} if r{op.fires}",
    amounts.GiveWay: lambda op: f"give way {_r(op.mask)} to {_list(op.to)}",
    amounts.Gather: lambda op: f"gather {_list(op.amounts)}",
    amounts.Excess: lambda op: (
        f"excess of r{op.base}{_of_mask(op.mask)} by {op.numerator}/{op.denominator} if r{op.fires}"
    ),
    amounts.KeepBest: lambda op: f"keep best r{op.among[op.rank]} of {_list(op.among)}",
    amounts.Round: _round,
    effects.TakeOff: _take_off,
    effects.SettleDiscounts: lambda op: f"settle discounts {_list(op.discounts)}",
    effects.Post: _post,
    effects.Carry: lambda op: f"carry {op.carry} {_list(op.amounts)}",
    effects.IssueBenefit: lambda op: (
        f"issue if r{op.fires}{_rows('limits', op.limits)}{_often(op.times)}"
    ),
}

"""Reads wallets, and the lines on rounding, availability and expiry that rules have too."""

from collections.abc import Callable
from typing import Any

from dsl.checker.context import Context, WalletFacts, name_of
from dsl.checker.declared import LARGEST_DECIMALS
from dsl.checker.lines import Clause, Lines
from dsl.checker.phrases.dates import day_to_come, one_date, period, yearly_day
from dsl.checker.phrases.limits import LimitLine, limit
from dsl.checker.phrases.texts import constant
from dsl.checker.problems import about_amounts, about_lines, about_settings
from dsl.checker.quantities import days, duration, exact_money, in_wallet, positive
from dsl.checker.resolve import resolve, resolve_in
from dsl.diagnostics.diagnostic import Edit, Fix
from dsl.program import wallets as program
from dsl.program.model import Ratio
from dsl.program.rules import LimitScope
from dsl.program.time import InPeriod, Rolling
from dsl.program.wallets import AccrualCap, Rounding, RoundingMode, RoundingPlace, Wallet
from dsl.syntax.tree import Node
from dsl.values.currencies import DECIMALS

_PLACES = {
    "per_line": RoundingPlace.LINE,
    "per_purchase": RoundingPlace.PURCHASE,
    "per_month": RoundingPlace.MONTH,
}


def _rounding(mode: RoundingMode) -> Callable[[Context, Node], Rounding]:
    def read(context: Context, node: Node) -> Rounding:
        place = node.node(*_PLACES)
        return Rounding(mode=mode, place=_PLACES[place.kind] if place else RoundingPlace.PURCHASE)

    return read


def _quantity(node: Node) -> Node:
    found = node.node("quantity")
    assert found is not None
    return found


def _available_after(context: Context, node: Node) -> program.AfterDays | None:
    number = days(context, _quantity(node))
    return None if number is None else program.AfterDays(days=number)


def _available_on(context: Context, node: Node) -> program.OnDay | None:
    found = day_to_come(context, node)
    return None if found is None else program.OnDay(day=found)


def _available_when(context: Context, node: Node) -> program.WhenActivity | None:
    name = resolve_in(context, node, "activity")
    return None if name is None else program.WhenActivity(activity=name)


def _end(node: Node) -> dict[str, Any]:
    moved = node.node("moved_to_end")
    inner = moved.node("period") if moved else None
    return {"end_of": period(inner)} if inner else {}


def _after_earning(context: Context, node: Node) -> program.AfterEarning | None:
    length = duration(context, _quantity(node))
    if length is None or positive(context, length.count, _quantity(node)) is None:
        return None
    return program.AfterEarning(length=length, **_end(node))


_KEEPS = {"last_purchase": "purchase", "last_earning": "earning", "last_spending": "spending"}


def _after_last(context: Context, node: Node) -> program.AfterLast | None:
    length = duration(context, _quantity(node))
    keeps: list[Any] = [_KEEPS[part.kind] for part in node.nodes(*_KEEPS)]
    leaves = [leaf for part in node.nodes("last_activity") for leaf in part.leaves("NAME")]
    activities = [resolve(context, leaf, "activity") for leaf in leaves]
    known = [name for name in activities if name is not None]
    if length is None or len(known) < len(activities):
        return None
    if positive(context, length.count, _quantity(node)) is None:
        return None
    return program.AfterLast(
        length=length,
        keeps_alive=tuple(dict.fromkeys(keeps)),
        activities=tuple(dict.fromkeys(known)),
        **_end(node),
    )


def _on_date(context: Context, node: Node) -> program.OnDate | None:
    part = node.node("date")
    assert part is not None
    found = one_date(context, part)
    return None if found is None else program.OnDate(date=found)


def _on_days(context: Context, node: Node) -> program.OnDates | None:
    found = [yearly_day(context, part) for part in node.nodes("day_in_year")]
    known = [one for one in found if one is not None]
    return program.OnDates(days=tuple(known)) if len(known) == len(found) else None


def _next_year(context: Context, node: Node) -> program.OnDates | None:
    found = _on_days(context, node)
    return None if found is None else program.OnDates(days=found.days, next_year=True)


def _at_end(following: bool) -> Callable[[Context, Node], program.EndOfPeriod]:
    def read(context: Context, node: Node) -> program.EndOfPeriod:
        inner = node.node("period")
        assert inner is not None
        return program.EndOfPeriod(period=period(inner), following=following)

    return read


ROUNDING = {
    "round_down": Clause("rounding", _rounding(RoundingMode.DOWN)),
    "round_up": Clause("rounding", _rounding(RoundingMode.UP)),
    "round_nearest": Clause("rounding", _rounding(RoundingMode.NEAREST)),
}
AVAILABILITY = {
    "available_at_once": Clause("available", constant(program.AtOnce())),
    "available_after": Clause("available", _available_after),
    "available_on": Clause("available", _available_on),
    "available_when": Clause("available", _available_when),
}
EXPIRY = {
    "expire_never": Clause("expiry", constant(program.Never())),
    "expire_after_earning": Clause("expiry", _after_earning),
    "expire_after_last": Clause("expiry", _after_last),
    "expire_on_date": Clause("expiry", _on_date),
    "expire_on_days": Clause("expiry", _on_days),
    "expire_next_year": Clause("expiry", _next_year),
    "expire_at_end": Clause("expiry", _at_end(following=False)),
    "expire_at_end_of_next": Clause("expiry", _at_end(following=True)),
}


def _unit(context: Context, node: Node) -> tuple[str, str]:
    unit, plural = node.leaves("WORD")
    return unit.text, plural.text


def _holds(context: Context, node: Node) -> str | None:
    leaf = node.leaf("WORD")
    assert leaf is not None
    if leaf.text == context.currency or not context.currency:
        return leaf.text
    if leaf.text in DECIMALS:
        about_amounts.units_do_not_mix(
            context,
            node,
            f"a wallet in {leaf.text} in a program that counts in {context.currency}",
            f"{leaf.text} is another currency",
            f"A program has one currency, and its money wallets hold it: {context.currency}.",
            fix=Fix(f"hold {context.currency}", edits=(Edit(leaf.span, context.currency),)),
        )
    else:
        about_settings.unknown_currency(context, leaf, [context.currency])
    return None


def _decimals(context: Context, node: Node) -> int | None:
    leaf = node.leaf("NUMBER")
    assert leaf is not None
    if not leaf.text.isdecimal() or int(leaf.text[:9]) > LARGEST_DECIMALS:
        about_amounts.number_too_large(context, leaf, str(LARGEST_DECIMALS))
        return None
    return int(leaf.text)


def _own(context: Context) -> WalletFacts | None:
    return context.wallets.get(context.block_name)


def _hold_at_most(context: Context, node: Node) -> int | None:
    found = in_wallet(context, _quantity(node), _own(context))
    return None if found is None else found.amount


def _cap(context: Context, node: Node) -> AccrualCap | None:
    found = limit(context, node, _own(context))
    if found is None:
        return None
    if found.limit.times is not None or found.limit.scope is not LimitScope.MEMBER:
        about_lines.statement_does_not_belong(
            context,
            node,
            "A wallet limits the amount that a member collects; how often something pays, and"
            " what all members get together, is said in the rules.",
        )
        return None
    return _accrual_cap(context, node, found)


def _accrual_cap(context: Context, node: Node, found: LimitLine) -> AccrualCap | None:
    amount, window = found.limit.amount, found.limit.window
    assert amount is not None
    if isinstance(window, InPeriod):
        return AccrualCap(at_most=amount, period=window.period)
    if isinstance(window, Rolling):
        if window.length.unit == "day":
            return AccrualCap(at_most=amount, any_days=window.length.count)
        about_amounts.days_only(context, found.window_node or node)
        return None
    return AccrualCap(at_most=amount)


def _worth(context: Context, node: Node) -> Ratio | None:
    value = exact_money(context, _quantity(node))
    word = node.leaf("WORD")
    assert word is not None
    own = _own(context)
    if value is None or own is None:
        return None
    if word.text not in (own.unit, own.plural):
        about_amounts.unknown_unit(context, word, [own.unit], "the wallet's unit")
        return None
    return Ratio.of(value / 10**own.decimals)


_TABLE = {
    "unit": Clause("unit", _unit),
    "holds": Clause("holds", _holds),
    "for_status_only": Clause("status_only", constant(True)),
    "decimals": Clause("decimals", _decimals),
    **ROUNDING,
    **AVAILABILITY,
    **EXPIRY,
    "hold_at_most": Clause("hold_at_most", _hold_at_most),
    "at_most": Clause("caps", _cap, many=True),
    "pay_part": Clause("pay_part", constant(True)),
    "returns_stop_at_zero": Clause("below_zero", constant(False)),
    "returns_may_go_below_zero": Clause("below_zero", constant(True)),
    "transfer_not_allowed": Clause("transfer", constant(False)),
    "worth_per_unit": Clause("worth", _worth),
}
FIELDS = (
    "status_only",
    "rounding",
    "available",
    "expiry",
    "hold_at_most",
    "caps",
    "below_zero",
    "worth",
)


def wallet(context: Context, block: Node) -> Wallet | None:
    """The wallet of a block."""
    lines = Lines(context, block, _TABLE)
    leaf = block.leaf("NAME")
    assert leaf is not None
    name = name_of(leaf)
    facts = context.wallets[name]
    values = lines.values("unit", "holds", "decimals", *FIELDS)
    if "unit" in values:
        values["unit"], values["plural"] = values["unit"]
    values["is_money"] = bool(values.pop("holds", None))
    values["decimals"] = facts.decimals
    _require(context, block, lines, facts)
    return Wallet(name=name, **values)


def _require(context: Context, block: Node, lines: Lines, facts: WalletFacts) -> None:
    """A wallet says what it counts and, where it can be spent, when that expires."""
    if lines.has_unread:
        return
    unit, holds = lines.line("unit"), lines.line("holds")
    if unit is None and holds is None:
        about_lines.missing_statement(
            context,
            block,
            "what it counts",
            "unit point, plural points",
            "Amounts name the unit of their wallet; a wallet of money says which currency it"
            " holds instead.",
        )
    elif unit is not None and holds is not None:
        about_lines.doubled_statement(context, "wallet", unit, holds)
    if not facts.status_only and not lines.says("expiry") and not lines.has_left_out:
        about_lines.missing_statement(
            context,
            block,
            f"when {facts.plural or 'the money'} expire{'' if facts.plural else 's'}",
            "expire 12 months after earning",
            "What is never spent is owed for ever, unless the wallet says when it expires;"
            ' "expire never" says that it does not.',
            slug="missing-expiry",
        )

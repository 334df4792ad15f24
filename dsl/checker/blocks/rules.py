"""Reads earning rules and benefits."""

from typing import Any

from dsl.checker.blocks.gives import GIVES
from dsl.checker.blocks.offers import OFFER_LINES, offer, offer_values
from dsl.checker.blocks.triggers import TRIGGERS, on_day, read_trigger
from dsl.checker.blocks.wallets import AVAILABILITY, EXPIRY, ROUNDING
from dsl.checker.context import Context, WalletFacts
from dsl.checker.lines import Clause, Lines
from dsl.checker.phrases.audiences import for_line, together
from dsl.checker.phrases.conditions import guard
from dsl.checker.phrases.dates import one_date
from dsl.checker.phrases.limits import limit
from dsl.checker.phrases.texts import constant, text
from dsl.checker.problems import about_dates, about_lines
from dsl.checker.quantities import is_money
from dsl.checker.resolve import names_in, resolve_in
from dsl.program.offers import (
    CheapestFree,
    FreeProduct,
    FreeShipping,
    MoneyOff,
    Offer,
    PercentOff,
)
from dsl.program.rules import (
    EVERYBODY,
    Audience,
    Benefit,
    GiveBands,
    Life,
    Limit,
    OnNth,
    OnPurchase,
    Rule,
    Trigger,
)
from dsl.syntax.tree import Node

OFF_A_PURCHASE = (MoneyOff, PercentOff, FreeProduct, CheapestFree, FreeShipping)


def _wallets(context: Context) -> list[WalletFacts]:
    return [context.wallets[name] for name in context.gives_into if name in context.wallets]


def _limit(context: Context, node: Node) -> Limit | None:
    """A limit on what the rule gives: in its wallet, where it fills only one."""
    into = _wallets(context)
    found = limit(context, node, into[0] if len(into) == 1 else None)
    if found is None:
        return None
    if found.limit.wallet and into and found.limit.wallet not in context.gives_into:
        about_lines.limit_of_another_wallet(context, node, found.limit.wallet, into)
        return None
    return found.limit


def _benefit_limit(context: Context, node: Node) -> Limit | None:
    """A limit on a benefit: how often, or how much money it takes off purchases."""
    found = limit(context, node, None, money_is_spent=True)
    if found is None:
        return None
    if found.limit.wallet:
        about_lines.statement_does_not_belong(
            context,
            node,
            "A benefit puts nothing into a wallet; it is limited in times, or in money off.",
        )
        return None
    return found.limit


def _check_money_limits(context: Context, lines: Lines, trigger: Trigger, given: Offer) -> None:
    """Money can limit only what comes off the purchase at hand."""
    at_once = isinstance(trigger, OnPurchase) or (
        isinstance(trigger, OnNth) and not trigger.activity
    )
    if at_once and isinstance(given, OFF_A_PURCHASE):
        return
    for line in lines.fields["limits"] if lines.says("limits") else ():
        found = line.node.node("quantity")
        if found is not None and is_money(context, found):
            about_lines.statement_does_not_belong(
                context,
                line.node,
                "Money limits what comes off a purchase at once. What is issued is limited by how"
                " often: at most 2 times per member per year.",
            )


def _rules_named(context: Context, node: Node) -> list[str] | None:
    found = list(names_in(context, node, "earn", "benefit"))
    if context.block_name in found:
        about_lines.stands_for_itself(context, node)
        return None
    return found or None


def _group(context: Context, node: Node) -> str | None:
    return resolve_in(context, node, "group")


def _runs_from(context: Context, node: Node) -> dict[str, Any] | None:
    dates = list(node.nodes("date"))
    found = [one_date(context, part) for part in dates]
    if None in found:
        return None
    first, last = found[0], found[1] if len(found) > 1 else None
    if first and last and last < first:
        about_dates.empty_dates(context, node, first, last)
        return None
    return {"first": first, "last": last} if last else {"first": first}


def _runs_until(context: Context, node: Node) -> dict[str, Any] | None:
    part = node.node("date")
    assert part is not None
    last = one_date(context, part)
    return None if last is None else {"last": last}


def _runs_during(context: Context, node: Node) -> str | None:
    return resolve_in(context, node, "calendar")


LIFE = {
    "runs_from": Clause("dates", _runs_from),
    "runs_until": Clause("dates", _runs_until),
    "runs_during": Clause("during", _runs_during, many=True),
    "paused": Clause("paused", constant(True)),
}
WHO_AND_WHEN = {
    "when": Clause("guards", guard, many=True),
    "when_any": Clause("guards", guard, many=True),
    "unless": Clause("guards", guard, many=True),
    "for_audience": Clause("audience", for_line, many=True),
    **LIFE,
    "terms": Clause("terms", text, many=True),
}
_RULE_LINES = {
    **WHO_AND_WHEN,
    "at_most": Clause("limits", _limit, many=True),
    "once": Clause("limits", _limit, many=True),
    "pay_part": Clause("cut_to_nothing", constant(False)),
    "pay_nothing": Clause("cut_to_nothing", constant(True)),
    "instead_of": Clause("instead_of", _rules_named, many=True),
    "on_top_of": Clause("on_top_of", _rules_named, many=True),
    "in_group": Clause("group", _group),
}
_EARN = {**TRIGGERS, **GIVES, **ROUNDING, **AVAILABILITY, **EXPIRY, **_RULE_LINES}
_BENEFIT = {
    **TRIGGERS,
    "give_offer": Clause("offer", offer),
    "issued_on": Clause("trigger", on_day),
    **OFFER_LINES,
    **_RULE_LINES,
    "at_most": Clause("limits", _benefit_limit, many=True),
}


def who_and_when(lines: Lines) -> dict[str, Any]:
    """Audience, conditions and life of a rule, reward or perk."""
    values = lines.values("guards", "terms")
    audience = lines.read("audience")
    if audience:
        values["audience"] = together(audience)
    life = dict(lines.read("dates") or {})
    life.update(lines.values("during", "paused"))
    if life:
        values["life"] = Life(**life)
    return values


def _is_empty(context: Context, block: Node, lines: Lines) -> bool:
    """Whether a block has no lines; it is then left out with a warning."""
    if lines.fields or lines.has_unread or lines.has_left_out or lines.nested:
        return False
    context.empty.append(block)
    return True


def _combining(lines: Lines) -> dict[str, Any]:
    values = lines.values("limits", "cut_to_nothing", "instead_of", "on_top_of", "group")
    for field in ("instead_of", "on_top_of"):
        if field in values:
            values[field] = tuple(dict.fromkeys(values[field]))
    return values


def earn(context: Context, block: Node, inside: Audience = EVERYBODY) -> Rule | None:
    """The earning rule of a block."""
    lines = Lines(context, block, _EARN)
    if _is_empty(context, block, lines):
        return None
    trigger = read_trigger(context, lines)
    gives = lines.read("gives") or ()
    context.gives_into = list(dict.fromkeys(give.wallet for give in gives))
    whole = lines.line("whole")
    if whole is not None and not any(isinstance(give, GiveBands) for give in gives):
        about_lines.no_bands_here(context, whole, bool(lines.nodes_of("give_by_bands")))
    if lines.read("whole"):
        gives = tuple(
            give.model_copy(update={"whole": True}) if isinstance(give, GiveBands) else give
            for give in gives
        )
    values = lines.values("rounding", "available", "expiry", "chosen_days")
    values.update(who_and_when(lines))
    values.update(_combining(lines))
    _require_trigger(context, block, lines)
    if not lines.says("gives") and not lines.has_unread and not lines.has_left_out:
        about_lines.missing_statement(
            context,
            block,
            "what it gives",
            f"give 10 {_some_unit(context)}",
            "A rule gives an amount or adds to what other rules give.",
        )
    return _rule(context, lines, trigger, inside, {**values, "gives": gives})


def _some_unit(context: Context) -> str:
    return next((one.plural for one in context.wallets.values() if one.plural), "points")


def _require_trigger(context: Context, block: Node, lines: Lines) -> None:
    if lines.says("trigger") or lines.has_unread or lines.has_left_out:
        return
    about_lines.missing_statement(
        context,
        block,
        "when it happens",
        "on a purchase",
        "It needs a line that says what it waits for: a purchase, an activity, a birthday, a day.",
    )


def _rule(
    context: Context, lines: Lines, trigger: Trigger | None, inside: Audience, values: Any
) -> Rule | None:
    if trigger is None or lines.has_left_out:
        return None
    return Rule(name=context.block_name, trigger=trigger, inside=inside, **values)


def benefit(context: Context, block: Node, inside: Audience = EVERYBODY) -> Rule | None:
    """The benefit of a block, as a rule that hands over an offer."""
    lines = Lines(context, block, _BENEFIT)
    if _is_empty(context, block, lines):
        return None
    trigger = read_trigger(context, lines)
    given = lines.read("offer")
    context.gives_into = []
    values = lines.values("chosen_days")
    values.update(who_and_when(lines))
    values.update(_combining(lines))
    handed_over = offer_values(context, block, lines, given)
    _require_trigger(context, block, lines)
    if not lines.says("offer") and not lines.has_unread and not lines.has_left_out:
        about_lines.missing_statement(
            context,
            block,
            "what it gives",
            f"give 5 {context.currency or 'USD'} off",
            "A benefit hands something over; a perk is a block of its own.",
        )
    if given is None:
        return None
    if trigger is not None:
        _check_money_limits(context, lines, trigger, given)
    whole = {**values, "benefit": Benefit(offer=given, **handed_over)}
    return _rule(context, lines, trigger, inside, whole)

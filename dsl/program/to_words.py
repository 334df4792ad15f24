"""The whole program in plain words, block by block."""

from collections.abc import Iterable, Iterator

from dsl.program.conditions import Guard
from dsl.program.model import Ratio
from dsl.program.names import Group, GroupPolicy, Stacking
from dsl.program.program import Discounts, Joining, Program
from dsl.program.rewards import Perk, Price, Reward
from dsl.program.rules import Audience, Benefit, Multiply, Rule, Validity
from dsl.program.words_of_amounts import (
    listed,
    money_words,
    names,
    percent_words,
    units_words,
    wallet_named,
)
from dsl.program.words_of_conditions import guard_words
from dsl.program.words_of_members import (
    available_words,
    expiry_words,
    membership_sentences,
    tier_sentences,
    wallet_sentences,
)
from dsl.program.words_of_names import (
    activity_sentences,
    attribute_sentences,
    products_sentences,
)
from dsl.program.words_of_offers import offer_words, validity_words
from dsl.program.words_of_rules import (
    audience_words,
    chosen_days_words,
    give_words,
    life_words,
    limit_words,
    trigger_words,
)
from dsl.program.words_of_time import calendar_words, date_words, schedule_words

_JOINING = {
    Joining.FREE: "Joining is free.",
    Joining.PAYING: "One joins by paying.",
    Joining.INVITATION: "One joins by invitation.",
}
_STACKING = {
    Stacking.ADD: "Multipliers add up: 2x and 3x make 4x.",
    Stacking.MULTIPLY: "Multipliers multiply: 2x and 3x make 6x.",
    Stacking.BEST: "Of several multipliers the best one counts.",
}
_DISCOUNTS = {
    Discounts.COMBINE: "Discounts for members add up.",
    Discounts.BEST: "Of several discounts on one line the best one counts.",
    Discounts.SEPARATE: "Discounts are not combined: the first in the text counts.",
}
_POLICIES = {
    GroupPolicy.ALL: "all of its rules count",
    GroupPolicy.BEST: "of its rules only the best counts for a purchase",
    GroupPolicy.FIRST: "of its rules only the first that pays counts for a purchase",
    GroupPolicy.CHOICE: "the member chooses one of its rules",
}


_TITLES = {"program": "", "earn": "Rule", "benefit": "Rule"}
"""What a block is called where it is not the first word of its header."""


def program_in_words(program: Program) -> str:
    """The program as short paragraphs, for people who do not read its text."""
    paragraphs = (
        _paragraph(f"{title} {_q(name)}" if title else name, sentences)
        for title, name, sentences in _blocks(program)
    )
    return "\n\n".join(paragraphs) + "\n"


def block_in_words(program: Program, kind: str, name: str) -> tuple[str, ...]:
    """One block of a program, sentence by sentence; nothing where there is nothing to say of it.

    Args:
        kind: the first word of its header.
        name: as its header says it.
    """
    title = _TITLES.get(kind, kind.capitalize())
    return next(
        (
            tuple(_sentence(words) for words in sentences)
            for each, named, sentences in _blocks(program)
            if (each, named) == (title, name)
        ),
        (),
    )


def _blocks(program: Program) -> Iterator[tuple[str, str, Iterable[str]]]:
    """What each block is called, its name, and its sentences."""
    yield "", program.name, _program_sentences(program)
    yield from _name_blocks(program)
    yield from _member_blocks(program)
    for rule in program.rules:
        yield "Rule", rule.name, rule_sentences(program, rule)
    for reward in program.rewards:
        yield "Reward", reward.name, reward_sentences(program, reward)
    for perk in program.perks:
        yield "Perk", perk.name, _perk_sentences(program, perk)


def _q(name: str) -> str:
    return f'"{name}"'


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")


def _paragraph(title: str, sentences: Iterable[str]) -> str:
    return "\n".join([title, *(f"  {_sentence(words)}" for words in sentences)])


def _program_sentences(program: Program) -> Iterator[str]:
    yield f"Money is in {program.currency}; days are those of {program.time_zone}."
    yield _JOINING[program.joining]
    if program.minimum_age is not None:
        yield f"Members are at least {program.minimum_age} years old."
    if program.starts:
        yield f"The program starts on {date_words(program.starts)}."
    if program.ends:
        yield f"The program ends on {date_words(program.ends)}."
    left_out = listed([str(part) for part in program.net_spend_leaves_out])
    yield f"Net spend leaves out {left_out or 'nothing'}."
    if any(isinstance(give, Multiply) for rule in program.rules for give in rule.gives):
        yield _STACKING[program.multipliers]
    if any(rule.benefit for rule in program.rules):
        yield _DISCOUNTS[program.discounts]
    if program.tiers:
        when = "the purchase that earns it" if program.tier_counts_at_once else "the next purchase"
        yield f"A new tier counts from {when}."
    for name in program.spendable_at_once:
        units = wallet_named(program, name).plural or program.currency
        yield f"New {units} can pay for a reward on the purchase that earns them."
    if program.causes:
        yield f"Donations go to {names(program.causes, 'or')}."
    if program.margin is not None:
        yield f"The shop keeps {percent_words(program.margin.exact)} of what it sells."
    for former in program.former_names:
        yield f"{_q(former.name)} was called {_q(former.before)} before."
    yield from program.terms


def _name_blocks(program: Program) -> Iterator[tuple[str, str, Iterable[str]]]:
    for products in program.products:
        yield "Products", products.name, products_sentences(program, products)
    for activity in program.activities:
        yield "Activity", activity.name, activity_sentences(activity)
    for attribute in program.attributes:
        yield "Attribute", attribute.name, attribute_sentences(attribute)
    for calendar in program.calendars:
        yield "Calendar", calendar.name, [calendar_words(calendar)]
    for segment in program.segments:
        guards = [guard_words(program, guard) for guard in segment.guards]
        yield "Segment", segment.name, [f"a member is in it {listed(guards)}"]
    for group in program.groups:
        yield "Group", group.name, _group_sentences(program, group)


def _group_sentences(program: Program, group: Group) -> Iterator[str]:
    yield _POLICIES[group.policy]
    if group.stacking is not None:
        yield _STACKING[group.stacking]
    for limit in group.limits:
        yield f"its rules together give {limit_words(program, limit)}"
    if group.cut_to_nothing:
        yield "where a limit would cut, its rules pay nothing"


def _member_blocks(program: Program) -> Iterator[tuple[str, str, Iterable[str]]]:
    for wallet in program.wallets:
        yield "Wallet", wallet.name, wallet_sentences(program, wallet)
    for tier in program.tiers:
        yield "Tier", tier.name, tier_sentences(program, tier)
    for membership in program.memberships:
        yield "Membership", membership.name, membership_sentences(program, membership)


def rule_sentences(program: Program, rule: Rule) -> Iterator[str]:
    """An earning rule or a benefit, sentence by sentence."""
    when = trigger_words(program, rule.trigger)
    for give in rule.gives:
        verb = "multiply" if isinstance(give, Multiply) else "members get"
        yield f"{when}, {verb} {give_words(program, give)}"
    if rule.benefit is not None:
        yield f"{when}, members get {offer_words(program, rule.benefit.offer)}"
    yield from _for_words(rule.inside, rule.audience)
    yield from _guards_words(program, rule.guards)
    if rule.chosen_days is not None:
        yield chosen_days_words(rule.chosen_days.count, rule.chosen_days.period)
    for limit in rule.limits:
        yield limit_words(program, limit)
    if rule.cut_to_nothing:
        yield "where a limit would cut, it pays nothing"
    yield from _combining(rule)
    yield from _own_terms(program, rule)
    for words in life_words(rule.life):
        yield f"it {words}"
    yield from rule.terms


def _for_words(inside: Audience, audience: Audience) -> Iterator[str]:
    for each in (inside, audience):
        if audience_words(each):
            yield f"only for {audience_words(each)}"


def _guards_words(program: Program, guards: Iterable[Guard]) -> Iterator[str]:
    for guard in guards:
        words = guard_words(program, guard)
        yield words if guard.negated else f"only {words}"


def _combining(rule: Rule) -> Iterator[str]:
    if rule.instead_of:
        yield f"where it pays, {names(rule.instead_of)} does not"
    if rule.on_top_of:
        yield f"it is paid on top of {names(rule.on_top_of)}"
    if rule.tier_multiplier:
        yield "of several tiers' multipliers only the better one counts"
    if rule.group:
        yield f"it is in group {_q(rule.group)}"


def _own_terms(program: Program, rule: Rule) -> Iterator[str]:
    if rule.rounding is not None:
        yield f"it is rounded {rule.rounding.mode} per {rule.rounding.place}, by itself"
    if rule.available is not None:
        yield f"what it gives can be spent {available_words(rule.available)}"
    if rule.expiry is not None:
        yield f"what it gives will {expiry_words(rule.expiry)}"
    if rule.benefit is not None:
        yield from _benefit_terms(program, rule.benefit)


def _benefit_terms(program: Program, benefit: Benefit) -> Iterator[str]:
    if benefit.minimum_minor is not None:
        yield f"it needs a purchase of at least {money_words(program, benefit.minimum_minor)}"
    if benefit.cost_minor is not None:
        yield f"it costs us {money_words(program, benefit.cost_minor)}"
    if benefit.borne_share is not None:
        yield _borne_words(benefit.borne_by, benefit.borne_share)
    if benefit.valid != Validity():
        yield f"it stays good {validity_words(benefit.valid)}"


def reward_sentences(program: Program, reward: Reward) -> Iterator[str]:
    """A reward, sentence by sentence."""
    for price in reward.prices:
        yield f"costs {price_words(program, price)}"
    yield f"gives {offer_words(program, reward.offer)}"
    if reward.by_itself:
        yield "it is issued by itself when there is enough to pay for it"
    if reward.issued_on is not None:
        yield f"it is issued on {schedule_words(reward.issued_on)}"
    yield from who_and_when(program, reward)
    for limit in reward.limits:
        yield limit_words(program, limit)
    if reward.minimum_minor is not None:
        yield f"it needs a purchase of at least {money_words(program, reward.minimum_minor)}"
    yield f"it stays good {validity_words(reward.valid)}"
    yield from _cost_words(program, reward)
    if not reward.return_gives_back:
        yield "a return does not give it back"
    for words in life_words(reward.life):
        yield f"it {words}"
    yield from reward.terms


def who_and_when(program: Program, reward: Reward) -> Iterator[str]:
    """For whom a reward is, and on what conditions, sentence by sentence."""
    yield from _for_words(reward.inside, reward.audience)
    yield from _guards_words(program, reward.guards)


def price_words(program: Program, price: Price) -> str:
    """What a reward costs, and for whom it costs that."""
    wallet = wallet_named(program, price.wallet)
    money = f" and {money_words(program, price.minor)}" if price.minor else ""
    more = " or more" if price.or_more else ""
    whose = audience_words(price.audience)
    of = f" for {whose}" if whose else ""
    return f"{units_words(program, wallet, price.amount)}{more}{money}{of}"


def _cost_words(program: Program, reward: Reward) -> Iterator[str]:
    if reward.cost_minor is not None:
        yield f"it costs us {money_words(program, reward.cost_minor)}"
    if reward.worth_minor is not None:
        yield f"it is worth {money_words(program, reward.worth_minor)}"
    if reward.borne_share is not None:
        yield _borne_words(reward.borne_by, reward.borne_share)


def _borne_words(partner: str, part: Ratio) -> str:
    return f'"{partner}" bears {percent_words(part.exact)} of what it costs'


def _perk_sentences(program: Program, perk: Perk) -> Iterator[str]:
    yield from _for_words(perk.inside, perk.audience)
    if perk.cost_minor is not None:
        each = f" per {perk.cost_period}" if perk.cost_period else ""
        yield f"it costs us {money_words(program, perk.cost_minor)} per member{each}"
    if perk.worth_minor is not None:
        each = f" per {perk.worth_period}" if perk.worth_period else ""
        yield f"it is worth {money_words(program, perk.worth_minor)} to a member{each}"
    for words in life_words(perk.life):
        yield f"it {words}"
    yield from perk.terms

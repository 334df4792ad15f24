"""One page for the people at the till: what to say, how points come and go, what a return does."""

from collections.abc import Iterator

from designer.report.customer_terms import SHOWN_OF_HASH, returns_in_words
from designer.report.customer_view import for_customers, said
from dsl.program.offers import MoneyOffPerUnit
from dsl.program.program import Joining, Program
from dsl.program.rewards import Reward
from dsl.program.rules import EVERYBODY, Multiply, OnEach, OnPurchase
from dsl.program.saved_form import program_sha256
from dsl.program.to_words import price_words, who_and_when
from dsl.program.words_of_amounts import money_words, units_words, wallet_named
from dsl.program.words_of_members import expiry_words
from dsl.program.words_of_offers import offer_words, validity_words
from dsl.program.words_of_rules import give_words, life_words, limit_words, trigger_words

MOST_LINES = 55
"""What fits on a page at a readable size."""

_JOIN = {
    Joining.FREE: "Joining costs nothing. Ask everybody: \u201cAre you in our program?\u201d",
    Joining.PAYING: "Joining costs a fee. Say first what it brings, then what it costs.",
    Joining.INVITATION: "Only those who were invited can join. Do not offer it at the till.",
}


def staff_sheet(program: Program) -> str:
    """The page as Markdown."""
    seen = for_customers(program)
    sections = (
        ("Say it like this", [f"> {in_one_breath(program)}"]),
        ("Joining", [_JOIN[program.joining], *_memberships(seen)]),
        ("How members earn", [*_earning(seen)]),
        ("What they can have", [*_rewards(seen)]),
        ("What they are given", [*_given(seen)]),
        ("Levels", [f"- **{each.name}.** {_first(seen, each.name)}" for each in seen.tiers]),
        ("When something is returned", [*returns_in_words(seen)]),
        ("When it ends", [*_endings(seen)]),
    )
    lines = [f"# {program.name}: for the team", ""]
    for title, found in sections:
        if found:
            lines += [f"## {title}", "", *found, ""]
    lines += [
        "Not on this page? Promise nothing, and look into the terms.",
        "",
        f"Of program {program_sha256(program)[:SHOWN_OF_HASH]}.",
    ]
    return "\n".join(lines) + "\n"


def in_one_breath(program: Program) -> str:
    """The program in the words of somebody at the till with a queue in front of them."""
    seen = for_customers(program)
    said_first = next(_main_rules(seen), "")
    cheapest = min(_for_everybody(seen), key=lambda each: each.prices[0].amount, default=None)
    parts = [f"Members get {said_first}." if said_first else ""]
    if cheapest is not None:
        parts.append(_buys(seen, cheapest))
    for membership in seen.memberships[:1]:
        if membership.fee is not None:
            each = f" per {membership.fee.period}" if membership.fee.period else ""
            fee = money_words(seen, membership.fee.amount_minor)
            parts.append(f"{membership.name} costs {fee}{each}.")
    return " ".join(part for part in parts if part) or f"Ask us about {program.name}."


def _buys(program: Program, reward: Reward) -> str:
    price = reward.prices[0]
    wallet = wallet_named(program, price.wallet)
    units = units_words(program, wallet, price.amount)
    if isinstance(reward.offer, MoneyOffPerUnit):
        return f"From {units} on, they pay with it."
    verb = "is" if price.amount == 10**wallet.decimals else "are"
    return f"{units} {verb} good for {offer_words(program, reward.offer)}."


def _main_rules(program: Program) -> Iterator[str]:
    """What is given for a purchase to everybody: earned first, given at once after that."""
    plain = [
        rule
        for rule in program.rules
        if isinstance(rule.trigger, OnPurchase | OnEach)
        and not rule.guards
        and rule.audience == EVERYBODY
    ]
    for rule in plain:
        when = f" {trigger_words(program, rule.trigger)}" if rule.trigger.kind == "each" else ""
        for give in rule.gives:
            if not isinstance(give, Multiply):
                yield give_words(program, give) + when
    for rule in plain:
        if rule.benefit is not None:
            yield offer_words(program, rule.benefit.offer)


def _for_everybody(program: Program) -> Iterator[Reward]:
    """Rewards whose first price any member can pay, in units alone and whenever they want."""
    for each in program.rewards:
        is_plain = each.audience == EVERYBODY and not each.inside.tiers and not each.guards
        if is_plain and each.prices and each.prices[0].audience == EVERYBODY:
            if not each.prices[0].minor:
                yield each


def _memberships(program: Program) -> Iterator[str]:
    for each in program.memberships:
        yield f"- **{each.name}.** {said(program, 'membership', each.name)}"


def _earning(program: Program) -> Iterator[str]:
    for rule in program.rules:
        if rule.benefit is None:
            yield f"- **{rule.name}.** {said(program, 'earn', rule.name)}"


def _given(program: Program) -> Iterator[str]:
    for rule in program.rules:
        if rule.benefit is not None:
            yield f"- **{rule.name}.** {said(program, 'benefit', rule.name)}"


def _rewards(program: Program) -> Iterator[str]:
    for reward in program.rewards:
        costs = " or ".join(price_words(program, price) for price in reward.prices)
        alone = ", issued by itself" if reward.by_itself or reward.issued_on else ""
        needs = (
            f", on a purchase of at least {money_words(program, reward.minimum_minor)}"
            if reward.minimum_minor is not None
            else ""
        )
        limits = (limit_words(program, each) for each in reward.limits)
        lives = (f"it {words}" for words in life_words(reward.life))
        holds = (*who_and_when(program, reward), *limits, *lives)
        yield (
            f"- **{reward.name}** for {costs or 'nothing'}{alone}: "
            f"{offer_words(program, reward.offer)}{needs}. Good {validity_words(reward.valid)}."
            f"{''.join(f' {_capital(each)}.' for each in holds)}"
        )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _first(program: Program, tier: str) -> str:
    words = said(program, "tier", tier)
    return f"{words.split('. ')[0].removesuffix('.')}."


def _endings(program: Program) -> Iterator[str]:
    for wallet in program.wallets:
        yield f"- **{wallet.name}.** They {expiry_words(wallet.expiry)}."

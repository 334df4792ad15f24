"""Facts that an engine cannot take: an id used twice, a name that the program does not have."""

from dataclasses import replace

from dsl.ledger import facts
from dsl.program.former_names import Rename
from dsl.program.program import Program
from dsl.program.tiers import ByInvitation

BUILT_IN_ATTRIBUTES = ("birthday", "cause")


class FactRefused(Exception):
    """A fact that cannot be used; nothing has changed.

    Attributes:
        fact: its id.
    """

    def __init__(self, fact: str, why: str) -> None:
        super().__init__(why)
        self.fact = fact


class FactConflict(FactRefused):
    """The id of a fact was used before, with other content."""

    def __init__(self, fact: str) -> None:
        super().__init__(fact, f'the id "{fact}" was used before, for something else')


class UnknownName(FactRefused):
    """A fact names something that the program does not have.

    Attributes:
        name: the name.
    """

    def __init__(self, fact: str, kind: str, name: str) -> None:
        super().__init__(fact, f'the program has no {kind} "{name}"')
        self.name = name


def in_names_of_today(fact: facts.AnyFact, rename: Rename) -> facts.AnyFact:
    """The fact as it would be told now, where it uses former names."""
    match fact:
        case facts.Purchased():
            uses = tuple(rename("rule", name) for name in fact.uses)
            choices = tuple(rename("rule", name) for name in fact.choices)
            if (uses, choices) != (fact.uses, fact.choices):
                return replace(fact, uses=uses, choices=choices)
        case facts.Redeemed():
            return replace(fact, reward=rename("rule", fact.reward))
        case facts.DayChosen():
            return replace(fact, rule=rename("rule", fact.rule))
        case facts.MembershipStarted():
            return replace(fact, membership=rename("audience", fact.membership))
        case facts.MembershipEnded():
            return replace(fact, membership=rename("audience", fact.membership))
        case facts.FeePaid():
            return replace(fact, membership=rename("audience", fact.membership))
        case facts.FeeRefused():
            return replace(fact, membership=rename("audience", fact.membership))
        case facts.Invited():
            return replace(fact, tier=rename("audience", fact.tier))
        case facts.Adjusted():
            return replace(fact, wallet=rename("wallet", fact.wallet))
        case facts.Donated():
            return replace(fact, cause=rename("cause", fact.cause))
        case facts.AttributeSet(name="cause", value=str(cause)):
            return replace(fact, value=rename("cause", cause))
    return fact


def check_names(program: Program, fact: facts.AnyFact) -> None:
    """Refuse a fact that names what the program does not have.

    Raises:
        UnknownName: it does.
    """
    for kind, name, known in _names(program, fact):
        if name not in known:
            raise UnknownName(fact.id, kind, name)


def _names(program: Program, fact: facts.AnyFact) -> list[tuple[str, str, set[str]]]:
    match fact:
        case facts.Did():
            return [("activity", fact.activity, {each.name for each in program.activities})]
        case facts.Redeemed():
            return [("reward", fact.reward, {each.name for each in program.rewards})]
        case facts.MembershipStarted() | facts.MembershipEnded():
            names = {each.name for each in program.memberships}
            return [("membership", fact.membership, names)]
        case facts.FeePaid() | facts.FeeRefused():
            names = {each.name for each in program.memberships if each.fee is not None}
            if not fact.membership and len(names) == 1:
                return []
            return [("paid membership", fact.membership, names)]
        case facts.Donated() if fact.cause:
            return [("cause", fact.cause, set(program.causes))]
        case facts.AttributeSet(name="cause", value=str(cause)):
            return [("cause", cause, set(program.causes))]
        case facts.AttributeSet():
            names = {each.name for each in program.attributes} | set(BUILT_IN_ATTRIBUTES)
            return [("attribute", fact.name, names)]
        case facts.Invited():
            invited = (each for each in program.tiers if isinstance(each.entry, ByInvitation))
            return [("tier by invitation", fact.tier, {each.name for each in invited})]
        case facts.DayChosen():
            names = {each.name for each in program.rules if each.chosen_days is not None}
            return [("rule with days to choose", fact.rule, names)]
        case facts.Adjusted():
            return [("wallet", fact.wallet, {each.name for each in program.wallets})]
    return []

"""A program as its customers may see it: without what it costs the shop."""

from dsl.program.program import Program
from dsl.program.rewards import Perk, Reward
from dsl.program.rules import Rule
from dsl.program.to_words import block_in_words

_NOT_THEIRS = {"cost_minor": None, "borne_share": None, "borne_by": ""}


def for_customers(program: Program) -> Program:
    """The same program without costs, margins and who bears them, and without paused rules."""
    return program.model_copy(
        update={
            "margin": None,
            "former_names": (),
            "terms": (),
            "products": tuple(
                each.model_copy(update={"margin": None}) for each in program.products
            ),
            "wallets": tuple(each.model_copy(update={"worth": None}) for each in program.wallets),
            "rules": tuple(_rule(each) for each in program.rules if not each.life.paused),
            "rewards": tuple(_reward(each) for each in program.rewards if not each.life.paused),
            "perks": tuple(_perk(each) for each in program.perks if not each.life.paused),
        }
    )


def _rule(rule: Rule) -> Rule:
    if rule.benefit is None:
        return rule
    return rule.model_copy(update={"benefit": rule.benefit.model_copy(update=_NOT_THEIRS)})


def _reward(reward: Reward) -> Reward:
    return reward.model_copy(update=_NOT_THEIRS)


def _perk(perk: Perk) -> Perk:
    return perk.model_copy(update={"cost_minor": None, "worth_minor": None})


def said(program: Program, kind: str, name: str) -> str:
    """One block in words, as one paragraph; see `block_in_words`."""
    return " ".join(block_in_words(program, kind, name))

"""Arms: what is tried on the same customers. No program at all is the arm None."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from dsl.plan.from_program import lower
from dsl.plan.plan import Plan
from dsl.program.program import Program
from dsl.program.rules import Rule


@dataclass(frozen=True, slots=True)
class ProgramArm:
    """A program that starts with the simulation (or on its own day, if that is later)."""

    program: Program


class Closing(NamedTuple):
    """A program of which nothing is earned after a day, with its plan."""

    program: Program
    plan: Plan


@dataclass(frozen=True, slots=True)
class PriceCut:
    """All prices lower by the same share, for everybody, for as long as is traded.

    Attributes:
        elasticity: how many percent more is bought for one percent off; None: as is assumed.
    """

    share: Fraction
    elasticity: float | None = None


KEPT = 16
"""Programs whose plans are kept: those of a comparison, open and closing."""

Arm = ProgramArm | PriceCut | None


@lru_cache(maxsize=KEPT)
def plan_of(program: Program) -> Plan:
    """The plan of a program, lowered once for all blocks."""
    return lower(program)


@lru_cache(maxsize=KEPT)
def earning_until(program: Program, last_day: int) -> Closing:
    """A program of which nothing is earned after a day (an ordinal).

    What was earned stays, is redeemed and expires as the program says: that is the run-off.
    """
    rules = tuple(_ending(rule, date.fromordinal(last_day)) for rule in program.rules)
    closed = program.model_copy(update={"rules": rules})
    return Closing(closed, lower(closed))


def _ending(rule: Rule, last: date) -> Rule:
    life = rule.life
    if life.last is not None and life.last <= last:
        return rule
    return rule.model_copy(update={"life": life.model_copy(update={"last": last})})

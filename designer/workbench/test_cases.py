"""Test cases as data: steps that happen, and steps that say what must be true."""

from dataclasses import dataclass

from dsl.ledger.from_events import Happening
from dsl.ledger.strict_yaml import Record


@dataclass(frozen=True)
class Happens:
    """An event, with the words it was told in."""

    line: int
    told: str
    happening: Happening


@dataclass(frozen=True)
class Expect:
    """The entries that the event before it gave, each by the keys that are named."""

    line: int
    entries: tuple[dict[str, str], ...]


@dataclass(frozen=True)
class Balance:
    """What one member holds; what is not named is not compared.

    Attributes:
        wallet: the wallet that the amounts are of; empty without amounts.
        amounts: `available`, `pending`, `debt`, as texts with their units.
        tier: the tier's name, `none` without one.
        rewards: names of the rewards held, in alphabetical order.
    """

    line: int
    member: str
    wallet: str
    amounts: dict[str, str]
    tier: str | None
    rewards: tuple[str, ...] | None


@dataclass(frozen=True)
class WhyNot:
    """Why a rule gave nothing for the event before: the words that the reason must hold."""

    line: int
    rule: str
    says: str


@dataclass(frozen=True)
class Changes:
    """From here on the program of the file runs, and no more the one before it."""

    line: int


Step = Happens | Expect | Balance | WhyNot | Changes


@dataclass(frozen=True)
class Case:
    """One idea, told from the beginning: each case starts with an empty shop."""

    name: str
    line: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, order=True)
class Problem:
    """A problem that checking the program must find."""

    line: int
    column: int
    slug: str


@dataclass(frozen=True)
class TestsFile:
    """A file of tests whose cases are not read yet, because that takes the program.

    Attributes:
        program: the program's text; None where it stands in a file beside.
        before: the text of the program that runs until it changes; None where it does not.
        problems: every error and warning of the program, if the file says so.
    """

    about: str
    program: str | None
    before: str | None
    problems: tuple[Problem, ...] | None
    cases: tuple[Record, ...]

"""Every diagnostic by name: how severe it is, when it is found and what it means. Data only."""

from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from dsl.diagnostics.diagnostic import Severity


class Stage(StrEnum):
    """When a diagnostic is found: reading the text, checking it, or before running it."""

    READING = "reading"
    CHECKING = "checking"
    RUNNING = "running"


class Entry(NamedTuple):
    """One line of the catalogue.

    Attributes:
        slug: the diagnostic's name; also the name of its page.
        severity: how much it stops.
        stage: when it is found.
        meaning: what is wrong, in one line and the owner's words.
    """

    slug: str
    severity: Severity
    stage: Stage
    meaning: str


def _checking(severity: Severity, lines: dict[str, str]) -> tuple[Entry, ...]:
    return tuple(Entry(slug, severity, Stage.CHECKING, text) for slug, text in lines.items())


_READING = tuple(
    Entry(slug, Severity.ERROR, Stage.READING, text)
    for slug, text in {
        "newer-version": "the text is of a newer version of the language than this tool reads",
        "unknown-version": "the first line names no version of the language",
        "version-not-first": "the version stands below other lines",
        "missing-closing-quote": "a name is opened with a quote and never closed",
        "curly-quotes": "quotes or apostrophes are curly",
        "single-quotes": "a name stands in single quotes",
        "missing-quotes": "a name has no quotes around it",
        "wrong-capitals": "a word of the language is written with other capitals",
        "tabs": "words are set apart by tabs",
        "wrong-indentation": "a line is moved in too far or too little",
        "block-inside-block": "a block stands inside another one that cannot hold it",
        "money-spelling": "a sum of money is not a number and the code of its currency",
        "percent-spelling": "a share is not a number and the sign %",
        "number-spelling": "a number is written in letters, or with other marks",
        "missing-unit": "a number does not say what it counts",
        "date-spelling": "a date is not written with its month as a word",
        "time-spelling": "a time of day is not hours and minutes of 24 hours",
        "if-then": "a condition starts with if, or shares its line with what follows from it",
        "when-not": "the opposite of a condition is said inside it",
        "unless-and": "a line that starts with unless has two conditions",
        "or-between-conditions": "two conditions on one line are joined by or",
        "give-or-gives": "give and gives, or cost and costs, are mixed up",
        "two-lines-in-one": "a line goes on with what is a line of its own",
        "line-in-other-block": "a line that another kind of block has",
        "line-outside-block": "a line that belongs to no block",
        "missing-name": "a block has no name",
        "unfinished-line": "a line ends before it is complete",
        "said-otherwise": "a line says in other words what the language has words for",
        "missing-word": "a word is missing in the middle of a line",
        "unknown-line": "a line starts with a word that no line of its block starts with",
        "unknown-block": "there is no such kind of block",
        "unknown-sign": "a sign that has no meaning here",
        "word-does-not-fit": "a word in the middle of a line does not fit there",
    }.items()
)

_NAMES = _checking(
    Severity.ERROR,
    {
        "unknown-name": "a line names something that the program does not define",
        "wrong-kind-of-name": "the name exists, but as something that cannot stand here",
        "unknown-unit": "an amount is counted in a word that is no unit of the program",
        "unknown-value": "a channel, store, brand or way to pay that the program does not list",
        "doubled-name": "two blocks of one kind have the same name",
        "look-alike-letters": "a name mixes letters of two alphabets that look the same",
        "circular-includes": "tiers, lists or segments lead back to themselves in a circle",
        "circular-instead-of": "rules stand in for each other in a circle",
    },
)

_UNITS = _checking(
    Severity.ERROR,
    {
        "units-do-not-mix": "amounts that are compared or added are counted in different units",
        "money-where-points-belong": "a line gives or costs money where points are meant",
        "points-where-money-belongs": "a line counts points where a sum of money is meant",
        "too-many-decimals": "an amount is finer than its currency or unit allows",
        "number-too-large": "an amount is larger than a program can count",
        "per-nothing": "a rate is given per 0",
        "share-above-hundred": "a discount, rate or share is more than 100%",
        "odds-above-hundred": "the odds of a game's prizes add up to more than 100%",
        "value-does-not-fit": "an attribute is compared with a value that it cannot take",
        "unknown-currency": "the currency code is not one of ISO 4217",
        "unknown-time-zone": "the time zone is not one of the IANA list",
        "no-such-date": "a day or a time that no calendar or clock has",
        "unknown-recurrence": "the text after recurring is not an iCalendar rule",
    },
)

_STATEMENTS = _checking(
    Severity.ERROR,
    {
        "missing-program": "the text has no program block",
        "missing-statement": "a block lacks a line that it cannot do without",
        "missing-expiry": "a wallet that can be spent does not say when its points expire",
        "missing-keep": "a counted tier does not say how long it is kept",
        "missing-reward-cost": "a free product or service does not say what it costs the shop",
        "doubled-statement": "a block says the same thing twice",
        "statement-does-not-belong": "a line stands in a block where it has no meaning",
        "status-wallet-spent": "a reward is paid from a wallet that is for status only",
        "tier-out-of-order": "a higher tier is easier to reach than the one below it",
        "bands-out-of-order": "the bands of a rate do not rise from line to line",
        "band-gap": "the bands of a rate end and nothing is said of spend above them",
        "band-overlap": "two bands of a rate claim the same spend",
        "rules-that-collide": "two rules pay for the same thing and do not say how they combine",
        "empty-dates": "dates that hold no day: the last one is before the first",
        "expires-before-available": "points expire before they can be spent",
    },
)

_COSTLY = _checking(
    Severity.WARNING,
    {
        "empty-block": "a block has no lines and does nothing",
        "rule-that-never-fires": "no purchase or member can meet the conditions of a rule",
        "condition-always-true": "a condition holds for everybody and changes nothing",
        "dates-past": "the dates of a rule are over before it could ever count",
        "cap-that-never-binds": "a limit that the rule cannot reach",
        "multiplier-without-cap": "a multiplier that nothing limits",
        "budget-beside-multiplier": "a budget that does not count what a multiplier adds",
        "rules-that-never-meet": "a rule stands instead of one that it never meets",
        "lost-at-once": "points are given after the date on which all of them expire",
        "multiplier-of-nothing": "a multiplier whose rules give nothing that it could multiply",
        "unused-wallet": "a wallet that nothing fills, or that nothing spends",
        "unused-tier": "a tier that gives its members nothing",
        "unused-window": "a time to count over that no tier counts over",
        "unused-segment": "a segment that no rule asks about",
        "unused-products": "a list of products that no rule uses",
        "unused-calendar": "a calendar that no rule uses",
        "unreachable-reward": "an ordinary member's points expire before they buy the reward",
        "value-above-margin": "members get back more than the shop earns on the sale",
        "products-above-margin": "members get back more on some products than these earn",
    },
)

_NOTES = _checking(
    Severity.NOTE,
    {"not-checked": "a check that needs the shop's own figures was left out"},
)

_RUNNING = (
    Entry(
        "not-run-yet",
        Severity.ERROR,
        Stage.RUNNING,
        "a line that is understood but cannot be run yet",
    ),
)

CATALOGUE: MappingProxyType[str, Entry] = MappingProxyType(
    {
        entry.slug: entry
        for entry in (*_READING, *_NAMES, *_UNITS, *_STATEMENTS, *_COSTLY, *_NOTES, *_RUNNING)
    }
)
"""Every entry by its slug, in the order in which a program is read, checked and run."""

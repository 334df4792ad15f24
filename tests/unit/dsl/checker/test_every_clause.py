"""Each clause reaches the Program, and a default is the same program written or not."""

import re
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple

import pytest
import yaml

from dsl.compile import Compiled, compile_text
from dsl.diagnostics.diagnostic import Severity
from dsl.program.not_run import NOT_RUN
from dsl.program.saved_form import program_sha256
from dsl.source.document import Document
from dsl.syntax.build_tables import GRAMMAR_FILE
from dsl.syntax.from_text import read
from dsl.syntax.tree import Node
from tests.house_rules.tree import ROOT

FILE = ROOT / "tests/unit/dsl/checker/every_clause.yaml"
STORED: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
ALIAS = re.compile(r"->\s*(\w+)\s*$", re.MULTILINE)
RULES_WITHOUT_ALIAS = ("when", "when_any", "unless", "cause_block")


class Slot(NamedTuple):
    """One slot of one block, with lines that give it different meanings."""

    block: str
    instead: str
    below: int
    after: str
    lines: tuple[str, ...]

    def text(self, line: str) -> str:
        """The program with the line in the slot; "" leaves the slot empty."""
        rows = STORED["program"].split("\n")
        start = rows.index(self.block)
        if self.instead:
            place = rows.index(f"  {self.instead}", start)
            del rows[place : place + 1 + self.below]
        else:
            place = rows.index(f"  {self.after}", start) + 1 if self.after else start + 1
        rows[place:place] = [f"  {row}" for row in line.rstrip("\n").split("\n") if row]
        return "\n".join(rows)


def slots() -> list[Slot]:
    return [
        Slot(
            block,
            slot.get("instead", ""),
            slot.get("with", 0),
            slot.get("after", ""),
            tuple(slot["lines"]),
        )
        for block, found in STORED["slots"].items()
        for slot in found
    ]


@cache
def compiled(text: str) -> Compiled:
    return compile_text(Document("shop.loyalty", text))


@cache
def sha256(text: str) -> str:
    found = compiled(text)
    errors = [one.title for one in found.diagnostics if one.severity is Severity.ERROR]
    assert not errors, (errors, text)
    assert not found.not_run
    assert found.program is not None
    return program_sha256(found.program)


def named(slot: Slot) -> str:
    return f"{slot.block.replace(' ', '-')}-{slot.lines[0][:30].replace(' ', '-')}"


@pytest.mark.parametrize("slot", slots(), ids=named)
def test_each_line_of_a_slot_makes_another_program(slot: Slot) -> None:
    meanings = {line: sha256(slot.text(line.removeprefix("= "))) for line in slot.lines}
    if not slot.instead:
        meanings[""] = sha256(STORED["program"])
    for (one, first), (two, second) in combinations(meanings.items(), 2):
        both_are_defaults = all(not line or line.startswith("= ") for line in (one, two))
        assert (first == second) == both_are_defaults, (one, two)


def finished(text: str) -> str | None:
    """A text with a line that ends too early, finished as its message shows; None for another."""
    for problem in read(Document("shop.loyalty", text)).problems:
        if problem.slug == "unfinished-line" and problem.fix and problem.fix.example:
            line = text[: problem.label.span.end].rpartition("\n")[2]
            return text.replace(f"\n{line}\n", f"\n  {problem.fix.example}\n", 1)
    return None


OF_OTHER_LINES = {"unknown-name", "unknown-value", "missing-reward-cost", "missing-statement"}
"""What an ending may lack in another line: what its name stands for, the price, lines below it."""

OF_THE_PROGRAM = {
    "give": {"rules-that-collide"},
    "give 10%": {"statement-does-not-belong"},
    "give 10% of": {"statement-does-not-belong"},
    "give 5 EUR as": {"money-where-points-belong"},
    "give 6 EUR as": {"money-where-points-belong"},
    "unit": {"unknown-unit"},
}
"""Where it is another rule, the occasion of the rule or a wallet that the ending does not fit."""


def test_a_line_that_ends_too_early_is_shown_with_an_ending_that_checks() -> None:
    told: dict[str, str | None] = {}
    for slot in slots():
        for line in slot.lines:
            words = line.removeprefix("= ").split()
            cuts = (" ".join(words[:end]) for end in range(1, len(words)))
            whole = [cut for cut in cuts if not cut.count('"') % 2 and cut not in told]
            told |= {cut: finished(slot.text(cut)) for cut in whole}
    texts = {cut: text for cut, text in told.items() if text}
    assert {
        "gives a gift",
        "starts on",
        "grace",
        "when the net spend over the last",
    } <= texts.keys()
    for cut, text in texts.items():
        found = {one.slug for one in compiled(text).diagnostics if one.severity is Severity.ERROR}
        assert found <= OF_OTHER_LINES | OF_THE_PROGRAM.get(cut, set()), cut


def aliases_of_the_grammar() -> set[str]:
    grammar = re.sub(r"//.*", "", GRAMMAR_FILE.read_text(encoding="utf-8"))
    return set(ALIAS.findall(grammar)) | set(RULES_WITHOUT_ALIAS)


def kinds_in(node: Node) -> set[str]:
    found = {node.kind}
    for inner in node.nodes():
        found |= kinds_in(inner)
    return found


def test_every_clause_that_runs_has_a_slot() -> None:
    shown: set[str] = set()
    for slot in slots():
        for line in slot.lines:
            text = slot.text(line.removeprefix("= "))
            shown |= kinds_in(read(Document("shop.loyalty", text)).tree)
    waiting = {phrase for phrase in NOT_RUN if " " not in phrase}
    blocks_that_wait = {"pays_per_unit", "pays_percent", "receives_per_unit", "receives_percent"}
    blocks_that_wait |= {"settled_each", "entry_costs", "entry_free", "drawn_at_once", "drawn_on"}
    blocks_that_wait |= {"odds_percent", "odds_one_in", "for_winners", "reach", "in_a_row"}
    blocks_that_wait |= {"complete_of", "starts_over", "before_expire", "before_tier", "says"}
    blocks_that_wait |= {kind for kind in aliases_of_the_grammar() if kind.startswith("remove_")}
    blocks_that_wait |= {"balances_stay", "tiers_stay", "progress_stays"}
    assert aliases_of_the_grammar() - shown - waiting - blocks_that_wait == set()

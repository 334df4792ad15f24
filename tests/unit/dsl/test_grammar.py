"""The grammar has no conflict, its tables are the committed ones, every clause has an example."""

import json
import re
from functools import cache

import pytest
from lark import Lark, Token, Tree

from dsl.diagnostics.render_text import render_lines
from dsl.source.document import Document
from dsl.syntax.build_tables import lark_reader, tables_text
from dsl.syntax.from_text import read
from dsl.syntax.tables import NODE, SPLICE, TABLES_FILE, load_tables
from dsl.syntax.tree import Leaf, Node
from dsl.syntax.trial import bodies
from dsl.syntax.words import JOINING
from tests.unit.dsl.clause_examples import Example, examples, whole_language


@cache
def strict_reader() -> Lark:
    return lark_reader()


def kinds_in(node: Node) -> set[str]:
    found = {node.kind}
    for part in node.nodes():
        found |= kinds_in(part)
    return found


def plain(node: Node | Leaf) -> object:
    """A tree without places; words that a phrase keeps are told apart by their text alone."""
    if isinstance(node, Leaf):
        return node.text
    return [node.kind, *(plain(part) for part in node.parts)]


def plain_lark(tree: Tree[Token] | Token) -> object:
    if isinstance(tree, Token):
        return str(tree)
    return [str(tree.data), *(plain_lark(child) for child in tree.children)]


def test_the_committed_tables_are_those_of_the_grammar() -> None:
    assert TABLES_FILE.read_text(encoding="utf-8") == tables_text()


@pytest.mark.parametrize("example", examples(), ids=lambda example: " / ".join(example.lines))
def test_every_example_is_read_in_its_block(example: Example) -> None:
    document = Document("example", example.text())
    assert render_lines(document, read(document).problems) == ""


def test_every_phrase_of_the_grammar_is_in_an_example() -> None:
    """Nothing is compared with a percentage; it is read so that a message can say just that."""
    grammar = {rule.kind for rule in load_tables().rules if rule.mode in (NODE, SPLICE)}
    shown: set[str] = set()
    for example in examples():
        shown |= kinds_in(read(Document("example", example.text())).tree)
    assert grammar - shown == {"unread", "percent"}


def test_every_block_has_clauses() -> None:
    assert {example.block for example in examples()} == (bodies().keys() - {"cause"}) | {
        "text",
        "condition",
    }


def test_our_tree_is_the_one_that_lark_builds() -> None:
    text = whole_language()
    ours, theirs = read(Document("all", text)).tree, strict_reader().parse(text)
    assert plain(ours) == plain_lark(theirs)


def test_our_places_are_those_of_lark_without_the_ends_of_lines() -> None:
    text = whole_language()
    ours = read(Document("all", text)).tree
    pairs: list[tuple[Node, Tree[Token]]] = [(ours, strict_reader().parse(text))]
    while pairs:
        node, tree = pairs.pop()
        assert node.start == tree.meta.start_pos
        assert text[node.start : node.end] == text[node.start : tree.meta.end_pos].rstrip()
        inner = [child for child in tree.children if isinstance(child, Tree)]
        pairs += zip(node.nodes(), inner, strict=True)


def test_a_word_that_may_follow_a_bare_number_is_a_joining_word() -> None:
    """Otherwise a unit of that name could not be written there."""
    tables = load_tables()
    after_number = {
        step for row in tables.rows for key, step in row.items() if key == "<NUMBER>" and step >= 0
    }
    mixed = [tables.rows[state] for state in after_number if "<WORD>" in tables.rows[state]]
    assert mixed
    assert {key for row in mixed for key in row if key[0].isalpha()} <= JOINING


@pytest.mark.parametrize(
    "unit",
    ["day", "item", "credit", "leaves", "purchase", "member", "tier-point", "grão", "once-r"],
)
def test_words_of_the_language_may_be_units(unit: str) -> None:
    text = f'wallet "W"\n  unit {unit}, plural {unit}s\n  hold at most 10 {unit}s\n'
    text += f'earn "E"\n  give 1 {unit} per 1 {unit} of net spend\n  multiply {unit}s by 2\n'
    assert read(Document("unit", text)).problems == ()


def test_the_tables_are_small() -> None:
    stored = json.loads(TABLES_FILE.read_text(encoding="utf-8"))
    assert len(json.dumps(stored, separators=(",", ":"))) < 100_000
    assert len(stored["defaults"]) < 2_000


def test_every_clause_of_the_grammar_is_one_line() -> None:
    grammar = (TABLES_FILE.parent / "grammar.lark").read_text(encoding="utf-8")
    aliases = re.findall(r"-> (\w+)$", grammar, re.MULTILINE)
    assert len(aliases) == grammar.count(" -> ")

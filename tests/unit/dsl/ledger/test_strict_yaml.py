"""Strict YAML: what every reader understands alike, and nothing else."""

import pytest

from dsl.ledger.strict_yaml import Items, Record, Refused, Text, Value, read


def _plain(value: Value) -> object:
    if isinstance(value, Text):
        return value.text
    if isinstance(value, Items):
        return [_plain(item) for item in value.items]
    return {key: _plain(held) for key, held in value.values.items()}


def test_everything_is_a_text_in_its_place() -> None:
    value = read('a: [1, "2.50 GBP", plain words]\nb:\n  c: "no"\n  # a comment\n  d: |\n    x\n')
    assert _plain(value) == {"a": ["1", "2.50 GBP", "plain words"], "b": {"c": "no", "d": "x\n"}}


def test_values_know_their_lines() -> None:
    value = read("a: x\nb:\n  - p\n  - {c: z}\n")
    assert isinstance(value, Record)
    assert value.values["a"].line == 1
    listed = value.values["b"]
    assert isinstance(listed, Items)
    assert [item.line for item in listed.items] == [3, 4]


@pytest.mark.parametrize(
    "bare",
    [
        *(
            "yes",
            "no",
            "on",
            "off",
            "true",
            "null",
            "~",
            "1.5",
            "1e3",
            ".5",
            "0x10",
            "010",
            "1_000",
        ),
        *("2025-03-04", "2025-03-04T10:00", "12:30", "=", "<<"),
    ],
)
def test_what_readers_take_for_something_else_needs_quotes(bare: str) -> None:
    with pytest.raises(Refused) as refused:
        read(f"a: x\nb: {bare}\n")
    assert refused.value.line == 2
    assert refused.value.fix == f'Write "{bare}".'
    assert _plain(read(f'b: "{bare}"\n')) == {"b": bare}


@pytest.mark.parametrize("whole", ["0", "7", "-12", "123456789012345678901"])
def test_bare_whole_numbers_keep_their_digits(whole: str) -> None:
    assert _plain(read(f"a: {whole}")) == {"a": whole}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: x\na: z\n", 2),
        ("a: &mark x\n", 1),
        ("a: x\nb: *mark\n", 2),
        ("a: !!str 5\n", 1),
        ("a: x\n---\na: z\n", 1),
        ("", 1),
        ("a:\n", 1),
        ("a: [\n", 2),
        ("a: b: c\n", 1),
        ("? [a]\n: b\n", 1),
        ("- " * 40 + "x", 1),
        ("a: x\n\tb: z\n", 2),
    ],
)
def test_the_rest_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(Refused) as refused:
        read(text)
    assert refused.value.line == line
    assert refused.value.sentence.endswith(".")

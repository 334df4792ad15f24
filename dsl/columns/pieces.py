"""A part of a batch: some of its facts, with their lines."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from dsl.columns.batch import Purchases
from dsl.columns.evaluation.slots import Array

BLOCK = 16_384
"""Rows whose columns stay in cache."""
_OF_LINES = ("items", "price_minor", "quantity", "line_discount_minor")


def part_of(batch: Purchases, places: Array) -> Purchases:
    """Some purchases of a batch.

    Args:
        batch: the whole.
        places: of the purchases, going up.
    """
    if len(places) == len(batch):
        return batch
    starts = batch.starts
    counts = (starts[1:] - starts[:-1])[places]
    own = np.zeros(len(places) + 1, np.int64)
    np.cumsum(counts, out=own[1:])
    if len(places) and int(places[-1]) - int(places[0]) + 1 == len(places):
        facts: Any = slice(int(places[0]), int(places[-1]) + 1)
        lines: Any = slice(int(starts[places[0]]), int(starts[places[-1] + 1]))
    else:
        facts = places
        lines = np.repeat(starts[places] - own[:-1], counts) + np.arange(int(own[-1]))
    taken: dict[str, Any] = {}
    for field in fields(Purchases):
        value = getattr(batch, field.name)
        if field.name == "uses":
            value = tuple(column[facts] for column in value)
        elif isinstance(value, np.ndarray):
            value = value[lines if field.name in _OF_LINES else facts]
        taken[field.name] = value
    return Purchases(**{**taken, "starts": own, "ids": ()})


def blocks(places: Array) -> Iterator[Array]:
    """Places in stretches whose columns stay in cache."""
    for start in range(0, len(places), BLOCK):
        yield places[start : start + BLOCK]


def some(texts: Sequence[str], places: Array) -> Sequence[str]:
    """The texts of some places; none where none are told."""
    return [texts[at] for at in places.tolist()] if texts else ()

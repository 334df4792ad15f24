"""Who is invited: chance that anybody can repeat, from a salt and the customer's own id."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from simulator.calibration.columns import Wholes
from simulator.calibration.purchases import Chosen

_DRAW_BYTES = 8
_DRAWS_IN_A_DIGEST = 64 // _DRAW_BYTES


class Group(StrEnum):
    """What a pilot does with a customer."""

    INVITED = "invited"
    NOT_INVITED = "not invited"
    HOLDOUT = "holdout"  # not invited, and not to be invited after the pilot either
    LATER = "later"  # no part of this pilot


@dataclass(frozen=True, slots=True)
class Assigned:
    """One row of the assignment list.

    Attributes:
        stratum: customers of like spending before, from 1 for those who spent most.
    """

    member: str
    stratum: int
    group: Group


def chance(salt: str, members: Sequence[str]) -> Wholes:
    """One draw for each customer: 63 random bits that depend on the salt and the id alone."""
    return chances(salt, members, 1)[0]


def chances(salt: str, members: Sequence[str], rows: int) -> Wholes:
    """Several independent draws, as `[row, customer]`; row 0 is `chance`.

    Each is a part of BLAKE2b keyed with the salt, over a counter and the id, so a customer's draw
    depends neither on the other customers nor on their order.
    """
    key = blake2b(salt.encode(), digest_size=32).digest()
    ids = [member.encode() for member in members]
    blocks = []
    for counter in range(-(-rows // _DRAWS_IN_A_DIGEST)):
        keyed = blake2b(counter.to_bytes(4, "big"), key=key, person=b"pilot")
        blocks.append(_digests(keyed, ids))
    drawn = np.concatenate(blocks, axis=1)[:, :rows]
    return np.ascontiguousarray((drawn >> np.uint64(1)).astype(np.int64).T)


def _digests(keyed: blake2b, ids: Sequence[bytes]) -> NDArray[np.uint64]:
    digests = bytearray()
    for customer in ids:
        own = keyed.copy()
        own.update(customer)
        digests += own.digest()
    numbers = np.frombuffer(bytes(digests), dtype=">u8").astype(np.uint64)
    return numbers.reshape(len(ids), _DRAWS_IN_A_DIGEST)


def strata_of(ranks: Wholes, customers: int, count: int) -> Wholes:
    """Strata of equal size, from 1, by rank from 0; the sizes differ by one at most."""
    return ranks * count // customers + 1


def chosen_by_chance(strata: Wholes, drawn: Wholes, part: int, whole: int) -> Chosen:
    """Chooses `part` of every `whole` customers of each stratum.

    Within a stratum customers stand in the order of their draws. Going through the strata one
    after the other, each customer adds the share, and whoever makes the sum pass a whole number is
    chosen: so each stratum gives its share, to within one customer, and so do all together.
    """
    order = np.lexsort((drawn, strata))
    places = np.arange(1, len(order) + 1, dtype=np.int64)
    chosen = np.empty(len(order), np.bool_)
    chosen[order] = places * part // whole > (places - 1) * part // whole
    return chosen

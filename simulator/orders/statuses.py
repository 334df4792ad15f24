"""Statuses of orders that no list knows, as in the shop's own language."""

from simulator.orders.mapping import plain_status
from simulator.orders.mapping_to_try import lines_to_count
from simulator.orders.sql_text import texts
from simulator.orders.staging import Staging

PLAIN = "replace(replace(lower(status), ' ', '_'), '-', '_')"
"""A status in SQL, without what does not matter in it."""
_MOST = 10


def plain(statuses: tuple[str, ...]) -> str:
    """A list of statuses in SQL, without what does not matter in them."""
    return texts(map(plain_status, (*statuses, "\0")))


def unknown_statuses(staging: Staging) -> tuple[str, ...]:
    """The statuses that no list knows, the commonest first; of many the first ten."""
    return _but(staging, *_uncounted(staging), *staging.mapping.statuses.counted)


def lines_that_count(staging: Staging) -> tuple[str, ...]:
    """Lines of `[statuses]` with all but cancelled and pending; () if all is known."""
    if not unknown_statuses(staging):
        return ()
    found = _but(staging, *_uncounted(staging))
    return tuple(lines_to_count(found, staging.mapping.statuses))


def _uncounted(staging: Staging) -> tuple[str, ...]:
    return *staging.mapping.statuses.cancelled, *staging.mapping.statuses.pending


def _but(staging: Staging, *known: str) -> tuple[str, ...]:
    """The statuses in the file but some."""
    found = staging.connection.execute(
        "select arg_min(status, row) from orders_text where meant and status is not null"
        f" and {PLAIN} not in {plain(known)} group by {PLAIN}"
        f" order by count(*) desc, min(row) limit {_MOST}"
    ).fetchall()
    return tuple(status for (status,) in found)

"""Assumptions under which no program moves anybody: what the law of no effect is held to."""

from simulator.behaviour.assumptions import Table


def without_effect(table: Table) -> Table:
    """The table in which a program changes nothing that people do."""
    return tuple(
        row
        if row.none is None
        else row.model_copy(update={"median": row.none, "low": None, "high": None})
        for row in table
    )

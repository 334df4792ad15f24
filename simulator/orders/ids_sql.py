"""Ids from text, undoing what spreadsheets do to them, in SQL."""

from collections.abc import Sequence

from simulator.orders.sql_text import text, texts

_DAMAGED = text(r"^[0-9](\.[0-9]+)?[eE]\+?[0-9]+$")
_TOUCHED = text(r"^'?([0-9].*?)(?:\.0)?$")
_APOSTROPHE = text("'")


def tidied(column: str) -> str:
    """An id without the apostrophe before digits, or the `.0` behind them, of spreadsheets."""
    return (
        f"case when starts_with({column}, {_APOSTROPHE}) or ends_with({column}, '.0')"
        rf" then regexp_replace({column}, {_TOUCHED}, '\1') else {column} end"
    )


def tidied_customer(column: str, guests: Sequence[str]) -> str:
    """A customer's id; e-mail addresses in small letters; no value for a guest."""
    one = f"case when contains({column}, '@') then lower({column}) else {tidied(column)} end"
    if guests:
        return f"case when {column} not in {texts(guests)} then {one} end"
    return one


def told_apart(written: str, kind: str, taken: str) -> str:
    """An id, with the kind of its fact before it where a query finds it taken: `return:7`.

    Why: two files of a shop may both count from 1, and an id is of one fact alone.
    """
    apart = f"{text(f'{kind}:')} || {written}"
    return f"case when {written} in ({taken}) then {apart} else {written} end"


def damaged(column: str) -> str:
    """Whether a spreadsheet rounded the id away, as in 1.23E+15."""
    return f"coalesce(regexp_matches({column}, {_DAMAGED}), false)"

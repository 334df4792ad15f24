"""Quantities of lines from text to whole numbers, in SQL."""

_WHOLE = r"'^[0-9]{1,9}(\.0+)?$'"


def quantity(column: str) -> str:
    """The quantity in a text: 1 where it is no whole number from 1 on; no value when empty."""
    return (
        f"case when {_is_sound(column)} then {_number(column)} when {column} is not null then 1 end"
    )


def is_odd_quantity(column: str) -> str:
    """Whether there is a text that is no whole number from 1 on."""
    return f"({column} is not null and not {_is_sound(column)})"


def _is_sound(column: str) -> str:
    return f"(regexp_matches({column}, {_WHOLE}) and {_number(column)} > 0)"


def _number(column: str) -> str:
    return f"try_cast(split_part({column}, '.', 1) as bigint)"

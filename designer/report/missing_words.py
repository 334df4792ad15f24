"""What is missing from a forecast because its scenario does not tell of it, as sentences."""

from collections.abc import Iterator, Sequence

from simulator.forecasts.forecast import Design

MOST_NAMES = 3


def missing_words(design: Design, against: str) -> tuple[str, ...]:
    """What each program gives and nobody buys or does here, and what is done and brings nothing.

    Args:
        design: the figures of a program.
        against: the program that the shop has; empty: none.
    """
    return (
        *_not_sold(design.products_not_sold, design.program),
        *_not_told(design.activities_not_told, design.program),
        *_not_weighed(design.activities_told, design.program),
        *_not_sold(design.against_not_sold, against),
        *_not_told(design.against_not_told, against),
    )


def names_said(names: Sequence[str], last: str = "and") -> str:
    """Names in a sentence, the first of them where there are many."""
    quoted = [f'"{name}"' for name in names]
    if len(quoted) > MOST_NAMES:
        more = len(quoted) - MOST_NAMES + 1
        quoted = [*quoted[: MOST_NAMES - 1], f"{more} more"]
    return f" {last} ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def _not_sold(products: Sequence[str], program: str) -> Iterator[str]:
    if products:
        names = ", ".join(f'"{name}"' for name in products)
        yield (
            f"In the scenario the shop sells nothing of {names}, so what {program} gives for that "
            "is missing here. Calibrate from orders with their lines, or write the products into "
            "the scenario."
        )


def _not_told(activities: Sequence[str], program: str) -> Iterator[str]:
    if activities:
        yield (
            f"The scenario does not say how often members do {names_said(activities, 'or')}, so "
            f'what {program} gives for that is missing here. Write it under "activities" in the '
            "scenario (simulator/CALIBRATION.md)."
        )


def _not_weighed(activities: Sequence[str], program: str) -> Iterator[str]:
    if activities:
        yield (
            f"What {program} gives for {names_said(activities)} is counted; what that brings the "
            "shop, such as a friend who comes, is not."
        )

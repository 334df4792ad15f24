"""Problems with dates and times of day."""

from datetime import date

from dsl.checker.context import Context
from dsl.checker.words import count, day
from dsl.diagnostics.diagnostic import Edit, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.syntax.tree import Leaf, Node


def no_such_date(context: Context, node: Node, last: tuple[int, str, Leaf] | None) -> None:
    """A day that no calendar has.

    Args:
        last: the last day of its month, the month in words, and the number that is wrong.
    """
    body = "A date has a day, a month and a year between 1900 and 9000."
    fix = None
    if last is not None:
        number, month, leaf = last
        body = f"{month[:1].upper()}{month[1:]} has {count(number, 'day')}."
        if leaf.kind == "NUMBER":
            fix = Fix("name its last day", edits=(Edit(leaf.span, str(number)),))
    context.report(
        diagnostic(
            "no-such-date",
            f"there is no {context.text_of(node)[:40]}",
            Label(node.span, "not in any calendar"),
            body=body,
            fix=fix,
        )
    )


def no_such_time(context: Context, leaf: Leaf) -> None:
    """A time that no clock shows."""
    context.report(
        diagnostic(
            "no-such-date",
            f"no clock shows {leaf.text}",
            Label(leaf.span, "not a time of day"),
            body="Times run from 0:00 to 23:59; a stretch of time may end at 24:00.",
        )
    )


def empty_dates(context: Context, node: Node, first: date, last: date) -> None:
    """Dates that hold no day, because the last one is before the first."""
    text = context.text_of(node)
    swapped = None
    parts = list(node.nodes("date"))
    if len(parts) == 2:
        one, two = parts
        swapped = Fix(
            "put the earlier date first",
            edits=(Edit(one.span, context.text_of(two)), Edit(two.span, context.text_of(one))),
        )
    context.report(
        diagnostic(
            "empty-dates",
            "these dates hold no day",
            Label(node.span, f"ends {count((first - last).days, 'day')} before it starts"),
            body=f'"{text[:80]}": {day(last)} comes before {day(first)}.',
            fix=swapped,
        )
    )


def empty_times(context: Context, node: Node) -> None:
    """A stretch of a day without a minute."""
    context.report(
        diagnostic(
            "empty-dates",
            "these times hold no minute",
            Label(node.span, "ends when it starts"),
            body="A stretch of the day ends after it starts; a whole day needs no line.",
        )
    )


def next_after_nothing(context: Context, node: Node) -> None:
    """A day of the next month or year, where there is no day to see it from."""
    period = "month" if node.kind == "next_month_day" else "year"
    day_words = context.text_of(node).split(" of the next ")[0]
    context.report(
        diagnostic(
            "statement-does-not-belong",
            f'"the next {period}" is seen from no day here',
            Label(node.span, f"the {period} after which?"),
            body=f"Points become available in the {period} after they were earned. This line waits"
            " for nothing of the kind, so its day is one that comes again, or a date.",
            fix=_each(node, f"{day_words} {'of each' if period == 'month' else 'each'} {period}"),
        )
    )


def _each(node: Node, words: str) -> Fix:
    return Fix(f'write "{words}"', edits=(Edit(node.span, words),))


def no_such_week(context: Context, leaf: Leaf) -> None:
    """A sixth Monday of a month."""
    context.report(
        diagnostic(
            "no-such-date",
            f"no month has a {leaf.text} weekday of one name",
            Label(leaf.span, "at most the 5th"),
            body="Each weekday comes four or five times in a month.",
            fix=Fix('write "last"', edits=(Edit(leaf.span, "last"),)),
        )
    )

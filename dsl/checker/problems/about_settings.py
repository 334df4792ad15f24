"""Problems with the program's own settings: currency, time zone, recurring dates."""

import re
from collections.abc import Sequence

from dsl.checker.context import Context
from dsl.checker.problems.about_names import use_nearest
from dsl.checker.words import listed
from dsl.diagnostics.diagnostic import Edit, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.source.span import Span
from dsl.syntax.tree import Leaf
from dsl.values.currencies import EVERYDAY_CODES


def unknown_currency(context: Context, leaf: Leaf, known: Sequence[str]) -> None:
    """A code that no currency has."""
    written = leaf.text.upper()
    meant = EVERYDAY_CODES.get(written, written if written in known else "")
    nearest = (meant,) if meant else context.suggest(written, known).nearest
    body = "A currency is named by its three letters of ISO 4217, as in EUR or USD."
    if meant:
        body = f"{body[:-1]}; this one is {meant}."
    fix = None
    if len(nearest) == 1:
        places = [leaf.span, *_sums_in(context, leaf.text)]
        edits = tuple(Edit(span, nearest[0]) for span in places)
        fix = Fix(f"write {nearest[0]} wherever it stands", edits=edits)
    context.report(
        diagnostic(
            "unknown-currency",
            f"no currency has the code {leaf.text[:20]}",
            Label(leaf.span, "not a code of ISO 4217"),
            body=body,
            fix=fix,
        )
    )


def unknown_time_zone(context: Context, leaf: Leaf, known: Sequence[str]) -> None:
    """A zone that the list of time zones does not have."""
    found = context.suggest(leaf.text, known)
    nearest = f" The nearest is {listed(found.nearest, 'or')}." if found.nearest else ""
    context.report(
        diagnostic(
            "unknown-time-zone",
            f"there is no time zone {leaf.text[:40]}",
            Label(leaf.span, "not in the IANA list of time zones"),
            body="A time zone is named by its region and a large town in it, as in"
            f" Europe/Berlin.{nearest}",
            fix=use_nearest(context, leaf.span, found.nearest, quotes=False),
        )
    )


def unknown_recurrence(context: Context, leaf: Leaf, why: str) -> None:
    """A text that is no rule of iCalendar."""
    context.report(
        diagnostic(
            "unknown-recurrence",
            "this recurring date cannot be read",
            Label(leaf.span, "not a rule of iCalendar"),
            body=why,
            fix=Fix(
                "write a rule of iCalendar, for example",
                example='  recurring "FREQ=MONTHLY;BYDAY=-1FR"',
            ),
        )
    )


def _sums_in(context: Context, code: str) -> list[Span]:
    """Where a currency's code stands behind a number, or says what a wallet holds."""
    pattern = rf"(?:(?<=[0-9] )|(?<=holds )){re.escape(code)}\b"
    return [Span(*found.span()) for found in re.finditer(pattern, context.document.text)]

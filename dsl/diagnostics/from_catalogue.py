"""Builds a diagnostic whose severity comes from the catalogue."""

from collections.abc import Sequence

from dsl.diagnostics.catalogue import CATALOGUE
from dsl.diagnostics.diagnostic import Diagnostic, Fix, Label


def diagnostic(
    slug: str,
    title: str,
    label: Label,
    *,
    others: Sequence[Label] = (),
    body: str = "",
    fix: Fix | None = None,
) -> Diagnostic:
    """The diagnostic with the severity that the catalogue gives its slug.

    Args:
        slug: a name in the catalogue.
        title: one line that makes sense alone, 72 characters at most.
        label: the smallest text that must change.
        others: further places that say why.
        body: one to three sentences, what the program would do, with the numbers worked out.
        fix: the way out, where there is a good one.

    Raises:
        KeyError: the catalogue has no such slug.
    """
    severity = CATALOGUE[slug].severity
    return Diagnostic(slug, severity, title, label, tuple(others), body, fix)

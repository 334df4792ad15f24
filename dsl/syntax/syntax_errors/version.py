"""The first line, which says the version of the language."""

from collections.abc import Sequence

from dsl.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.source.span import Span
from dsl.syntax.scanner import Line
from dsl.syntax.syntax_errors.mistake import Mistake
from dsl.syntax.syntax_errors.wording import quoted
from dsl.syntax.trial import accepted

VERSION_WORD = "perkwright"


def refused_version(lines: Sequence[Line], newest: int) -> Diagnostic | None:
    """The problem of a text whose first line names a version that cannot be read."""
    first = lines[0].words if lines else []
    if len(first) != 2 or first[0].text != VERSION_WORD or first[1].kind != "NUMBER":
        return None
    number = first[1]
    if number.text == str(newest):
        return None
    if _is_newer(number.text, newest):
        return diagnostic(
            "newer-version",
            f"this program is written in version {quoted(number.text).strip(chr(34))}",
            Label(number.span, f"this tool reads versions up to {newest}"),
            body="The number counts changes of meaning, so the rest of the text could mean "
            "something else than this tool would make of it. A newer perkwright reads it.",
        )
    return diagnostic(
        "unknown-version",
        f"there is no version {quoted(number.text).strip(chr(34))} of the language",
        Label(number.span, "not a version"),
        body=f"The first line says the version of the language; the newest is {newest}.",
        fix=Fix(f"name version {newest}", "", (Edit(number.span, str(newest)),)),
    )


def _is_newer(text: str, newest: int) -> bool:
    """Whether a written number is a whole one above the newest; any length of it is compared."""
    digits = text.replace(",", "").lstrip("0")
    return digits.isdigit() and (len(digits), digits) > (len(str(newest)), str(newest))


def misplaced_version(mistake: Mistake) -> Diagnostic | None:
    """A version line that is not the first, or says no version."""
    if mistake.first != VERSION_WORD:
        return None
    if VERSION_WORD in accepted(mistake.states):
        return diagnostic(
            "unknown-version",
            "the first line does not say a version",
            Label(Span(mistake.offset, mistake.line.end), "no version"),
            body="The first line names the language and its version by a whole number.",
            fix=mistake.fix(
                "name version 1", Edit(Span(mistake.offset, mistake.line.end), f"{VERSION_WORD} 1")
            ),
        )
    end = mistake.line.end
    return diagnostic(
        "version-not-first",
        "the version stands below other lines",
        Label(Span(mistake.offset, end), "belongs on the first line"),
        body="The version is read before anything else, so it is the first line of a program and "
        "stands there once.",
        fix=Fix("take the line away", "", (_whole_line(mistake),)),
    )


def _whole_line(mistake: Mistake) -> Edit:
    text = mistake.document.text
    end = text.find("\n", mistake.line.end)
    return Edit(Span(mistake.line.start, len(text) if end < 0 else end + 1), "")

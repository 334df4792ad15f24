"""Amounts that are written another way: money, shares, numbers, and numbers without a unit."""

import re

from dsl.diagnostics.diagnostic import Diagnostic, Edit, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.source.span import Span
from dsl.syntax.syntax_errors.mistake import Mistake
from dsl.syntax.syntax_errors.wording import quoted
from dsl.syntax.tree import Leaf

_FIGURE = r"[0-9](?:[0-9.,]*[0-9])?"
_MONEY = re.compile(
    rf"(?:US)?(?P<sign>[$€£¥])\s*(?P<after_sign>{_FIGURE})"
    rf"|(?P<before_sign>{_FIGURE})\s*(?P<behind>[$€£¥])"
    rf"|(?P<whole>[0-9][0-9.]*)[,.][-–—]{{1,2}}"
    rf"|\b(?P<code>[A-Z]{{3}})\s?(?P<after_code>{_FIGURE})"
)
_CODES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_CURRENCY = re.compile(r"^\s*currency\s+([A-Z]{3})\b", re.MULTILINE)
_UNIT = re.compile(r"^\s*unit\s+([^\s,]+)\s*,\s*plural\s+([^\s#]+)", re.MULTILINE)
_OF_TIME = frozenset("after available expire grace kept lapses refunds valid".split())
_SHARE = re.compile(rf"({_FIGURE})\s*(?:%|percent\b|per\s+cent\b|pct\b)")
_OTHER_FIGURE = re.compile(
    r"[0-9]{1,3}(?:(?P<parts>[ .'])[0-9]{3})(?:(?P=parts)[0-9]{3})*(?:,[0-9]+)?|[0-9]+,[0-9]+"
)
_COUNTING = {
    word: str(number)
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
}


def currency_of(mistake: Mistake) -> str | None:
    """The currency that the program names, if it does."""
    found = _CURRENCY.search(mistake.document.text)
    return found[1] if found else None


def units_of(mistake: Mistake) -> list[str]:
    """The units that the program declares, in the plural."""
    return [many for _, many in _UNIT.findall(mistake.document.text)]


def unit_of(mistake: Mistake) -> tuple[str, str]:
    """The first unit that the program declares, one and many of it."""
    found = _UNIT.search(mistake.document.text)
    return (found[1], found[2]) if found else ("point", "points")


def money(mistake: Mistake) -> Diagnostic | None:
    """`$5`, `5 €`, `USD 5` or `5,-`."""
    found = list(_MONEY.finditer(mistake.bare_text))
    near = [each for each in found if mistake.touches(*each.span())]
    if not near:
        return None
    edits = [Edit(mistake.span(*each.span()), _as_money(mistake, each)) for each in found]
    right = _as_money(mistake, near[0])
    return diagnostic(
        "money-spelling",
        f"the sum {quoted(near[0][0], 24)} is written {quoted(right, 24)}",
        Label(mistake.span(*near[0].span()), "a sum of money"),
        body="Money is a number and then the three letters of its currency, as any other amount "
        "is a number and its unit.",
        fix=mistake.fix(f"write {quoted(right)}", *edits),
    )


def _as_money(mistake: Mistake, found: re.Match[str]) -> str:
    figure = next(
        found[name] for name in ("after_sign", "before_sign", "whole", "after_code") if found[name]
    )
    sign = found["sign"] or found["behind"]
    written = found["code"] or _CODES.get(sign or "")
    code = written if written and sign != "$" else currency_of(mistake) or written or "EUR"
    return f"{_plain_figure(figure)} {code}"


def share(mistake: Mistake) -> Diagnostic | None:
    """`2 %` or `2 percent`."""
    for found in _SHARE.finditer(mistake.bare_text):
        if not mistake.touches(*found.span()):
            continue
        right = f"{_plain_figure(found[1])}%"
        if found[0] != right:
            return diagnostic(
                "percent-spelling",
                f"the share {quoted(found[0])} is written {quoted(right)}",
                Label(mistake.span(*found.span()), "a share"),
                body="A share is a number with the sign % directly behind it.",
                fix=mistake.fix(f"write {quoted(right)}", Edit(mistake.span(*found.span()), right)),
            )
    return None


def figure(mistake: Mistake) -> Diagnostic | None:
    """`10 000`, `2,5`, or a number in letters."""
    for found in _OTHER_FIGURE.finditer(mistake.bare_text):
        if mistake.touches(*found.span()):
            return _figure(mistake, mistake.span(*found.span()), found[0], _plain_figure(found[0]))
    word = mistake.word
    if "<NUMBER>" in mistake.accepted and word.text in _COUNTING and not mistake.is_line_end:
        return _figure(mistake, word.span, word.text, _COUNTING[word.text])
    return None


def _figure(mistake: Mistake, span: Span, written: str, right: str) -> Diagnostic | None:
    if written == right:
        return None
    return diagnostic(
        "number-spelling",
        f"the number {quoted(written)} is written {quoted(right)}",
        Label(span, "a number"),
        body="Numbers are written in figures. A comma parts the thousands and a point the "
        "decimals: 10,000 and 2.5.",
        fix=mistake.fix(f"write {quoted(right)}", Edit(span, right)),
    )


def _plain_figure(text: str) -> str:
    """A figure with a point before its decimals and a comma between its thousands."""
    whole, decimals = text, ""
    last = max(text.rfind("."), text.rfind(","))
    digits_behind = len(text) - last - 1
    if last >= 0 and digits_behind != 3:
        whole, decimals = text[:last], "." + text[last + 1 :]
    digits = re.sub(r"[^0-9]", "", whole) or "0"
    grouped = f"{int(digits):,}" if 4 < len(digits) < 19 else digits
    return grouped + decimals


def missing_unit(mistake: Mistake) -> Diagnostic | None:
    """A number that nothing is counted in."""
    number = _number_without_unit(mistake)
    if number is None:
        return None
    units = ["days"] if mistake.first in _OF_TIME else units_of(mistake)
    example = mistake.text[: number.end - mistake.offset] + f" {[*units, 'points'][0]}"
    example += mistake.text[number.end - mistake.offset :]
    return diagnostic(
        "missing-unit",
        f"the number {number.text[:20]} does not say what it counts",
        Label(number.span, "its unit is missing"),
        body="Every number has its unit behind it: the unit of a wallet, a currency, or a word "
        "such as days, times or items.",
        fix=mistake.fix("add the unit, for example", example=example),
    )


def _number_without_unit(mistake: Mistake) -> Leaf | None:
    """The number before the word that does not fit, or before one that was taken for its unit."""
    before = mistake.words[max(0, mistake.position - 2) : mistake.position]
    if before and before[-1].kind == "NUMBER":
        return before[-1] if "<WORD>" in mistake.accepted else None
    if len(before) < 2 or before[0].kind != "NUMBER" or before[1].kind != "WORD":
        return None
    end = before[1].end
    said_again = Edit(Span(end, end), f" {before[1].text}")
    return before[0] if mistake.cures([said_again]) else None

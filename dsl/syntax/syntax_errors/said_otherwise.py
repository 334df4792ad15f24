"""What shop owners say in other words than the language has: each way, and how it is said here.

A row only counts where the line can be read with it, so a row may be as loose as people are.
"""

import re
from functools import cache

from dsl.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.source.span import Span
from dsl.syntax.syntax_errors.mistake import Mistake
from dsl.syntax.syntax_errors.wording import quoted

_MOST_AT_ONCE = 4
_WIDEST_TITLE = 72
_PLACEHOLDER = 0xE000
"""Characters that no text uses stand for names while words are changed."""

_FIGURE = r"[0-9][0-9,.]*"
_ROWS: tuple[tuple[str, str], ...] = (
    # when a rule fires
    (r"^(?:on |with |for )?(?:every|each|any) (purchase|referral|donation)$", r"on a \1"),
    (r"^(?:on )?(?:sign(?:ing)?[ -]?up|registration|enrol+ment)$", "on joining"),
    (r"^(?:on )?(?:a |their |the member's )?birthday$", "on the birthday"),
    # what is given
    (r"^(?:earn|award|add|collect|get) (?=[0-9])", "give "),
    (rf"^({_FIGURE} \S+ per) ", r"give \1 "),
    (rf"^({_FIGURE})x (\S+)$", r"multiply \2 by \1"),
    (rf"(?<=\s)(?:x|\*|times) ?(?={_FIGURE}$)", "by "),
    (r"^double (?:the )?(\S+)", r"multiply \1 by 2"),
    (r"^triple (?:the )?(\S+)", r"multiply \1 by 3"),
    (r"\b(?:for|on) every (?=[0-9])", "per "),
    (r"\b(?:for|per) each (?=[0-9])", "per "),
    (r"\b(?:for|per) every full\b", "for each full"),
    (r"\bper (?=[A-Z]{3}\b)", "per 1 "),
    (rf"\b(per {_FIGURE} ?[A-Z]{{3}})(?: (?:spent|spend))?$", r"\1 of net spend"),
    (r"\bof (?:spend|spending|sales)\b", "of net spend"),
    (r"\bspent on\b", "of net spend on"),
    (rf"\b({_FIGURE} [A-Z]{{3}}) spent\b", r"\1 of net spend"),
    (r"\binto (?=\s|$)", "as "),
    # how often, and how much at most
    (rf"^(?:max(?:imum)?|limit(?:ed to)?|up to|no more than) (?={_FIGURE})", "at most "),
    (r"^twice\b", "at most 2 times"),
    (r"^(?:thrice|three times)\b", "at most 3 times"),
    (rf"^(?=(?:at most )?{_FIGURE} times?\b)(?:at most )?", "at most "),
    (r"\bper (?:customer|person|user|client|account)\b", "per member"),
    (r"\ba (day|week|month|quarter|year)$", r"per \1"),
    (r"(?<=\s)(?=per (?:day|week|month|quarter|year)$)", "per member "),
    # conditions
    (r"\bthe (?:amount|total|basket|spend|purchase amount)(?= is\b| [<>])", "the net spend"),
    (r"(?: is)?\s*>=\s*", " is at least "),
    (r"(?: is)?\s*<=\s*", " is at most "),
    (r"(?: is)?\s*>\s*", " is more than "),
    (r"(?: is)?\s*<\s*", " is less than "),
    (r"\bis (?:over|above|greater than|higher than)\b", "is more than"),
    (r"\bis (?:under|below|fewer than|lower than)\b", "is less than"),
    (r"\bthe (?:category|product|item|brand|sku) (?:is|=)(?=\s)", "the purchase includes"),
    (r"\bcontains\b", "includes"),
    (r"\band (?:above|higher|up)\b", "or above"),
    (r"\bor (?:higher|better|up)\b", "or above"),
    (r"\bcustomer's\b", "member's"),
    (r"\bthe customer\b", "the member"),
    # rewards and benefits
    (r"\b(?:a|1) (?:free )?(?:product|item) from\b", "one product from"),
    (r"\bfree delivery\b", "free shipping"),
    (r"^(?:price|for) (?=[0-9])", "costs "),
    (r"^(?:expires?|valid|lasts?)(?: (?:for|after|in|within))? (?=[0-9])", "valid for "),
    (r"\bfor a (day|week|month|quarter|year)$", r"for 1 \1"),
    (r"^(?:min(?:imum)?) (?:purchase|spend)(?: of)? (?=[0-9])", "needs a purchase of at least "),
    (r"^cost (?:for|to) us\b", "costs us"),
    # wallets, tiers, programs
    (rf"^(?:\S+ )?expires? (?:after|in|within) ({_FIGURE} \S+)$", r"expire \1 after earning"),
    (r"^(?:\S+ )?(?:never expires?|do(?:es)? not expire|no expiry)$", "expire never"),
    (r"^(?:\S+ )?expires?(?: on)? (?=[0-9])", "expire on "),
    (r"^round (?:to )?nearest\b", "round to the nearest"),
    (r"^rounded\b", "round"),
    (r"\bthe last visit\b", "the last purchase"),
    (r"^(renew|end)s? automatically$", r"\1s by itself"),
    (r"^kept for (?=[0-9])", "kept "),
    (r"\bforever\b", "for life"),
    (r"\b(?:per|each|every) (?:calendar )?(day|week|month|quarter|year)$", r"in a calendar \1"),
    (r"^(?:starts?|begins?)(?: on| from)? (?=[0-9])", "starts on "),
    (r"^(?:ends?|stops?)(?: on)? (?=[0-9])", "ends on "),
    (r"^timezone\b", "time zone"),
    (rf"^margin(?: of)? ({_FIGURE})$", r"margin \1%"),
    (r"^(?:free to join|joining is free|join for free)$", "join free"),
    (r"^unit (\w*[^\Ws])$", r"unit \1, plural \1s"),
)


@cache
def _said_here() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The rows made ready, which a text without a slip does not wait for."""
    return tuple((re.compile(pattern), right) for pattern, right in _ROWS)


def said_otherwise(mistake: Mistake) -> Diagnostic | None:
    """A line that can be read once it is said in the words of the language."""
    for pattern, right in _said_here():
        found = pattern.search(mistake.bare_text)
        if found and found.expand(right) != found[0]:
            edit = Edit(mistake.span(*found.span()), found.expand(right))
            if mistake.cures([edit]):
                return _said_otherwise(mistake, edit)
    whole = _said_in_several_ways(mistake)
    return _said_otherwise(mistake, whole) if whole else None


def _said_in_several_ways(mistake: Mistake) -> Edit | None:
    """The whole line with one row after the other, until it can be read."""
    text, names = mistake.text, []
    for number, word in enumerate(each for each in mistake.line.words if each.kind == "NAME"):
        names.append(word.text)
        text = text.replace(word.text, chr(_PLACEHOLDER + number), 1)
    used = 0
    for pattern, right in _said_here() if mistake.bare_text else ():
        changed = pattern.sub(right, text, count=1)
        if changed == text:
            continue
        text, used = changed, used + 1
        whole = "".join(_restored(character, names) for character in text)
        edit = Edit(Span(mistake.offset, mistake.line.end), whole)
        if mistake.cures([edit]):
            return edit
        if used == _MOST_AT_ONCE:
            break
    return None


def _restored(character: str, names: list[str]) -> str:
    number = ord(character) - _PLACEHOLDER
    return names[number] if 0 <= number < len(names) else character


def _said_otherwise(mistake: Mistake, edit: Edit) -> Diagnostic:
    text = mistake.document.text
    written = text[edit.span.start : edit.span.end].strip()
    right = quoted(edit.replacement.strip())
    title = f"{quoted(written)} is said {right}" if written else f"the line does not say {right}"
    return diagnostic(
        "said-otherwise",
        title if len(title) <= _WIDEST_TITLE else "the language has other words for this line",
        Label(edit.span if written else mistake.line.words[0].span, f"say {right}"),
        body="Each thing is said in one way only, so that two people who read a program "
        "understand the same.",
        fix=Fix("say it like this", "", (edit,)),
    )

"""The terms of a program for its customers, complete and from the program alone, as Markdown."""

from collections.abc import Iterator

from designer.report.customer_view import for_customers, said
from dsl.program.program import Program
from dsl.program.saved_form import program_sha256
from dsl.program.to_words import block_in_words
from dsl.program.words_of_amounts import listed, names, unit_name

SHOWN_OF_HASH = 12
_ABOUT_RETURNS = "A return"


def customer_terms(program: Program) -> str:
    """The terms, section by section; the last line says which program they are of."""
    seen = for_customers(program)
    sections = (
        ("Joining", _joining(seen)),
        ("How members earn", _earning(seen)),
        ("What members collect", _collecting(seen)),
        ("Levels", _named(seen, "tier", [each.name for each in seen.tiers])),
        ("What members are given", _benefits(seen)),
        ("Rewards", _rewards(seen)),
        ("When something is returned", returns_in_words(seen)),
        ("What the names mean", _definitions(seen)),
        ("Changes, and what else holds", (f"- {words}" for words in program.terms)),
    )
    lines = [f"# {program.name}: terms for members", ""]
    for title, paragraphs in sections:
        found = list(paragraphs)
        if found:
            lines += [f"## {title}", "", *found, ""]
    lines.append(f"Terms of program {program_sha256(program)[:SHOWN_OF_HASH]}.")
    return "\n".join(lines) + "\n"


def _named(program: Program, kind: str, found: list[str]) -> Iterator[str]:
    for name in found:
        words = said(program, kind, name)
        if words:
            yield f"- **{name}.** {words}"


def _joining(program: Program) -> Iterator[str]:
    left_out = listed([str(part) for part in program.net_spend_leaves_out], "and")
    for words in block_in_words(program, "program", program.name):
        if words.startswith("Net spend leaves out"):
            yield (
                f"- Net spend is what is paid for the goods, without {left_out}."
                if left_out
                else "- Net spend is all that is paid."
            )
        else:
            yield f"- {words}"
    yield from _named(program, "membership", [each.name for each in program.memberships])


def _earning(program: Program) -> Iterator[str]:
    earning = [rule.name for rule in program.rules if rule.benefit is None]
    yield from _named(program, "earn", earning)
    yield from _named(program, "group", [each.name for each in program.groups])


def _collecting(program: Program) -> Iterator[str]:
    for wallet in program.wallets:
        sentences = block_in_words(program, "wallet", wallet.name)
        words = " ".join(each for each in sentences if not each.startswith(_ABOUT_RETURNS))
        yield f"- **{wallet.name}.** {words}"


def _benefits(program: Program) -> Iterator[str]:
    yield from _named(program, "benefit", [rule.name for rule in program.rules if rule.benefit])
    for perk in program.perks:
        words = said(program, "perk", perk.name) or "For every member."
        yield f"- **{perk.name}.** {words}"


def _rewards(program: Program) -> Iterator[str]:
    yield from _named(program, "reward", [each.name for each in program.rewards])


def returns_in_words(program: Program) -> Iterator[str]:
    """What a return does, one point after the other."""
    if not program.wallets:
        yield "- Nothing is collected in this program, so a return takes nothing back."
        return
    yield (
        "- What was earned for what comes back is taken back, by the rules that held on the day "
        "of the purchase."
    )
    for wallet in program.wallets:
        spent = f"Where {unit_name(wallet)} {'was' if wallet.is_money else 'were'} spent already"
        if wallet.below_zero:
            yield (
                f"- {spent}, the balance goes below zero and what is earned next makes up for it."
            )
        else:
            yield f"- {spent}, the balance stops at zero."
    kept = [each.name for each in program.rewards if not each.return_gives_back]
    if any(each.return_gives_back for each in program.rewards):
        but = f", except {names(kept)}" if kept else ""
        yield f"- A reward that was used for what comes back can be used again{but}."
    elif kept:
        yield f"- {names(kept)} cannot be used again."


def _definitions(program: Program) -> Iterator[str]:
    for kind, found in (
        ("products", program.products),
        ("activity", program.activities),
        ("attribute", program.attributes),
        ("calendar", program.calendars),
        ("segment", program.segments),
    ):
        yield from _named(program, kind, [each.name for each in found])

"""Says which checks were left out for want of the shop's own figures."""

from collections.abc import Iterator

from dsl.checker.whole_program.whole import Whole
from dsl.checker.words import listed
from dsl.diagnostics.diagnostic import Diagnostic, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic


def check(whole: Whole) -> Iterator[Diagnostic]:
    """One note for all that is missing."""
    program, shop = whole.program, whole.shop
    if whole.has_error or not (program.rewards or program.rules):
        return
    missing, unchecked = [], []
    if program.margin is None:
        missing.append("the margin")
        unchecked.append("whether members get back more than a sale earns")
    if program.rewards:
        if shop is None or shop.usual_basket is None:
            missing.append("the usual basket")
        if shop is None or shop.visits_per_month is None:
            missing.append("how often members come")
        if len(missing) > len(unchecked):
            unchecked.append("whether ordinary members can reach the rewards")
    if missing:
        yield _told(whole, missing, unchecked)


def _told(whole: Whole, missing: list[str], unchecked: list[str]) -> Diagnostic:
    figures = listed(missing)
    file = _shop_file(whole.context.document.name)
    fix = Fix("say the margin in the program block, for example", example="  margin 40%")
    if whole.program.margin is not None:
        lines = f'usual_basket = "24.00 {whole.program.currency}"\nvisits_per_month = "2"'
        fix = Fix(f"say them in the file {file}, for example", example=lines)
    return diagnostic(
        "not-checked",
        f"not checked: {unchecked[0]}",
        Label(whole.program_span, f"without {figures}"),
        body=f"{figures[:1].upper()}{figures[1:]} {'is' if len(missing) == 1 else 'are'} said"
        f" nowhere. Nothing else can tell {listed(unchecked)}.",
        fix=fix,
    )


def _shop_file(name: str) -> str:
    """The name of the shop file that stands beside a program file."""
    return name.rpartition("/")[2].removesuffix(".loyalty") + ".shop.toml"

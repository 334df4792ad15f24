"""Lowering: the same program gives the same plan, well formed, exact, and readable."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from dsl.compile import compile_text
from dsl.engine.evaluation.prepare import prepare
from dsl.plan.from_program import lower
from dsl.plan.operations import Operation
from dsl.plan.plan import Plan, Procedure
from dsl.plan.to_text import plan_to_text
from dsl.program.names import Group, Stacking
from dsl.program.program import Program
from dsl.program.rules import Multiply, Rule
from dsl.source.document import Document
from tests.unit.dsl.engine.evaluation import (
    add,
    at_most,
    give,
    given,
    on,
    program,
    purchase,
    rule,
    times,
)

ROOT = Path(__file__).parents[4]
LIBRARY = sorted((ROOT / "programs").glob("*/*.loyalty"))
REGISTERS = {
    *("value", "values", "first", "second", "slots", "mask", "fires", "base", "among", "to"),
    *("amounts", "numbers", "before", "times", "wanted", "discounts", "day"),
}


def library_program(path: Path) -> Program:
    compiled = compile_text(Document(path.name, path.read_text("utf-8")))
    assert compiled.program is not None
    return compiled.program


def registers_of(operation: Operation) -> Iterator[int]:
    if operation.do in ("constant", "one of"):
        yield from (operation.value,) if operation.do == "one of" else ()
        return
    for name in REGISTERS & set(type(operation).model_fields):
        found = getattr(operation, name)
        if isinstance(found, tuple):
            yield from found
        elif found is not None:
            yield found
    for reason in getattr(operation, "reasons", ()):
        yield reason.truth


def is_well_formed(procedure: Procedure) -> bool:
    return all(
        register < place
        for place, operation in enumerate(procedure.operations)
        for register in registers_of(operation)
    )


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_every_program_of_the_library_has_a_plan(path: Path) -> None:
    of = library_program(path)
    plan = lower(of)
    assert plan == lower(Program.model_validate_json(of.model_dump_json()))
    assert Plan.model_validate_json(plan.model_dump_json()) == plan
    assert all(is_well_formed(procedure) for procedure in plan.procedures)
    lines = plan_to_text(of, plan).splitlines()
    written = [line for line in lines if line.startswith("  r")]
    results = [each for each in plan.procedures if each.result is not None]
    assert len(written) == sum(len(each.operations) for each in plan.procedures) + len(results)
    assert len(prepare(of).steps) == len(plan.procedures)


def test_the_text_of_a_plan() -> None:
    of = program(
        rule("Every", give("1")),
        rule("Beauty", times("1.5", on("Beauty")), limits=(at_most(200),)),
        rule("Bonus", add(50)),
    )
    text = plan_to_text(of, lower(of)).split("\n\n", 1)[1]
    assert text == (
        'wallet 0 "Points" in parts of 200\n'
        "\n"
        'terms 0: "Points" available at once, never expire\n'
        "\n"
        'lines 0: "Beauty"\n'
        "\n"
        'limit 0: rule "Beauty" at most 200 per member, ever\n'
        "\n"
        "on a purchase\n"
        '  r0 = fires always                                       # rule "Every"\n'
        '  r1 = fires always                                       # rule "Beauty"\n'
        '  r2 = fires always                                       # rule "Bonus"\n'
        "  r3 = lines net spend\n"
        "  r4 = scale r3 by 2\n"
        '  r5 = claim r4 if r0                                     # rule "Every"\n'
        "  r6 = fixed 10000\n"
        '  r7 = claim r6 if r2                                     # rule "Bonus"\n'
        "  r8 = select lines 0\n"
        '  r9 = excess of r5 in r8 by 1/2 if r1                    # rule "Beauty"\n'
        "  r10 = round [r5 r9 r7] by 200 down per purchase\n"
        '  r11 = post r10.0 in wallet 0 terms 0                    # rule "Every"\n'
        '  r12 = post r10.1 in wallet 0 terms 0 limits 0           # rule "Beauty"\n'
        '  r13 = post r10.2 in wallet 0 terms 0                    # rule "Bonus"\n'
    )


FACTORS = st.fractions(1, 4, max_denominator=12)
RATES = st.fractions(Fraction(1, 30), 10, max_denominator=30)
STACKS = st.lists(st.lists(FACTORS, min_size=1, max_size=3), min_size=1, max_size=3)


@for_all(
    RATES,
    STACKS,
    st.lists(st.sampled_from(Stacking), min_size=3, max_size=3),
    st.lists(st.integers(0, 100_000), min_size=1, max_size=3),
)
def test_multipliers_are_exact_whatever_their_fractions(
    rate: Fraction, stacks: list[list[Fraction]], ways: list[Stacking], prices: list[int]
) -> None:
    rules: list[Rule] = [rule("Every", give(str(rate)))]
    groups = []
    exact = rate * Fraction(sum(prices), 100)
    for number, (factors, way) in enumerate(zip(stacks, ways, strict=False)):
        groups.append(Group(name=f"G{number}", stacking=way))
        rules += [
            rule(f"M{number}.{place}", times(str(factor)), group=f"G{number}")
            for place, factor in enumerate(factors)
        ]
        exact *= together(way, factors)
    of = program(*rules, groups=tuple(groups))
    assert sum(given(of, purchase(*prices)).values()) == exact.__floor__()


def together(way: Stacking, factors: list[Fraction]) -> Fraction:
    if way is Stacking.ADD:
        return 1 + sum((factor - 1 for factor in factors), Fraction(0))
    if way is Stacking.BEST:
        return max(factors)
    product = Fraction(1)
    for factor in factors:
        product *= factor
    return product


@for_all(RATES, RATES, st.integers(0, 100_000))
def test_what_a_rule_gives_does_not_fall_when_its_rate_rises(
    low: Fraction, more: Fraction, price: int
) -> None:
    def gives(rate: Fraction) -> int:
        of = program(rule("A", give("1/3")), rule("B", give(str(rate))), rule("C", times("1.5")))
        return given(of, purchase(price)).get("B", 0)

    assert gives(low + more) >= gives(low)


def test_a_scale_is_no_larger_than_it_must_be() -> None:
    of = program(rule("Every", give("1")), rule("A", times("1.5")), rule("B", times("1.25")))
    assert lower(of).wallets[0].scale == 400
    multiply = Multiply(wallet="Points", factor=times("2").factor)
    assert lower(program(rule("Every", give("100"), multiply))).wallets[0].scale == 1

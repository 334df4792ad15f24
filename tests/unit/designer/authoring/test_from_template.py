"""A template in the owner's currency still is a program, with the owner's margin."""

import re
from fractions import Fraction

import pytest

from designer.authoring.from_template import (
    BLANK,
    Sale,
    adapted,
    file_stem,
    own_name,
    time_zone_in,
    with_margin,
)
from designer.workbench.gallery import templates
from designer.workbench.gallery_texts import gallery_texts
from dsl.compile import compile_text
from dsl.diagnostics.diagnostic import Severity
from dsl.program.program import Program
from dsl.source.document import Document
from tests.house_rules.test_messages import BANNED

TEXTS = {each.name: each.path.read_text("utf-8") for each in templates()} | {"blank": BLANK}


def _program(text: str) -> Program:
    compiled = compile_text(Document("new.loyalty", text))
    assert [e for e in compiled.diagnostics if e.severity is Severity.ERROR] == []
    assert compiled.program is not None
    return compiled.program


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("currency", ["USD", "EUR", "CHF", "JPY"])
def test_a_template_is_a_program_in_any_currency(name: str, currency: str) -> None:
    program = _program(adapted(TEXTS[name], currency, "41.5"))
    assert program.currency == currency
    assert str(program.margin) == str(_program(adapted(TEXTS["tiers"], "GBP", "41.5")).margin)


def test_nothing_else_is_changed() -> None:
    text = TEXTS["classic-points"]
    assert adapted(text, "USD") == text
    assert adapted(adapted(text, "EUR"), "USD") == text
    changed = adapted(text, "USD", "60").splitlines()
    assert [now for now, was in zip(changed, text.splitlines(), strict=True) if now != was] == [
        "  margin 60%"
    ]
    assert time_zone_in(text) == "America/New_York"
    moved = adapted(text, "USD", time_zone="Europe/Paris")
    assert moved == text.replace("America/New_York", "Europe/Paris")
    assert time_zone_in(moved) == "Europe/Paris"


def test_amounts_that_are_prices_become_those_of_the_shop_and_no_others() -> None:
    text, sale = TEXTS["punch-card"], Sale(template=Fraction("7.5"), own=Fraction("8.5"))
    bakery = adapted(text, "CHF", "60", sale=sale)
    before, after = text.splitlines(), bakery.splitlines()
    assert [now.strip()[:64] for now, was in zip(after, before, strict=True) if now != was] == [
        "currency CHF",
        "time zone Europe/Zurich",
        "margin 60%",
        'gives one product from "Single visit" up to 8.50 CHF',
        "costs us 3.40 CHF",
        "# The card costs 68 CHF, a single visit 8.50 CHF. What is left o",
        "worth 6.80 CHF per visit",
        'gives one product from "Single visit" up to 8.50 CHF',
        "costs us 3.40 CHF",
    ]
    whole = adapted(text, "JPY", "60", sale=sale._replace(own=Fraction(850)))
    assert {"up to 850 JPY", "costs us 340 JPY"} <= set(re.findall(r"(?:up to|costs us) .*", whole))


@pytest.mark.parametrize(
    ("currency", "purchase", "asked"),
    [
        ("USD", "15", "15 USD"),
        ("USD", "14.99", "7.50 USD"),
        ("USD", "5", "3 USD"),
        ("EUR", "0.9", "0.75 EUR"),
        ("JPY", "480", "300 JPY"),
    ],
)
def test_a_reward_asks_for_no_more_than_a_purchase(
    currency: str, purchase: str, asked: str
) -> None:
    text, sale = TEXTS["classic-points"], Sale(template=None, own=Fraction(purchase))
    text = adapted(text, currency, sale=sale)
    rewards = _program(text).rewards
    assert f"needs a purchase of at least {asked}" in text
    assert {each.prices[0].amount for each in rewards} == {2_000, 5_000}
    if asked == "3 USD":
        assert "  gives 1 USD off\n" in text
        assert 'reward "3 USD off"' in text
        assert "give 50 points per 1 USD of net spend" in text
        assert "40 USD of purchases make 2,000 points, which buy 1 USD off" in text


def test_a_currency_without_decimals_has_amounts_a_hundred_times_as_high() -> None:
    shown = re.findall(r".* JPY\b.*", adapted(TEXTS["paid-membership"], "JPY"))
    told = " ".join(" ".join(shown).split())
    assert "costs 6,000 JPY per year" in told
    assert "costs us 20 JPY per member per month" in told
    assert 'benefit "500 JPY each month"' in told


def test_a_name_ends_with_its_line() -> None:
    assert (own_name(BLANK), file_stem(BLANK)) == ("My Program", "my_program")
    assert own_name(BLANK.replace('My Program"', "My Program")) == ""


def test_a_margin_is_changed_where_the_program_says_it_and_nowhere_else() -> None:
    products = 'products "Coffee"\n  category coffee\n  margin 70%\n\n'
    silent = BLANK.replace('wallet "Points"', f'{products}wallet "Points"')
    assert with_margin(silent, "40") == silent
    told = silent.replace("  join free\n", "  join free\n  margin 62.5%  # of all\n")
    assert with_margin(f"{products}{told}", "40") == f"{products}{told}".replace("62.5%", "40%")
    blank = "\n  \n" * 500
    stretched = silent.replace("  join free\n", f"  join free\n{blank}")
    assert with_margin(stretched, "40") == stretched
    parted = told.replace("  margin", f"{blank}# what is left\n  margin")
    assert with_margin(parted, "40") == parted.replace("62.5%", "40%")


def test_every_program_is_in_the_gallery_in_an_owners_words() -> None:
    told = gallery_texts()
    assert sorted(each.name for each in told) == sorted(each.name for each in templates())
    for each in told:
        assert each.template.name == each.name
        words = f"{each.title} {each.customer_sees} {each.good_for} {each.think_twice_if}"
        assert not BANNED.search(f"{words} {each.costs}")
        assert len(each.title) <= 30
        assert len(each.in_short) <= 20

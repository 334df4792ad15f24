"""What compiling hands on: order, places, rules of tiers, and the shop's figures."""

from fractions import Fraction

import pytest

from dsl.checker.families import Family
from dsl.compile import Compiled, compile_text
from dsl.program.rules import EVERYBODY, Audience, Multiply
from dsl.program.saved_form import program_sha256
from dsl.program.shop import Shop
from dsl.program.shop_from_toml import ShopRefused, shop_from_toml
from dsl.program.time import Period
from dsl.program.wallets import AfterEarning
from dsl.source.document import Document

TEXT = """\
perkwright 1

earn "Before"
  on a purchase
  give 5 points per 2 EUR of net spend   # used before it is defined

tier "Silver"
  for everyone

  earn "Silver days"
    on a purchase
    add 5 points

tier "Gold"
  from 500 EUR of net spend
  includes "Silver"
  multiply points by 1.5

  reward "Lunch"
    costs 2,000 points for "Silver" or above
    costs 2,500 points
    gives 10 EUR off

tiers "Ladder"
  counted in a membership year
  kept 12 months
  grace 2 weeks

earn "After"
  on a purchase
  add 7 points
  for "Gold", "Club"

membership "Club"
  costs 5 EUR per month

program "Shop"
  currency EUR
  time zone Europe/Berlin
  join free
  channels "web"
  channels "till", "web"

wallet "Points"
  unit point, plural points
  decimals 1
  expire 1 year after earning, at the end of the quarter
"""


def compiled(text: str) -> Compiled:
    return compile_text(Document("shop.loyalty", text))


def test_rules_keep_the_order_of_the_text_and_tiers_multiply() -> None:
    program = compiled(TEXT).program
    assert program is not None
    names = [rule.name for rule in program.rules]
    assert names == ["Before", "Silver days", "Gold multiplier", "After"]
    days, gold, after = program.rules[1:]
    assert days.inside == Audience(tiers=("Silver", "Gold"))
    assert gold.inside == Audience(tiers=("Gold",))
    assert gold.tier_multiplier
    assert isinstance(gold.gives[0], Multiply)
    assert gold.gives[0].factor.exact == Fraction(3, 2)
    assert after.inside == EVERYBODY
    assert after.audience == Audience(tiers=("Gold",), memberships=("Club",))


def test_amounts_are_whole_smallest_units_and_rates_are_exact() -> None:
    program = compiled(TEXT).program
    assert program is not None
    give = program.rules[0].gives[0]
    assert give.kind == "rate"
    assert give.rate.exact == Fraction(50, 200)
    first, second = program.rewards[0].prices
    assert (first.amount, first.audience) == (20_000, Audience(tiers=("Silver", "Gold")))
    assert (second.amount, second.audience) == (25_000, EVERYBODY)
    assert program.rewards[0].inside == Audience(tiers=("Gold",))


def test_the_ladder_says_what_a_tier_does_not() -> None:
    program = compiled(TEXT).program
    assert program is not None
    silver, gold = program.tiers
    assert (silver.kept.kind, silver.grace_days) == ("length", 14)
    assert gold.entry.kind == "counted"
    assert gold.entry.any_of[0][0].at_least == 50_000
    window = gold.entry.any_of[0][0].measure.window
    assert window.kind == "period"
    assert window.period is Period.MEMBERSHIP_YEAR


def test_lists_add_up_and_durations_are_days_or_months() -> None:
    program = compiled(TEXT).program
    assert program is not None
    assert program.channels == ("web", "till")
    expiry = program.wallets[0].expiry
    assert isinstance(expiry, AfterEarning)
    assert (expiry.length.count, expiry.length.unit, expiry.end_of) == (12, "month", Period.QUARTER)


def test_places_are_beside_the_program() -> None:
    places = compiled(TEXT).places
    lines = TEXT.split("\n")
    assert places.line_of(Family.RULE, "After") == lines.index('earn "After"') + 1
    multiplies = lines.index("  multiply points by 1.5") + 1
    assert places.line_of(Family.RULE, "Gold multiplier") == multiplies
    assert places.line_of(Family.WALLET, "Points") == lines.index('wallet "Points"') + 1
    assert places.line_of(Family.AUDIENCE, "Nobody") is None
    gift = places.block(Family.RULE, "Lunch")
    assert TEXT[slice(*gift.line("prices", 1))] == "costs 2,500 points"


def test_layout_and_comments_do_not_change_the_hash() -> None:
    other = TEXT.replace("   # used before it is defined", "").replace("\n\n", "\n# a comment\n\n")
    first, second = compiled(TEXT).program, compiled(other).program
    assert first is not None
    assert second is not None
    assert program_sha256(first) == program_sha256(second)


def test_a_mistake_leaves_no_program_and_one_message() -> None:
    found = compiled(TEXT.replace("unit point, plural points", "unit point plural points"))
    assert found.program is None
    assert len(found.diagnostics) == 1


@pytest.mark.parametrize(
    ("text", "shop"),
    [
        ("", Shop()),
        ('usual_basket = "24.50 USD"', Shop(Fraction(49, 2), "USD", None)),
        ("usual_basket = 24.5", Shop(Fraction(49, 2), "", None)),
        ("visits_per_year = 5", Shop(None, "", Fraction(5, 12))),
        ('visits_per_month = "0.35"', Shop(None, "", Fraction(7, 20))),
        ('give_back_limit = "4.5%"', Shop(give_back_limit=Fraction(45, 1000))),
    ],
)
def test_a_shop_file_is_read_exactly(text: str, shop: Shop) -> None:
    assert shop_from_toml(text) == shop


@pytest.mark.parametrize(
    "text",
    [
        "usual_basket =",
        'usual_basket = "much"',
        'usual_basket = "0 USD"',
        "usual_basket = true",
        "visits_per_month = -2",
        "visits_per_month = 1\nvisits_per_year = 12",
        "visits = 3",
        "give_back_limit = 4",
        'give_back_limit = "101%"',
    ],
)
def test_a_shop_file_that_cannot_be_used_is_refused(text: str) -> None:
    with pytest.raises(ShopRefused):
        shop_from_toml(text)


def test_figures_in_another_currency_count_for_nothing() -> None:
    far = '\nreward "Far"\n  costs 90,000 points\n  gives 90 EUR off\n'
    document = Document("shop.loyalty", TEXT + far)
    shop = Shop(Fraction(1), "EUR", Fraction(1))
    told = [
        "unreachable-reward" in {one.slug for one in compile_text(document, figures).diagnostics}
        for figures in (shop, shop._replace(currency=""), shop._replace(currency="USD"))
    ]
    assert told == [True, True, False]

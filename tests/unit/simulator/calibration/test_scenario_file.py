"""A scenario file says what the scenario is, and what is wrong with it at its line."""

import json
from fractions import Fraction

import pytest

from dsl.ledger.strict_yaml import Refused
from simulator.calibration.customer_parts import Product
from simulator.calibration.from_five_figures import FiveFigures, scenario_from_five_figures
from simulator.calibration.from_yaml import scenario_from_yaml
from simulator.calibration.scenario import Scenario
from simulator.calibration.scenario_values import minor_of, money_text
from simulator.calibration.sectors import SECTORS
from simulator.calibration.to_yaml import scenario_to_yaml


def scenario(sector: str = "coffee-shop") -> Scenario:
    figures = FiveFigures(
        purchase="4.75 USD",
        visits_per_year=Fraction(30),
        margin="0.65",
        customers=800,
        sector=sector,
    )
    made = scenario_from_five_figures(figures, "America/New_York")
    product = Product(
        sku="y", category="1.50", labels=("no", 'a "b"'), share_of_lines=1, price="3 USD"
    )
    return made.model_copy(
        update={"basket": made.basket.model_copy(update={"products": (product,)})}
    )


@pytest.mark.parametrize("sector", SECTORS)
def test_what_is_written_is_read(sector: str) -> None:
    made = scenario(sector)
    text = scenario_to_yaml(made)
    assert scenario_from_yaml(text) == made
    assert scenario_to_yaml(scenario_from_yaml(text)) == text


@pytest.mark.parametrize(
    ("before", "after", "line", "told"),
    [
        ("format: 1", "format: 2", 3, "This version reads scenarios of format 1."),
        ('currency: "USD"', 'coin: "USD"', 3, '"currency" is missing.'),
        ('  rate: "0.65"', '  rate: "65"', None, '"margin.rate" cannot be "65".'),
        (
            '    s: "0.7"',
            '    s: "-1"',
            None,
            '"behaviour.pareto_nbd.s" cannot be "-1": the least is 0.0001.',
        ),
        (
            '    r: "0.8"',
            '    r: "27.9"',
            None,
            (
                '"r" divided by "alpha" says that customers buy 20.0508 times a week, and the most '
                'is 20. Write a larger "alpha" or a smaller "r".'
            ),
        ),
        (
            '    alpha: "1.3914666666666666"',
            '    alpha: "1e-300"',
            None,
            '"behaviour.pareto_nbd.alpha" cannot be "1e-300": the least is 0.0001.',
        ),
        (
            "known: 800",
            "known: 1000000000000000000000",
            None,
            '"customers.known" cannot be "1000000000000000000000": the most is 100,000,000.',
        ),
        (
            '"America/New_York"',
            '"Mars/Base"',
            None,
            'There is no time zone "Mars/Base". Write it like Europe/Berlin or America/New_York.',
        ),
        ('    s: "0.7"', '    s: "often"', None, '"behaviour.pareto_nbd.s" cannot be "often".'),
        (
            '  weekly: "',
            '  daily: "3"\n  weekly: "',
            None,
            'A scenario has no "acquisition.daily".',
        ),
        (
            '  yearly_interest: "0.08"\n',
            '  message: "0.10 USD"\n',
            None,
            'Messages are not simulated, so "costs.message" could not count.',
        ),
        (
            "states: []",
            (
                'states:\n    - customers: 700\n      repeats: "1"\n      last: "1"\n'
                '      age: "1"\n      mean_purchase: "4 USD"'
            ),
            18,
            (
                'The "states" have 700 customers together, and "known" says 800. A forecast of '
                "another number of them is made with --customers."
            ),
        ),
        ('"4.75 USD"', '"4.75"', None, '"spend.mean_purchase" cannot be "4.75".'),
    ],
)
def test_a_mistake_is_told_at_its_line(
    before: str, after: str, line: int | None, told: str
) -> None:
    text = scenario_to_yaml(scenario())
    assert text.count(before) == 1
    broken = text.replace(before, after)
    with pytest.raises(Refused) as refused:
        scenario_from_yaml(broken)
    assert refused.value.sentence == told
    place = 1 + broken[: broken.index(after)].count("\n")
    assert refused.value.line in {line, place}


@pytest.mark.parametrize(
    ("money", "minor"),
    [("24.00 USD", 2400), ("24 USD", 2400), ("1500 JPY", 1500), ("1.5 BHD", 1500)],
)
def test_money_is_exact(money: str, minor: int) -> None:
    assert minor_of(money) == minor
    assert minor_of(money_text(minor, money[-3:])) == minor


BEHAVIOUR = '      - ["0.16", "0.16", "0.0", "0.0"]'


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (BEHAVIOUR, '      - ["0.16"]', '"covariance" has 4 rows of 4 numbers each here.'),
        (
            BEHAVIOUR,
            '      - ["-9", "0.16", "0.0", "0.0"]',
            'The diagonal of "covariance" holds variances, which are 0 or more.',
        ),
        (
            'model: "pareto_nbd"',
            'model: "bg_nbd"',
            '"model" is "bg_nbd", and there is no "bg_nbd" with its parameters.',
        ),
        (
            'yearly_growth: "1.0"',
            'yearly_growth: "1e300"',
            '"acquisition.yearly_growth" cannot be "1e300": the most is 1,000.',
        ),
        ('level: "1.0"', 'level: "1e9"', '"backtest.level" cannot be "1e9": the most is 10.'),
        ('spread: "0.0"', 'spread: "10"', '"backtest.spread" cannot be "10": the most is 1.'),
        (
            'pieces: "1.0"',
            'pieces: "1e30"',
            '"basket.products.0.pieces" cannot be "1e30": the most is 1,000,000.',
        ),
        (
            'share_of_lines: "1.0"',
            'share_of_lines: "0"',
            'At least one product has a "share_of_lines" above 0.',
        ),
        (
            '"3 USD"',
            '"99999999999999999999 USD"',
            '"basket.products.0.price" cannot be "99999999999999999999 USD".',
        ),
        (
            "costs:\n",
            'period:\n  first_day: "2025-01-01"\n  last_day: "9999-12-31"\ncosts:\n',
            '"period.last_day" cannot be "9999-12-31": the most is 2198-12-31.',
        ),
    ],
)
def test_what_nobody_could_simulate_is_told(before: str, after: str, told: str) -> None:
    text = scenario_to_yaml(scenario())
    assert text.count(before) == 1
    with pytest.raises(Refused) as refused:
        scenario_from_yaml(text.replace(before, after))
    assert refused.value.sentence.startswith(told)


@pytest.mark.parametrize(
    ("name", "values", "told"),
    [
        ("weekdays", ["0"] * 7, "At least one of the weekdays is above 0."),
        ("weekdays", ["-1"] * 7, '"seasons.weekdays.0" cannot be "-1": the least is 0.'),
        ("months", ["0"] * 12, "At least one of the months is above 0."),
        ("sizes", ["0", "0"], "At least one of the sizes is above 0."),
    ],
)
def test_something_happens_at_some_time(name: str, values: list[str], told: str) -> None:
    lines = scenario_to_yaml(scenario()).splitlines()
    (place,) = (at for at, line in enumerate(lines) if line.startswith(f"  {name}: ["))
    lines[place] = f"  {name}: {json.dumps(values)}"
    with pytest.raises(Refused) as refused:
        scenario_from_yaml("\n".join(lines) + "\n")
    assert refused.value.sentence == told
    assert refused.value.line == place + 1 or name == "sizes"

"""The charts of the screens, sign by sign, and the figures that they must not lose."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from designer.report.curves import Curve, Reach, Series, Step, StepKind
from designer.screens.charts.axis import BAND, END, Line, Scale, round_step
from designer.screens.charts.axis import CURVE as CURVE_SIGN
from designer.screens.charts.bars import reach_bars
from designer.screens.charts.columns import columns_by_month
from designer.screens.charts.fan import fan
from designer.screens.charts.lines import lines_by_month
from designer.screens.charts.waterfall import waterfall
from designer.screens.comparison_drawings import fan_drawing
from designer.screens.formats import Formats
from designer.screens.symbols import plain
from tests.conftest import CompareGolden
from tests.unit.designer.screens.charts.plain import plain_text

GOLDEN = Path(__file__).resolve().parents[4] / "golden" / "charts"
MONEY = Formats("USD").short_money
MONTHS = tuple(range(1, 19))
CURVE = Curve(
    months=MONTHS,
    low=tuple(-9_000 * month for month in MONTHS),
    middle=tuple(20_000 * min(month, 12) - 30_000 for month in MONTHS),
    high=tuple(55_000 * min(month, 12) for month in MONTHS),
    trading_months=12,
)
STEPS = (
    Step("Profit on extra purchases", 731_076, StepKind.GAIN),
    Step("Rewards on purchases that come anyway", -861_969, StepKind.COST),
    Step("Other rewards", -77_031, StepKind.COST),
    Step("Left over (net benefit)", -207_924, StepKind.TOTAL),
)
REACHES = (
    Reach("Extra visits of members", -826_798, -207_924, 882_845),
    Reach("Members leave, times as often", 620_637, -207_924, -689_599),
    Reach("Fewer visits after a reward", -93_454, -207_924, -687_388),
)
SERIES = (
    Series("all members", tuple(30 * month for month in range(12))),
    Series("Silver", tuple(5 * month for month in range(12))),
    Series("Gold", tuple(3 * month for month in range(12))),
)


def charts(width: int) -> dict[str, list[Line]]:
    return {
        "fan": fan(CURVE, width, 16, MONEY),
        "small fan": fan(CURVE, width, 9, MONEY, reach=(-1_000_000, 1_000_000), is_named=False),
        "waterfall": waterfall(STEPS, width, MONEY),
        "what matters": reach_bars(REACHES, width, MONEY),
        "members": lines_by_month(SERIES, width, 12, str),
    }


@pytest.mark.parametrize("width", [58, 80, 120])
def test_charts_read_in_signs_alone(width: int, golden: CompareGolden) -> None:
    drawn = {name: plain_text(lines) for name, lines in charts(width).items()}
    assert max(len(line) for text in drawn.values() for line in text.splitlines()) <= width
    golden(
        GOLDEN / f"charts_{width}.txt",
        "\n".join(f"{name}\n{text}" for name, text in drawn.items()),
    )


def test_a_fan_of_fewer_months_ends_on_the_axis_of_the_longer_one() -> None:
    year = replace(
        CURVE,
        months=MONTHS[:12],
        low=CURVE.low[:12],
        middle=CURVE.middle[:12],
        high=CURVE.high[:12],
    )
    longer, shorter = (
        plain_text(fan_drawing(each, (CURVE, year), Formats("USD"))(80, 9)).splitlines()
        for each in (CURVE, year)
    )
    assert shorter[-2:] == longer[-2:], "the same months below"
    horizon = max(line.find(END) for line in longer)
    assert horizon > 0
    for long, short in zip(longer[:-2], shorter[:-2], strict=True):
        assert short[:horizon].rstrip() == long[:horizon].rstrip()
        assert not {BAND, CURVE_SIGN, END}.intersection(short[horizon + 1 :])


def test_in_plain_letters_band_line_gain_and_cost_stay_apart() -> None:
    drawn = {name: plain(plain_text(lines)) for name, lines in charts(80).items()}
    assert not any("?" in text or not text.isascii() for text in drawn.values())
    assert {":", "o", "-"} <= set(drawn["fan"])
    assert {"#", "="} <= set(drawn["waterfall"])
    assert {"#", "="} <= set(drawn["what matters"])
    assert {"o", "*", "x"} <= set(drawn["members"])


def test_every_amount_of_the_waterfall_is_written_whole() -> None:
    text = plain_text(waterfall(STEPS, 58, Formats("USD").money))
    assert re.findall(r"-?\$[\d,.]+", text) == ["$7,310.76", "-$8,619.69", "-$770.31", "-$2,079.24"]


def test_bars_of_the_waterfall_begin_where_the_last_one_ended() -> None:
    steps = (
        Step("in", 1_000, StepKind.GAIN),
        Step("out", -600, StepKind.COST),
        Step("left", 400, StepKind.TOTAL),
    )
    rows = plain_text(waterfall(steps, 64, lambda amount: "")).splitlines()
    gain, cost, total = (
        (row.index(sign), row.rindex(sign)) for row, sign in zip(rows, "█▒▓", strict=True)
    )
    assert gain[1] == cost[1]
    assert (total[0], total[1] + 1) == (gain[0], cost[0])


@pytest.mark.parametrize("lack", [-150, 150])
def test_what_middles_lack_is_drawn_as_neither_gain_nor_cost(lack: int) -> None:
    steps = (
        Step("in", 1_000, StepKind.GAIN),
        Step("lack", lack, StepKind.LACK),
        Step("left", 1_000 + lack, StepKind.TOTAL),
    )
    gain, row, total = waterfall(steps, 64, str)
    assert "".join(span.words for span in row).split()[:2] == ["lack", "150"]
    bars = [(span.words, span.style) for span in row if BAND in span.words]
    assert [({*words}, style) for words, style in bars] == [({BAND}, "label")]
    ends = ["".join(span.words for span in each).rstrip() for each in (gain, row, total)]
    assert ends[1].index(BAND) == min(len(ends[0]), len(ends[2]))


@pytest.mark.parametrize(
    ("whole", "most", "step"), [(1, 5, 1), (5, 5, 1), (6, 5, 2), (4_001, 4, 2_000), (999, 2, 500)]
)
def test_ticks_are_round_and_not_too_many(whole: int, most: int, step: int) -> None:
    assert round_step(whole, most) == step


def test_a_scale_holds_zero_and_all_amounts_in_its_rows() -> None:
    for least, most in [(5, 9), (-9, -5), (0, 0), (-70_001, 1_234_567)]:
        scale = Scale.of(least, most, 12)
        assert scale.bottom <= min(least, 0) <= max(most, 0) <= scale.top
        assert (scale.row(scale.top), scale.row(scale.bottom)) == (0, 11)
        assert 0 in scale.ticks()


def test_each_tick_of_a_low_chart_has_a_row_of_its_own() -> None:
    for rows in range(3, 9):
        for least, most in [(-386_913, 135_792), (-99, 1), (-50, 51), (-1, 1_000)]:
            scale = Scale.of(least, most, rows)
            at = [scale.row(tick) for tick in scale.ticks()]
            assert len(set(at)) == len(at), (least, most, rows)


def test_what_cost_nothing_has_no_axis_of_cents() -> None:
    for amounts in ((0, 0, 0), ()):
        lines = columns_by_month(amounts, ("Jan", "Feb", "Mar"), 40, 8, str, "None at all.")
        assert plain_text(lines) == "None at all.\n"


def test_columns_stand_on_their_axis_and_the_last_months_are_shown() -> None:
    lines = columns_by_month((0, 400, 200), ("Jan", "Feb", "Mar"), 40, 8, str)
    text = plain_text(lines)
    assert text.splitlines()[0].startswith("400┤")
    assert text.count("███████") == 5 + 2
    assert "Jan     Feb     Mar" in text
    months = tuple(f"m{number}" for number in range(90))
    many = plain_text(columns_by_month(tuple(range(90)), months, 40, 8, str))
    assert max(map(len, many.splitlines())) <= 40

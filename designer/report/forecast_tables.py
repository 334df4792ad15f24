"""The tables of a forecast, made once and shown by every form of the report."""

from designer.report.assumption_words import assumption_name
from designer.report.curves import middle_of
from designer.report.figures import count, counted, number, percents, rounded, units
from designer.report.forecast_curves import middles_lack
from designer.report.page import Table
from designer.report.run_tables import assumptions_table, manifest_table
from designer.report.spread_cells import (
    SPREAD,
    in_runs,
    inner,
    inner_titles,
    money_of,
    moneys,
    percent,
    points,
)
from simulator.economics.kpis import KPIS
from simulator.forecasts.forecast import (
    Comparison,
    Design,
    Forecast,
    Month,
    Run,
    WalletForecast,
)
from simulator.forecasts.spread import Figure, Spread
from simulator.forecasts.verdict import has_bands

MIDDLES = "Each figure is a middle of its own, so they do not add up."
KPI_WORDS = {
    "participation": "Customers ordering who are members",
    "member_share_of_sales": "Share of sales to members",
    "enrolment_rate": "Orders that bring a member, where one could join",
    "active_members": "Members who ordered within 90 days",
    "frequency_lift": "More orders by the same people",
    "basket_lift": "Larger orders by the same people",
    "retention_lift": "More of the same people still active",
    "churn": "Members who leave, in a month",
    "customer_value": "An active customer brings in the horizon",
    "customer_value_without": "  without the program",
    "average_order_value": "An order, on average",
    "average_order_value_of_members": "  of members",
    "average_order_value_of_others": "  of others (not an effect)",
    "orders_of_a_member": "Orders of a member who orders, in a month",
    "orders_of_others": "  of others (not an effect)",
    "redeeming_members": "Members who use a reward, in a month",
    "rewards_per_member_month": "Rewards used per member and month",
    "reward_cost_of_member_sales": "Reward cost as a share of sales to members",
    "cost_of_an_additional_order": "Reward cost for each additional order",
    "members_against_others": "Members against other customers (not an effect)",
}


def tables(forecast: Forecast) -> tuple[Table, ...]:
    """All tables of a forecast in the order of the report."""
    every = [
        money_table(forecast, forecast),
        _worth(forecast),
        _price_cuts(forecast),
        _swings(forecast),
        _sobol(forecast),
        _variance(forecast),
        _owed_at_end(forecast),
        _books(forecast),
        _wallets(forecast),
        _tiers(forecast),
        kpi_table(forecast, forecast),
        _months(forecast),
        assumptions_table(forecast),
        manifest_table(forecast),
    ]
    return tuple(table for table in every if table.rows)


def money_table(design: Design, run: Run) -> Table:
    """From incremental margin to net benefit, over horizon and run-off."""

    def row(label: str, spread: Spread) -> tuple[str, ...]:
        figures = points(spread) if has_bands(run.runs) else (spread.median,)
        return (label, *(money_of(figure, run) for figure in figures))

    setup = -design.setup_minor
    titles = SPREAD if has_bands(run.runs) else (middle_of(run.runs),)
    return Table(
        f"Money over {counted(run.months, 'month')}, and until all that was promised is settled",
        ("", *titles),
        (
            row("Additional margin", design.incremental_margin_minor),
            row("Reward cost", _taken(design.reward_cost_minor)),
            row(
                "  of it on orders that come anyway",
                _taken(design.subsidised_baseline_minor),
            ),
            row("Fees of memberships", design.fees_minor),
            row("Running cost", _taken(design.running_cost_minor)),
            ("Set-up", *(money_of(setup, run) for _ in titles)),
            *_lack(design, run),
            row("Net benefit", design.net_benefit_minor),
            row("Net benefit at present value", design.net_present_value_minor),
            row("Most money out of pocket at a time", design.cash_need_minor),
        ),
        _adding_up(run) + _running_cost_against(design, run),
    )


def _adding_up(run: Run) -> str:
    if has_bands(run.runs):
        return (
            "Each line has its own spread, so the columns do not add up. The line with what the "
            "middle one lacks, if anything, is no money."
        )
    return "Each line has its own middle. The line with what they lack, if anything, is no money."


def _lack(design: Design, run: Run) -> tuple[tuple[str, ...], ...]:
    """A line for what the middles lack; none where they add up."""
    lack = middles_lack(design)
    if not lack:
        return ()
    figure = money_of(lack, run)
    cells = ("", "", figure, "", "") if has_bands(run.runs) else (figure,)
    return (("Middles do not add up by", *cells),)


def _running_cost_against(design: Design, run: Run) -> str:
    """What is taken off the running cost where another program ends."""
    if not isinstance(run, Forecast | Comparison) or not run.against:
        return ""
    saved = run.against_running_cost_minor
    if saved is not None:
        return f" From the running cost that of {run.against} is taken off, {money_of(saved, run)}."
    if design.running_cost_minor.median:
        return (
            f" The running cost is in full: the scenario does not say what {run.against} costs a "
            "month (current_monthly)."
        )
    return ""


def kpi_table(design: Design, run: Forecast | Comparison) -> Table:
    """The measures that a program is steered by."""
    before = {"customer_value_without": f"  with {run.against}"} if run.against else {}
    words = KPI_WORDS | before
    return Table(
        "Measures",
        ("", *inner_titles(run)),
        tuple(
            (words[name], *(_kpi(name, figure, run) for figure in inner(spread, run)))
            for name, spread in design.kpis.items()
        ),
        "Effects compare the same people with and without the program."
        if not run.against
        else f"Effects compare the same people with this program and with {run.against}.",
    )


def _kpi(name: str, figure: Figure, run: Run) -> str:
    unit = KPIS[name].unit
    if unit == "ratio":
        return percent(figure)
    if unit == "minor":
        return money_of(figure, run)
    return "-" if figure is None else number(rounded(figure, 2))


def _taken(spread: Spread) -> Spread:
    """A cost as it goes into the sum: the highest cost is the lowest figure."""
    figures = [None if figure is None else -figure for figure in points(spread)[::-1]]
    return Spread(**dict(zip(Spread.model_fields, figures, strict=True)))


def _worth(forecast: Forecast) -> Table:
    against = forecast.against
    worse = f"Brings less than {against} in" if against else "Loses money in"
    return Table(
        "Is it worth it?",
        ("", ""),
        (
            ("Return on all it costs (ROI)", percent(forecast.roi.median)),
            (worse, in_runs(forecast.probability_of_loss, forecast.runs)),
            ("Paid back", _paid_back(forecast)),
            *_break_even_rows(forecast),
        ),
        "ROI = net benefit / (reward cost + running cost + set-up), where that is above 0.",
    )


def _break_even_rows(forecast: Forecast) -> tuple[tuple[str, str], ...]:
    uplift, against = forecast.break_even_uplift, forecast.against
    done = in_runs(forecast.probability_above_break_even, forecast.runs)
    if against and uplift is not None and uplift < 0:
        least = f"Members may buy less than with {against}, by up to"
        return (least, percent(-uplift)), ("They keep to that in", done)
    needed = percent(uplift) if uplift is not None else "no increase would pay for it"
    than = f" than with {against}" if against else ""
    return (f"Members would have to buy more{than} by", needed), ("They do in", done)


def _paid_back(forecast: Forecast) -> str:
    month = forecast.payback_month
    return f"for good by the end of month {month}" if month else "not within the horizon"


def _price_cuts(forecast: Forecast) -> Table:
    against = f" Each against {forecast.against}, which ends then." if forecast.against else ""
    return Table(
        "The plain alternative: prices down for everybody, at the same reward cost",
        (f"{percents(1)} off brings more purchases of", "price cut", *inner_titles(forecast)),
        tuple(
            (
                percents(rounded(cut.elasticity, 1)),
                percents(rounded(cut.percent, 2)),
                *moneys(cut.net_benefit_minor, forecast),
            )
            for cut in forecast.price_cuts
        ),
        "The program itself, with all that it costs: "
        f"{money_of(forecast.net_benefit_minor.median, forecast)} in the middle.{against}",
    )


def _swings(forecast: Forecast) -> Table:
    ends = (
        (assumption_name(each.name), each.at_low_minor, each.at_high_minor)
        for each in forecast.swings
    )
    return Table(
        "What matters most: the net benefit at either end of an assumption",
        ("assumption", "at its low end", "at its high end"),
        tuple(
            (name, money_of(low, forecast), money_of(high, forecast)) for name, low, high in ends
        ),
        _all_at_their_middles(forecast),
    )


def _all_at_their_middles(forecast: Forecast) -> str:
    """Where the swings begin."""
    if not forecast.swings:
        return ""
    one_sided = any(
        (each.at_low_minor - each.at_median_minor) * (each.at_high_minor - each.at_median_minor) > 0
        for each in forecast.swings
    )
    chance = (
        " Where both ends lie on one side of it, that may be chance: few runs are taken for them."
    )
    return (
        "With all assumptions at their middles it is "
        f"{money_of(forecast.swings[0].at_median_minor, forecast)}. That need not be the middle of "
        f"the runs, which draw all of them together.{chance if one_sided else ''}"
    )


def _sobol(forecast: Forecast) -> Table:
    shares = ((assumption_name(each.name), each.alone, each.total) for each in forecast.sobol)
    return Table(
        "How much of the variance each assumption explains",
        ("assumption", "by itself", "with all it does together with others"),
        tuple((name, percent(alone), percent(total)) for name, alone, total in shares),
    )


def _variance(forecast: Forecast) -> Table:
    shares = forecast.variance
    rows = (
        ()
        if shares is None
        else (
            ("how people respond", percent(shares.behaviour, 0)),
            ("what the shop's history says", percent(shares.calibration, 0)),
            ("chance", percent(shares.chance, 0)),
        )
    )
    return Table("Where the uncertainty comes from", ("", "share of the variance"), rows)


def _owed_at_end(forecast: Forecast) -> Table:
    return Table(
        "What is owed to members at the end of the horizon",
        ("", *inner_titles(forecast)),
        (
            ("Still to be redeemed, at cost", *moneys(forecast.owed_minor, forecast)),
            (
                "All of it, if everybody redeemed everything",
                *moneys(forecast.worst_case_minor, forecast),
            ),
            ("Never redeemed (breakage)", *map(percent, inner(forecast.breakage, forecast))),
        )
        if forecast.wallets
        else (),
    )


def _books(forecast: Forecast) -> Table:
    return Table(
        "What is no revenue yet, as accountants count it",
        ("", *inner_titles(forecast)),
        (
            (
                "Of the sales, paid for rewards to come",
                *moneys(forecast.set_aside_minor, forecast),
            ),
            (
                "  earned since, as rewards were redeemed",
                *moneys(forecast.recognised_minor, forecast),
            ),
            (
                "  not earned yet at the end (deferred revenue)",
                *moneys(forecast.deferred_revenue_minor, forecast),
            ),
            ("Beside it: still to be redeemed, at cost", *moneys(forecast.owed_minor, forecast)),
        )
        if forecast.deferred_revenue_minor.p97_5
        else (),
        "After IFRS 15 and ASC 606: what was paid is shared between goods and rewards by what each "
        "would be sold for alone, counting only rewards that are expected to be redeemed.",
        in_brief=False,
    )


def _wallets(design: Design) -> Table:
    before = ("had before",) if any(wallet.opening for wallet in design.wallets) else ()

    def row(wallet: WalletForecast) -> tuple[str, ...]:
        had = (wallet.opening,) if before else ()
        moved = (*had, wallet.granted, wallet.redeemed, wallet.expired, wallet.outstanding)
        told = (units(round((each and each.median) or 0), wallet.decimals) for each in moved)
        return (wallet.name, *told, percent(wallet.ultimate_redemption_rate.median))

    titles = (*before, "given", "redeemed", "expired", "open at the end")
    return Table(
        "Wallets (middle)",
        ("wallet", *titles, "redeemed in the end"),
        tuple(map(row, design.wallets)),
        "Within the horizon; the last column counts what is redeemed after it, too.",
    )


def _tiers(forecast: Forecast) -> Table:
    return Table(
        "Members in each tier at the end of the month (middle)",
        ("month", *(tier.name for tier in forecast.tiers)),
        tuple(
            (str(month), *(count(round(number or 0)) for number in numbers))
            for month, numbers in enumerate(
                zip(*(tier.members for tier in forecast.tiers), strict=True), 1
            )
        ),
        in_brief=False,
    )


def _months(forecast: Forecast) -> Table:
    return Table(
        "Month by month (middle)",
        (
            "month",
            "members",
            "additional margin",
            "reward cost",
            "net benefit",
            "since the start",
            "still to be redeemed",
            "deferred revenue",
        ),
        tuple(_month(month, forecast) for month in forecast.monthly),
        "Months with a star come after the horizon: nobody earns any more, rewards are still paid. "
        + MIDDLES,
        in_brief=False,
    )


def _month(month: Month, run: Run) -> tuple[str, ...]:
    figures = (
        month.incremental_margin_minor,
        month.reward_cost_minor,
        month.net_benefit_minor,
        month.cumulative_net_benefit_minor,
        month.owed_minor,
        month.deferred_revenue_minor,
    )
    return (
        f"{month.month}{'*' if month.run_off else ''}",
        "-" if month.run_off else count(round(month.members.median or 0)),
        *(money_of(figure.median, run) for figure in figures),
    )

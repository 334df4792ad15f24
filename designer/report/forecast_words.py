"""What a forecast says, as sentences for its owner: the verdict first, then why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from designer.report.curves import middle_of
from designer.report.figures import count, counted, day, in_own_way, money, percents, rounded, share
from designer.report.grades import GRADES
from designer.report.members_words import members_said
from designer.report.missing_words import missing_words, names_said
from designer.report.spread_cells import in_runs, percent
from simulator.forecasts.forecast import Comparison, Design, Forecast, Run
from simulator.forecasts.found_beside import PriceCut
from simulator.forecasts.progress import Partial
from simulator.forecasts.spread import Figure, Spread
from simulator.forecasts.verdict import LEAST_RUNS, Verdict, has_bands, undecided, verdict
from simulator.limits import LEAST_CUSTOMERS_OF_A_PILOT

ENOUGH_RUNS = 100
VERDICTS = {
    Verdict.LAUNCH: "This program is likely to pay for itself.",
    Verdict.PILOT: (
        "It is open whether this program pays for itself. Try it in a pilot first, if its plan "
        "says that it can tell."
    ),
    Verdict.OPEN: (
        "It is open whether this program pays for itself, and {customers} too few for a pilot, "
        "which takes {least} or more. Decide by how much it may lose."
    ),
    Verdict.DO_NOT_LAUNCH: "Do not launch this program as it is: it is likely to lose money.",
    Verdict.NO_DIFFERENCE: "This program makes no difference to what the shop earns.",
    Verdict.INCOMPLETE: (
        "This is no verdict: what the program gives for {products} is missing, because nothing of "
        "it is sold in the scenario's shop."
    ),
    Verdict.TOO_FEW_RUNS: "This is a first impression and no verdict yet.",
}
VERDICTS_AGAINST = {
    Verdict.LAUNCH: "This program is likely to bring more than {against}.",
    Verdict.PILOT: (
        "It is open whether this program brings more than {against}. Try it in a pilot first, if "
        "its plan says that it can tell."
    ),
    Verdict.OPEN: (
        "It is open whether this program brings more than {against}, and {customers} too few for a "
        "pilot, which takes {least} or more. Decide by how much less it may bring."
    ),
    Verdict.DO_NOT_LAUNCH: (
        "Do not launch this program as it is: it is likely to bring less than {against}."
    ),
    Verdict.NO_DIFFERENCE: "It brings as much as the program that the shop has now.",
    Verdict.INCOMPLETE: (
        "This is no verdict: what the programs give for {products} is missing, because nothing of "
        "it is sold in the scenario's shop."
    ),
}
"""Where the shop has a program already, to which a loss is only that it brings less."""

NOT_TOLD = (
    "This is no verdict: what is given for {activities} is missing, because the scenario does not "
    "say how often members do it."
)


@dataclass(frozen=True, slots=True)
class HowToGoOn:
    """What somebody does about too few runs.

    Attributes:
        again: so that a stopped forecast goes on.
        for_more: so that more of them are asked for.
    """

    again: str
    for_more: str


BY_COMMAND = HowToGoOn(
    "give the same command again (in the designer: press r)",
    f"add --runs {ENOUGH_RUNS}",
)
BY_KEYS = HowToGoOn("press r", "choose more runs among the assumptions, then press r")


def verdict_words(design: Design, run: Forecast | Comparison, how: HowToGoOn = BY_COMMAND) -> str:
    """What to do, in a sentence or two."""
    said = advice(design, run.runs, run.shop_customers, run.against)
    return f"{said} {_more_runs(run, how)}" if run.runs < LEAST_RUNS else said


def advice(design: Design | Partial, runs: int, shop_customers: int, against: str) -> str:
    """What to do, in a sentence that names the products that the scenario's shop does not sell.

    Args:
        design: what it brings.
        runs: how many there are.
        shop_customers: that the shop has, however many are simulated.
        against: the program that the shop has; empty: none.
    """
    found = verdict(design, runs, shop_customers)
    names = sorted({*design.products_not_sold, *design.against_not_sold})
    not_told = list(dict.fromkeys((*design.activities_not_told, *design.against_not_told)))
    if found is Verdict.INCOMPLETE and not names:
        return NOT_TOLD.format(activities=names_said(not_told))
    return _verdict_sentence(found, shop_customers, against, names)


def open_words(shop_customers: int, against: str) -> str:
    """That it is open what a program brings, and what to do about that."""
    return _verdict_sentence(undecided(shop_customers), shop_customers, against)


def _verdict_sentence(
    found: Verdict, shop_customers: int, against: str, products: Sequence[str] = ()
) -> str:
    said = VERDICTS_AGAINST.get(found, VERDICTS[found]) if against else VERDICTS[found]
    return said.format(
        against=against,
        customers=f"{counted(shop_customers, 'customer')} {'is' if shop_customers == 1 else 'are'}",
        least=LEAST_CUSTOMERS_OF_A_PILOT,
        products=names_said(products) if products else "",
    )


def findings(forecast: Forecast) -> tuple[str, ...]:
    """The sentences below the verdict, the most important first."""
    said = (
        late_start(forecast, forecast),
        *missing_words(forecast, forecast.against),
        benefit_of(forecast),
        _subsidised(forecast),
        against_a_price_cut(forecast.price_cuts, forecast, forecast),
        _break_even(forecast),
        _still_to_be_redeemed(forecast),
        _books(forecast),
    )
    return tuple(sentence for sentence in said if sentence)


def heading(run: Run) -> str:
    """What was simulated."""
    months = counted(run.months, "month")
    if run.stopped:
        runs = f"{count(run.runs)} of {count(run.runs_wanted)} runs (stopped early)"
    else:
        runs = counted(run.runs, "run")
    customers = counted(run.customers, "customer")
    return f"{customers}, {months}, {runs}, seed {run.seed}, grade {run.grade}"


def caveats(run: Run, against: str = "") -> tuple[str, ...]:
    """What limits the forecast: the grade, sales without a name, and what starts anew.

    Args:
        run: what was simulated.
        against: the program that the shop has; empty: none.
    """
    known = (
        "No orders were read, so it is not known how much of the sales names a customer."
        if run.identified_share is None
        else f"{percent(run.identified_share)} of the shop's sales name a customer; the figures "
        "are for these customers only."
    )
    reasons = in_own_way("; ".join(run.grade_reasons))
    because = f", because {reasons}" if reasons else ""
    few = (
        f"{counted(run.runs, 'run')} give a rough answer. Take {ENOUGH_RUNS} before a decision."
        if LEAST_RUNS <= run.runs < ENOUGH_RUNS
        else ""
    )
    apart = {(each.program, each.reasons): each for each in run.by_reference}  # may be both arms
    slow = (
        f"{each.program} ran one member after the other ({count(round(each.members.median or 0))} "
        f"in a run), because it has {in_own_way(', '.join(each.reasons))}. "
        "That takes longer and changes no figure."
        for each in apart.values()
    )
    young = (
        f"{against} starts without members here, too: nobody has a balance or a tier from before "
        "that a change could take away. The folder of its members brings them (--members; in "
        "the designer, Its members among the assumptions)."
        if against and run.members_before is None
        else ""
    )
    grade = f"Grade {run.grade}: {GRADES[run.grade]}{because}."
    said = (grade, known, _groups(run), young, *members_said(run), few, *slow)
    return tuple(sentence for sentence in said if sentence)


def _groups(run: Run) -> str:
    """The groups of customers that behave in ways of their own."""
    named = ", ".join(f"{each.name} ({count(each.customers)})" for each in run.groups)
    if not named:
        return ""
    if all(each.apart for each in run.groups):
        return f"Each group of customers behaves in its own way here: {named}."
    return (
        f"The shop knows groups of customers who behave differently: {named}. Here all are taken "
        "to be alike, because members share a limit and no group can be simulated alone."
    )


def _more_runs(run: Run, how: HowToGoOn) -> str:
    """What to do about too few runs."""
    goes_on = "and it goes on" if run.runs_kept else "and it works again on what could not be kept"
    does = f"{how.again}, {goes_on}" if run.runs < run.runs_wanted else how.for_more
    return f"{counted(run.runs, 'run')} cannot tell a loss in one of ten cases from none; {does}."


def between(spread: Spread, run: Run) -> str:
    """A spread of money as "middle (low to high in 80% of the runs)"."""
    return likely_words(spread.median, spread.p10, spread.p90, run.currency, run.runs)


def likely_words(middle: Figure, low: Figure, high: Figure, currency: str, runs: int) -> str:
    """Money in the middle of the runs, and what 80% of them reach from and to; a few have none."""
    points = (money(round(figure or 0), currency) for figure in (middle, low, high))
    likely, worse, better = points
    if not has_bands(runs):
        return f"{likely} ({middle_of(runs)})"
    return f"{likely} ({worse} to {better} in {percents(80)} of the runs)"


def benefit_words(likely: str, probability_of_loss: float, runs: int, against: str) -> str:
    """What is left over, and how often it is a loss.

    Args:
        likely: the net benefit, as `likely_words` tells it.
        probability_of_loss: share of the runs.
        runs: how many there are.
        against: the program that the shop has; empty: none.
    """
    often = in_runs(probability_of_loss, runs)
    if against:
        return f"Against {against}, the net benefit is {likely}. It brings less in {often}."
    return f"The net benefit is {likely}. It loses money in {often}."


def late_start(design: Design, run: Run) -> str:
    """That a program starts only after the first day of the forecast; "" where it does not."""
    if not design.starts or not run.first_day:
        return ""
    first, starts = date.fromisoformat(run.first_day), date.fromisoformat(design.starts)
    months = 12 * (starts.year - first.year) + starts.month - first.month
    days = (starts - first).days
    if (months, starts.day) >= (run.months, first.day):
        without = "none of its months are with the program"
    elif days == 1:
        without = "its first day is without the program"
    else:
        without = f"its first {count(days)} days are without the program"
    return (
        f"{design.program} starts on {day(design.starts)}, and the forecast begins on "
        f"{day(run.first_day)}, so {without}. Its figures are of {counted(run.months, 'month')} "
        "all the same."
    )


def benefit_of(forecast: Forecast) -> str:
    """The net benefit in words, as every form of the report says it."""
    likely = between(forecast.net_benefit_minor, forecast)
    return benefit_words(likely, forecast.probability_of_loss, forecast.runs, forecast.against)


def _subsidised(forecast: Forecast) -> str:
    currency = forecast.currency
    cost = round(forecast.reward_cost_minor.median or 0)
    baseline = round(forecast.subsidised_baseline_minor.median or 0)
    if forecast.against:
        return (
            f"Rewards cost {_more(cost, currency)} those of {forecast.against}; on orders that "
            f"would have come anyway, {_more(baseline, currency)} theirs."
        )
    if not cost:
        return "Its rewards cost nothing."
    return (
        f"Rewards cost {money(cost, currency)}; {share(baseline, cost)} of that "
        f"({money(baseline, currency)}) goes to orders that would have come anyway."
    )


def _more(amount: int, currency: str) -> str:
    if not amount:
        return "as much as"
    return f"{money(abs(amount), currency)} {'less' if amount < 0 else 'more'} than"


def against_a_price_cut(
    cuts: Sequence[PriceCut], design: Design, run: Forecast | Comparison
) -> str:
    """What lower prices for everybody would bring, at the cost of a design; "" where not known.

    Nobody has a program then, also where the shop has one: it is what both are held against.
    """
    if not cuts:
        return ""
    cut = cuts[0]
    theirs, ours = cut.net_benefit_minor.median or 0, design.net_benefit_minor.median or 0
    better = "more" if theirs > ours else "less"
    lower, likely = percents(rounded(cut.percent, 2)), between(cut.net_benefit_minor, run)
    if run.against:
        return (
            f"Ending {run.against} and simply lowering all prices by {lower}, for as much as the "
            f"rewards of {design.program} cost, would bring {better}: {likely}, held against "
            f"{run.against} as well."
        )
    return (
        f"Simply lowering all prices by {lower} would cost the same and bring {better}: {likely}."
    )


def _break_even(forecast: Forecast) -> str:
    """How much more members have to buy than anyway, or how much less they may."""
    uplift = forecast.break_even_uplift
    if forecast.against:
        return _break_even_against(forecast)
    if uplift is None:
        return (
            "No increase in what members buy would pay for it: "
            "rewards exceed what is left of a sale."
        )
    return (
        f"Members would have to buy {percent(uplift)} more than they would "
        f"anyway; in {in_runs(forecast.probability_above_break_even, forecast.runs)} they do."
    )


def _break_even_against(forecast: Forecast) -> str:
    """The same where the shop has a program, which may cost more than the new one."""
    uplift, against = forecast.break_even_uplift, forecast.against
    done = in_runs(forecast.probability_above_break_even, forecast.runs)
    if uplift is None:
        return "Its rewards exceed what is left of a sale, so more sales make it no better."
    if percent(abs(uplift)) == percent(0):
        return f"It costs as much as {against}: it is the better of the two if members buy more."
    if uplift < 0:
        return (
            f"It costs less than {against}: it is the better of the two as long as members buy no "
            f"more than {percent(-uplift)} less than with {against}; in {done} they keep to that."
        )
    return (
        f"Members would have to buy {percent(uplift)} more than with {against}, to pay for what "
        f"it costs more; in {done} they do."
    )


def _still_to_be_redeemed(forecast: Forecast) -> str:
    if not forecast.worst_case_minor.p97_5:
        return ""
    return (
        f"Of what is owed to members at the end, {between(forecast.owed_minor, forecast)} will "
        "still be redeemed; if everybody redeemed everything, it would be "
        f"{between(forecast.worst_case_minor, forecast)}."
    )


def _books(forecast: Forecast) -> str:
    """One line for the accountant, who counts sales and not cost."""
    if not forecast.deferred_revenue_minor.p97_5:
        return ""
    return (
        f"In the books, {between(forecast.deferred_revenue_minor, forecast)} of the sales is no "
        "revenue yet, because rewards are still to come for it (deferred revenue)."
    )

"""The result of a simulation as plain data: what `--json` prints and every report shows.

Money is in minor units of the currency; a month's number counts from 1.
"""

from typing import Literal

from simulator.forecasts.found_beside import PriceCut, SobolIndices, Swing, VarianceShares
from simulator.forecasts.result import Result
from simulator.forecasts.spread import Figure, Spread


class Month(Result):
    """One month of a program.

    Attributes:
        run_off: after the horizon; nobody earns, what was promised is still redeemed.
        owed_minor: what the units held at month end will cost. In the run-off it is known; before
            it, each unit counts like one that is held at the end of the horizon.
        deferred_revenue_minor: of the sales until then, what is revenue once units are redeemed.
    """

    month: int
    run_off: bool
    incremental_margin_minor: Spread
    reward_cost_minor: Spread
    fees_minor: Spread
    running_cost_minor: Spread
    net_benefit_minor: Spread
    cumulative_net_benefit_minor: Spread
    owed_minor: Spread
    deferred_revenue_minor: Spread
    members: Spread


class WalletForecast(Result):
    """One wallet, in its smallest units.

    Attributes:
        decimals: how many of the smallest unit's digits stand after the point.
        opening: what members had before the first day; nothing where none are known.
        granted, redeemed, expired: within the horizon; the rest is outstanding at its end.
        ultimate_redemption_rate: of what is granted, how much is redeemed in the end.
        breakage: the rest.
        last_month_rate: redeemed / granted in the last month. It is not the redemption rate.
        owed_minor: what the units open at the end of the horizon go on to cost.
        worst_case_minor: what they would cost if everybody redeemed everything.
    """

    name: str
    unit: str
    decimals: int
    opening: Spread | None = None
    granted: Spread
    redeemed: Spread
    expired: Spread
    outstanding: Spread
    ultimate_redemption_rate: Spread
    breakage: Spread
    last_month_rate: Spread
    owed_minor: Spread
    worst_case_minor: Spread


class TierForecast(Result):
    """One tier: the median number of members who stand in it at the end of each month."""

    name: str
    members: tuple[Figure, ...]


class Design(Result):
    """What one program does to the customers, against the arm it is measured by.

    Attributes:
        rules_sha256: of what of the program figures depend on, which are not its terms.
        subsidised_baseline_minor: the part of the reward cost on orders that would have come
            anyway. A memo: the reward cost holds it.
        net_benefit_minor: incremental margin - reward cost + fees - running cost - set-up, of the
            horizon and of the run-off in which its promises are kept.
        roi: net benefit / (reward cost + running cost + set-up).
        probability_of_loss: share of replications with a net benefit below zero.
        payback_month: month by whose end the set-up is earned for good; None: not in the horizon.
        break_even_uplift: how much more members would have to buy than in the arm it is measured
            by; below 0: by how much less they may buy; None: no uplift would do.
        probability_above_break_even: share of replications in which they do.
        cash_need_minor: the most that is ever out of pocket.
        owed_minor, worst_case_minor: all wallets together, at the end of the horizon.
        breakage: all wallets together, by what their units cost.
        set_aside_minor: of the sales of the horizon, the part that was paid for units, by relative
            stand-alone prices (IFRS 15, ASC 606).
        recognised_minor: of that, what redemptions made revenue within the horizon.
        deferred_revenue_minor: the rest: the contract liability at the end of the horizon.
        products_not_sold: products that its rules name and the scenario's shop does not sell, so
            nothing is given for them.
        against_not_sold: the same of the program that it is measured by.
        activities_told: activities that its rules pay for and members do: what is given for them
            counts, and nothing that they bring the shop.
        activities_not_told: activities that its rules pay for, and of which the scenario does not
            say how often members do them, so nothing is given for them either.
        against_not_told: the same of the program that it is measured by.
        starts: its first day (ISO) where that is after the first day of the forecast, so that the
            days before it are without the program; empty: it runs from the first day on.
    """

    program: str
    program_sha256: str
    rules_sha256: str = ""
    products_not_sold: tuple[str, ...] = ()
    against_not_sold: tuple[str, ...] = ()
    activities_told: tuple[str, ...] = ()
    activities_not_told: tuple[str, ...] = ()
    against_not_told: tuple[str, ...] = ()
    starts: str = ""
    incremental_margin_minor: Spread
    reward_cost_minor: Spread
    subsidised_baseline_minor: Spread
    fees_minor: Spread
    running_cost_minor: Spread
    setup_minor: int
    net_benefit_minor: Spread
    net_present_value_minor: Spread
    roi: Spread
    probability_of_loss: float
    payback_month: Figure
    break_even_uplift: Figure
    probability_above_break_even: float
    cash_need_minor: Spread
    owed_minor: Spread
    worst_case_minor: Spread
    breakage: Spread
    set_aside_minor: Spread
    recognised_minor: Spread
    deferred_revenue_minor: Spread
    orders_gained: Spread
    orders_lost: Spread
    kpis: dict[str, Spread]
    wallets: tuple[WalletForecast, ...]
    tiers: tuple[TierForecast, ...]
    monthly: tuple[Month, ...]


class AssumptionUsed(Result):
    """An assumption about behaviour, as it was drawn.

    Attributes:
        stratum: the part of the customers that it is for, one of the groups or those of whom a
            pilot told something; empty: everybody else.
        unit: of its figures, such as "ratio" or "days".
        source: where its default comes from.
        overridden: it was set for this scenario.
    """

    name: str
    stratum: str = ""
    meaning: str
    unit: str
    low: float
    median: float
    high: float
    source: str
    overridden: bool


class Manifest(Result):
    """Where the numbers come from: with the same of each, the same bytes come out.

    Attributes:
        format: of what the figures mean; those of another one are refused.
        current_rules_sha256: of what of the program until now the figures depend on.
        members_sha256: of what its members start with.
    """

    format: Literal["2"]
    version: str
    seed: int
    program_sha256: tuple[str, ...]
    scenario_sha256: str
    data_sha256: str
    current_rules_sha256: str = ""
    members_sha256: str = ""


class ByReference(Result):
    """A program that the reference engine ran, member by member: slower, with the same entries.

    Attributes:
        members: of one run, those from before the first day among them.
        reasons: what of the program does not run on columns.
    """

    program: str
    members: Spread
    reasons: tuple[str, ...]


class GroupUsed(Result):
    """A group of customers who behave in a way of their own.

    Attributes:
        customers: that the shop knows.
        grade: of what the orders tell about them; empty where nothing does.
        apart: simulated in their own way; False where members of a program share something, so
            that all customers were taken to be alike.
    """

    name: str
    customers: int
    grade: str
    apart: bool


class Lost(Result):
    """Something that members of the current program have, and that another one does not have.

    Attributes:
        kind: what it is.
        amount: in smallest units of a wallet; else how many there are.
        members: how many have some of it.
        worth_minor: what it was worth to them; 0 where nothing tells it in money.
    """

    kind: Literal["wallet", "reward", "tier", "membership"]
    name: str
    unit: str = ""
    decimals: int = 0
    amount: int
    members: int
    worth_minor: int


class GoneOver(Result):
    """What members of the current program lose with another one, and who never joins that.

    Attributes:
        never_join: share of all customers, with every assumption at its median.
    """

    program: str
    lost: tuple[Lost, ...]
    never_join: float


class MembersBefore(Result):
    """Members from before the first day.

    Attributes:
        program: the current program, whose members they are.
        members: how many have bought something.
        simulated: how many of them there was room for among the customers of the scenario.
        over: for each other program that is simulated.
    """

    program: str
    members: int
    simulated: int
    over: tuple[GoneOver, ...]


class Run(Result):
    """What was simulated.

    Attributes:
        runs: replications; each draws calibration, behaviour and chance together.
        runs_wanted: more than `runs` where somebody stopped early.
        stopped: somebody stopped before all was done, perhaps after the last run.
        runs_kept: a stopped one goes on with all runs that are finished; where the disk is full,
            they could not be kept.
        customers: that are simulated in the place of those that the shop has.
        shop_customers: that the shop has, by the scenario.
        first_day: of the horizon, as an ISO date.
        months: of the horizon.
        grade: of the calibration, A to D.
        identified_share: of the shop's sales, how much names its customer.
        by_reference: programs that did not run on columns; empty where all did.
        groups: of the customers; empty where all are alike.
        members_before: those from before the first day; nothing where all programs start empty.
        against_running_cost_minor: what running the program until now costs over the horizon, taken
            off the running cost; None where there is none, or the scenario does not say it.
        results_sha256: of all counts.
    """

    scenario: str
    seed: int
    runs: int
    runs_wanted: int
    stopped: bool = False
    runs_kept: bool = True
    customers: int
    shop_customers: int
    first_day: str = ""
    months: int
    run_off_months: int
    currency: str
    currency_decimals: int
    grade: str
    grade_reasons: tuple[str, ...]
    identified_share: float | None
    by_reference: tuple[ByReference, ...] = ()
    groups: tuple[GroupUsed, ...] = ()
    members_before: MembersBefore | None = None
    against_running_cost_minor: int | None = None
    assumptions: tuple[AssumptionUsed, ...]
    manifest: Manifest
    results_sha256: str


class Forecast(Run, Design):
    """The forecast of one program.

    Attributes:
        against: name of the program it is measured by; empty: no program.
        price_cuts: the cut of the same cost for each elasticity of the sweep, the likeliest first.
        swings: the largest first.
        sobol: the largest first; only where they were asked for.
    """

    against: str
    variance: VarianceShares | None
    swings: tuple[Swing, ...]
    sobol: tuple[SobolIndices, ...]
    price_cuts: tuple[PriceCut, ...]


class Difference(Result):
    """What a program has more than the first one that was named, in the same runs.

    Attributes:
        probability_more, probability_less: share of runs in which its net benefit is higher, and
            lower.
    """

    program: str
    probability_more: float
    probability_less: float
    net_benefit_minor: Spread
    incremental_margin_minor: Spread
    reward_cost_minor: Spread
    subsidised_baseline_minor: Spread
    fees_minor: Spread
    owed_minor: Spread


class Comparison(Run):
    """Several programs on the same customers.

    Attributes:
        designs: in the order in which they were named; those of one name have that of their
            file behind it, or a number.
        probability_best: of each, the share of replications in which its net benefit is highest;
            those equally good share a replication.
        differences: of all but the first, against the first.
        winner: name of the one whose median net benefit is highest.
        winner_on_fresh_seeds: its net benefit again, on draws that did not choose it; None where
            somebody stopped early.
        price_cuts: the plain alternative to the winner; empty where somebody stopped early.
    """

    against: str
    designs: tuple[Design, ...]
    probability_best: tuple[float, ...]
    differences: tuple[Difference, ...]
    winner: str
    winner_on_fresh_seeds: Spread | None
    price_cuts: tuple[PriceCut, ...] = ()

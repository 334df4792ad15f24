"""The scenario: all that a forecast knows about a shop and its customers, as one frozen record.

`SCENARIO.yaml` is its saved form. Money is decimal text with its currency. Numbers with a fraction
that are no money (parameters of distributions, shares, indices) are statistics: floats here, quoted
decimals in the file.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, StringConstraints

from dsl.values.currencies import DECIMALS
from simulator.calibration.bg_nbd import BgNbd
from simulator.calibration.gamma_gamma import GammaGamma
from simulator.calibration.pareto_nbd import ParetoNbd
from simulator.calibration.seasons import Seasons
from simulator.calibration.shifted_beta_geometric import ShiftedBetaGeometric

FORMAT = 1


class Part(BaseModel):
    """A frozen part of a scenario; fields it does not know are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


Statistic = Annotated[float, PlainSerializer(repr, return_type=str, when_used="json")]
"""A number with a fraction that is no money; saved as decimal text."""

Positive = Annotated[Statistic, Field(gt=0)]
Share = Annotated[Statistic, Field(ge=0, le=1)]
Money = Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]{1,4})? [A-Z]{3}$")]
"""A sum of money with its currency, as in `24.00 USD`."""

Rate = Annotated[str, StringConstraints(pattern=r"^(0(\.[0-9]{1,6})?|1(\.0{1,6})?)$")]
"""An exact share of money as decimal text, as in `0.62`."""

Covariance = tuple[tuple[Statistic, ...], ...]
"""Of the natural logarithms of the parameters beside it, in their order."""


def money_text(minor: int, currency: str) -> str:
    """Minor units as the text that scenarios hold."""
    return f"{Decimal(minor).scaleb(-DECIMALS[currency])} {currency}"


def minor_of(money: Money) -> int:
    """The minor units of a sum; what is finer than the currency is rounded to the nearest."""
    number, currency = money.split(" ")
    return round(Fraction(number) * 10 ** DECIMALS[currency])


class Period(Part):
    """The days that the figures come from, both included."""

    first_day: date
    last_day: date


class Source(Part):
    """Where figures come from: a file with its hash, a publication, or our assumption."""

    what: str
    source: str
    sha256: str | None = None


class ParetoNbdPart(Part):
    """Pareto/NBD: gamma(r, alpha) purchases a week, gamma(s, beta) leaving a week."""

    r: Positive
    alpha: Positive
    s: Positive
    beta: Positive
    covariance: Covariance
    log_likelihood: Statistic | None = None
    soft_prior: bool = False

    def model(self) -> ParetoNbd:
        """The model with these parameters."""
        return ParetoNbd(self.r, self.alpha, self.s, self.beta)


class BgNbdPart(Part):
    """BG/NBD: gamma(r, alpha) purchases a week, beta(a, b) to leave after a repeat purchase."""

    r: Positive
    alpha: Positive
    a: Positive
    b: Positive
    covariance: Covariance
    log_likelihood: Statistic | None = None
    soft_prior: bool = False

    def model(self) -> BgNbd:
        """The model with these parameters."""
        return BgNbd(self.r, self.alpha, self.a, self.b)


class BehaviourPart(Part):
    """How often customers come back; weeks are of usual length (see seasons).

    Attributes:
        model: the one to simulate with: its backtest was closer.
    """

    model: Literal["pareto_nbd", "bg_nbd"]
    pareto_nbd: ParetoNbdPart
    bg_nbd: BgNbdPart | None = None


class SpendPart(Part):
    """What purchases are worth: Gamma-Gamma, in units of the currency.

    Attributes:
        mean_purchase: the average over purchases.
        rank_correlation: of how often customers buy and how much at a time, to draw the two by.
        independence_probability: of a rank correlation this far from 0 if there were none.
        far_out: purchases so large that they are of another kind; they are not left out.
        far_out_above: a larger purchase is one.
        far_out_share: of all sales, what they hold.
    """

    p: Positive
    q: Positive
    v: Positive
    covariance: Covariance
    mean_purchase: Money
    correlation: Statistic = 0.0
    rank_correlation: Statistic = 0.0
    independence_probability: Share = 1.0
    far_out: int = 0
    far_out_above: Money | None = None
    far_out_share: Share = 0.0
    soft_prior: bool = False

    def model(self) -> GammaGamma:
        """The model with these parameters."""
        return GammaGamma(self.p, self.q, self.v)


class SeasonsPart(Part):
    """How busy months and weekdays are, 1 being usual: January and Monday first.

    Attributes:
        months_known, weekdays_known: whether the history was long enough to tell.
    """

    months: Annotated[tuple[Statistic, ...], Field(min_length=12, max_length=12)]
    weekdays: Annotated[tuple[Statistic, ...], Field(min_length=7, max_length=7)]
    months_known: bool = False
    weekdays_known: bool = False

    def seasons(self) -> Seasons:
        """The indices, for any day."""
        return Seasons(self.months, self.weekdays)


class AcquisitionPart(Part):
    """New customers: Poisson around weekly x season x growth to the power of years from now.

    Attributes:
        spread: variance of the weeks against that of Poisson.
        covariance: of the natural logarithms of `weekly` and `yearly_growth`.
    """

    weekly: Annotated[Statistic, Field(ge=0)]
    yearly_growth: Positive = 1.0
    spread: Positive = 1.0
    covariance: Covariance = ((0.0, 0.0), (0.0, 0.0))


class RenewalsPart(Part):
    """Paid renewals, shifted beta-geometric: the chance to leave at a renewal is beta."""

    alpha: Positive
    beta: Positive
    covariance: Covariance

    def model(self) -> ShiftedBetaGeometric:
        """The model with these parameters."""
        return ShiftedBetaGeometric(self.alpha, self.beta)


class State(Part):
    """Like customers together, as averages; times are in usual weeks.

    Attributes:
        customers: how many there are.
        repeats: days with a purchase after the first.
        last, age: from the first purchase to the last one, and to the end of the period.
        mean_purchase: what a purchase of theirs is worth.
    """

    customers: Annotated[int, Field(gt=0)]
    repeats: Annotated[Statistic, Field(ge=0)]
    last: Annotated[Statistic, Field(ge=0)]
    age: Annotated[Statistic, Field(ge=0)]
    mean_purchase: Money


class CustomersPart(Part):
    """The customers that the shop has.

    Attributes:
        known: customers with a purchase in the period.
        here_now: how many of them have not left for good, as the model has it.
        fitted: how many the parameters come from.
        repeats: repeat purchases of those.
        accounts: customers left out because they are accounts.
        returned_whole: purchases left out because they came back whole.
        states: the known customers in groups; none where no history is known.
    """

    known: Annotated[int, Field(gt=0)]
    here_now: Annotated[Statistic, Field(ge=0)]
    fitted: int = 0
    repeats: int = 0
    accounts: int = 0
    returned_whole: int = 0
    states: tuple[State, ...] = ()


class Product(Part):
    """A product, or (without an SKU) what is left of a category.

    Attributes:
        share_of_lines: of all lines sold.
        price: the average price of a piece.
        pieces: the average quantity of a line.
        margin: of this product alone; left away, the shop's.
    """

    sku: str = ""
    category: str = ""
    brand: str = ""
    labels: tuple[str, ...] = ()
    gift_card: bool = False
    share_of_lines: Share
    price: Money
    pieces: Positive = 1.0
    margin: Rate | None = None


class BasketPart(Part):
    """What purchases are made of.

    Attributes:
        sizes: the share of purchases with 1, 2, ... lines; the last holds all larger ones.
    """

    sizes: Annotated[tuple[Share, ...], Field(min_length=1)] = (1.0,)
    products: tuple[Product, ...] = ()


class Margin(Part):
    """What is left of a sale after the goods, payment and delivery, as a share of it."""

    rate: Rate
    source: str

    @property
    def exact(self) -> Fraction:
        """The same number for calculation."""
        return Fraction(self.rate)


class StratumPart(Part):
    """The part of the customers of whom a pilot told something: those who spent most.

    Attributes:
        customers: how many they are.
        within_days: who ordered in so many days before the end of the period, by spending in them.
    """

    name: str
    customers: Annotated[int, Field(gt=0)]
    within_days: Annotated[int, Field(gt=0)]


class AssumptionPart(Part):
    """An assumption about people that is known better for this shop, by a pilot for instance.

    Attributes:
        name: of a row of `simulator/behaviour/assumptions.yaml`.
        stratum: the part of the customers that it is for; None: all of them.
        low, high: the ends of the 90% interval; without them the median is taken for certain.
    """

    name: str
    stratum: str | None = None
    median: Statistic
    low: Statistic | None = None
    high: Statistic | None = None
    source: str


class CostsPart(Part):
    """What a program costs beside its rewards.

    Attributes:
        setup: once, before the first month.
        monthly: platform and staff.
        message: for each message sent.
        reward_tax: tax owed on what rewards cost, as a share of it.
        yearly_interest: what money costs a year, for present values.
    """

    setup: Money | None = None
    monthly: Money | None = None
    message: Money | None = None
    reward_tax: Rate = "0"
    yearly_interest: Rate = "0.08"


class OriginPart(Part):
    """One forecast of the past: from which day, for how many days, and what came."""

    day: date
    days: int
    forecast: Statistic
    actual: int


class BacktestPart(Part):
    """Forecasts of the past, held against what came.

    Attributes:
        level: what forecasts have to be multiplied by.
        spread: standard deviation of the natural logarithm of that factor among origins.
        largest_error: the largest distance of a forecast from what came, as share of what came.
    """

    origins: tuple[OriginPart, ...] = ()
    level: Positive = 1.0
    spread: Annotated[Statistic, Field(ge=0)] = 0.0
    largest_error: Annotated[Statistic, Field(ge=0)] = 0.0


class Reason(Part):
    """Why a grade is not higher.

    Attributes:
        at_best: the highest grade that it allows.
        remedy: what would raise it.
    """

    at_best: Literal["B", "C", "D"]
    found: str
    remedy: str


class GradePart(Part):
    """How far a forecast from this scenario can be trusted; A is best."""

    letter: Literal["A", "B", "C", "D"]
    reasons: tuple[Reason, ...] = ()


class Scenario(Part):
    """A shop and its customers.

    Attributes:
        identified_share: of sales, those that name a customer; forecasts are of these alone.
        stratum: those for whom some of the assumptions hold; they are for nobody else.
        data_sha256: of all files together; empty where there were none.
    """

    format: Literal[1] = 1
    name: str
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    time_zone: str
    period: Period | None = None
    identified_share: Share
    grade: GradePart
    margin: Margin | None = None
    customers: CustomersPart
    behaviour: BehaviourPart
    spend: SpendPart
    seasons: SeasonsPart
    acquisition: AcquisitionPart
    basket: BasketPart = BasketPart()
    renewals: RenewalsPart | None = None
    backtest: BacktestPart = BacktestPart()
    stratum: StratumPart | None = None
    assumptions: tuple[AssumptionPart, ...] = ()
    costs: CostsPart = CostsPart()
    sources: tuple[Source, ...]
    data_sha256: str = ""


def schema() -> dict[str, Any]:
    """The JSON Schema of a saved scenario."""
    return Scenario.model_json_schema(mode="serialization")

"""The parts of a scenario that say how customers behave, of a whole shop or of one group of them.

Numbers with a fraction that are no money (parameters of distributions, shares, indices) are
statistics: floats here, quoted decimals in the file.
"""

from datetime import date
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from simulator.calibration.scenario_values import (
    ONLY_TOLD,
    CovarianceOfFour,
    CovarianceOfThree,
    CovarianceOfTwo,
    Money,
    Months,
    Part,
    Positive,
    Rate,
    Share,
    Sizes,
    Statistic,
    Weekdays,
)
from simulator.calibration.seasons import Seasons
from simulator.limits import (
    LEAST_PARAMETER,
    MOST_CUSTOMERS,
    MOST_INDEX,
    MOST_LEVEL,
    MOST_PARAMETER,
    MOST_PIECES,
    MOST_PURCHASES_A_WEEK,
    MOST_SPREAD,
    MOST_VALUE,
)

Parameter = Annotated[Statistic, Field(ge=LEAST_PARAMETER, le=MOST_PARAMETER)]
Count = Annotated[int, Field(gt=0, le=MOST_CUSTOMERS)]
"""A number of customers."""
Factor = Annotated[Statistic, Field(gt=0, le=MOST_INDEX)]
ToldCount = Annotated[int, ONLY_TOLD]
ToldFlag = Annotated[bool, ONLY_TOLD]
ToldShare = Annotated[Share, ONLY_TOLD]
ToldStatistic = Annotated[Statistic, ONLY_TOLD]


class PurchasesPart(Part):
    """How often customers buy while they are there: gamma(r, alpha) purchases a week."""

    r: Parameter
    alpha: Parameter

    @model_validator(mode="after")
    def _nobody_buys_all_day(self) -> Self:
        """Nobody waits for the simulation of customers who buy all day long."""
        weekly = self.r / self.alpha
        if weekly > MOST_PURCHASES_A_WEEK:
            raise ValueError(
                f'"r" divided by "alpha" says that customers buy {weekly:,.6g} times a week, and '
                f'the most is {MOST_PURCHASES_A_WEEK}. Write a larger "alpha" or a smaller "r".'
            )
        return self


class ParetoNbdPart(PurchasesPart):
    """Pareto/NBD: gamma(r, alpha) purchases a week, gamma(s, beta) leaving a week."""

    s: Parameter
    beta: Parameter
    covariance: CovarianceOfFour
    log_likelihood: Annotated[Statistic | None, ONLY_TOLD] = None
    soft_prior: ToldFlag = False


class BgNbdPart(PurchasesPart):
    """BG/NBD: gamma(r, alpha) purchases a week, beta(a, b) to leave after a repeat purchase."""

    a: Parameter
    b: Parameter
    covariance: CovarianceOfFour
    log_likelihood: Annotated[Statistic | None, ONLY_TOLD] = None
    soft_prior: ToldFlag = False


class BehaviourPart(Part):
    """How often customers come back; weeks are of usual length (see seasons).

    Attributes:
        model: the one to simulate with: its backtest was closer.
    """

    model: Literal["pareto_nbd", "bg_nbd"]
    pareto_nbd: ParetoNbdPart
    bg_nbd: BgNbdPart | None = None

    @model_validator(mode="after")
    def _its_model_is_there(self) -> Self:
        if self.model == "bg_nbd" and self.bg_nbd is None:
            raise ValueError('"model" is "bg_nbd", and there is no "bg_nbd" with its parameters.')
        return self


class SpendPart(Part):
    """What purchases are worth: Gamma-Gamma, in units of the currency.

    Attributes:
        mean_purchase: the average over purchases; a forecast draws them from p, q and v.
        rank_correlation: of how often customers buy and how much at a time, to draw the two by.
        independence_probability: of a rank correlation this far from 0 if there were none.
        far_out: purchases so large that they are of another kind; they are not left out.
        far_out_above: a larger purchase is one.
        far_out_share: of all sales, what they hold.
    """

    p: Positive
    q: Positive
    v: Annotated[Statistic, Field(gt=0, le=MOST_VALUE)]
    covariance: CovarianceOfThree
    mean_purchase: Annotated[Money, ONLY_TOLD]
    correlation: ToldStatistic = 0.0
    rank_correlation: Statistic = 0.0
    independence_probability: ToldShare = 1.0
    far_out: ToldCount = 0
    far_out_above: Annotated[Money | None, ONLY_TOLD] = None
    far_out_share: ToldShare = 0.0
    soft_prior: ToldFlag = False


class SeasonsPart(Part):
    """How busy months and weekdays are, 1 being usual: January and Monday first.

    Attributes:
        months_known, weekdays_known: whether the history was long enough to tell.
    """

    months: Months
    weekdays: Weekdays
    months_known: ToldFlag = False
    weekdays_known: ToldFlag = False

    def seasons(self) -> Seasons:
        """The indices, for any day."""
        return Seasons(self.months, self.weekdays)


class AcquisitionPart(Part):
    """New customers: Poisson around weekly x season x growth to the power of years from now.

    Attributes:
        spread: variance of the weeks against that of Poisson.
        covariance: of the natural logarithms of `weekly` and `yearly_growth`.
    """

    weekly: Annotated[Statistic, Field(ge=0, le=MOST_CUSTOMERS)]
    yearly_growth: Factor = 1.0
    spread: Annotated[Positive, ONLY_TOLD] = 1.0
    covariance: CovarianceOfTwo = ((0.0, 0.0), (0.0, 0.0))


class RenewalsPart(Part):
    """Paid renewals, shifted beta-geometric: the chance to leave at a renewal is beta."""

    alpha: Positive
    beta: Positive
    covariance: CovarianceOfTwo


class State(Part):
    """Like customers together, as averages; times are in usual weeks.

    Attributes:
        customers: how many there are.
        repeats: days with a purchase after the first.
        last, age: from the first purchase to the last one, and to the end of the period.
        mean_purchase: what a purchase of theirs is worth.
    """

    customers: Count
    repeats: Annotated[Statistic, Field(ge=0)]
    last: Annotated[Statistic, Field(ge=0)]
    age: Annotated[Statistic, Field(ge=0)]
    mean_purchase: Money


class CustomersPart(Part):
    """The customers that the shop has.

    Attributes:
        known: customers with a purchase in the period.
        here_now: how many of them have not left for good, as the model has it; where there are
            states, a forecast takes it from these.
        fitted: how many the parameters come from.
        repeats: repeat purchases of those.
        accounts: customers left out because they are accounts.
        returned_whole: purchases left out because they came back whole.
        states: all known customers in groups; none where no history is known.
    """

    known: Count
    here_now: Annotated[Statistic, Field(ge=0, le=MOST_CUSTOMERS)]
    fitted: ToldCount = 0
    repeats: ToldCount = 0
    accounts: ToldCount = 0
    returned_whole: ToldCount = 0
    states: tuple[State, ...] = ()

    @model_validator(mode="after")
    def _everybody_is_in_one_state(self) -> Self:
        together = sum(each.customers for each in self.states)
        if self.states and together != self.known:
            raise ValueError(
                f'The "states" have {together:,} customers together, and "known" says '
                f"{self.known:,}. A forecast of another number of them is made with --customers."
            )
        return self


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
    pieces: Annotated[Statistic, Field(gt=0, le=MOST_PIECES)] = 1.0
    margin: Rate | None = None


class BasketPart(Part):
    """What purchases are made of.

    Attributes:
        sizes: the share of purchases with 1, 2, ... lines; the last holds all larger ones.
    """

    sizes: Sizes = (1.0,)
    products: tuple[Product, ...] = ()

    @model_validator(mode="after")
    def _something_is_sold(self) -> Self:
        if self.products and not any(each.share_of_lines for each in self.products):
            raise ValueError('At least one product has a "share_of_lines" above 0.')
        return self


class Margin(Part):
    """What is left of a sale after the goods, payment and delivery, as a share of it."""

    rate: Rate
    source: Annotated[str, ONLY_TOLD]

    @property
    def exact(self) -> Fraction:
        """The same number for calculation."""
        return Fraction(self.rate)


class OriginPart(Part):
    """One forecast of the past: from which day, for how many days, and what came."""

    day: Annotated[date, ONLY_TOLD]
    days: ToldCount
    forecast: ToldStatistic
    actual: ToldCount


class BacktestPart(Part):
    """Forecasts of the past, held against what came.

    Attributes:
        level: what forecasts have to be multiplied by.
        spread: standard deviation of the natural logarithm of that factor among origins.
        largest_error: the largest distance of a forecast from what came, as share of what came.
    """

    origins: tuple[OriginPart, ...] = ()
    level: Annotated[Statistic, Field(gt=0, le=MOST_LEVEL)] = 1.0
    spread: Annotated[Statistic, Field(ge=0, le=MOST_SPREAD)] = 0.0
    largest_error: Annotated[Statistic, Field(ge=0), ONLY_TOLD] = 0.0

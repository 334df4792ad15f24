"""The scenario: all that a forecast knows about a shop and its customers, as one frozen record.

`SCENARIO.yaml` is its saved form. `customer_parts.py` has what is said of customers.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints, field_validator, model_validator

from dsl.values.currencies import DECIMALS
from simulator.calibration.activity_part import ActivityParts
from simulator.calibration.customer_parts import (
    AcquisitionPart,
    BacktestPart,
    BasketPart,
    BehaviourPart,
    Count,
    CustomersPart,
    Margin,
    RenewalsPart,
    SeasonsPart,
    SpendPart,
)
from simulator.calibration.scenario_values import ONLY_TOLD, Money, Part, Rate, Share, Statistic
from simulator.limits import LATEST_ORDERS

FORMAT = 1
MOST_GROUPS = 16

Told = Annotated[str, ONLY_TOLD]


class Period(Part):
    """The days that the figures come from, both included."""

    first_day: Annotated[date, ONLY_TOLD]
    last_day: Annotated[date, Field(le=LATEST_ORDERS)]


class Source(Part):
    """Where figures come from: a file with its hash, a publication, or our assumption."""

    what: Told
    source: Told
    sha256: Annotated[str | None, ONLY_TOLD] = None


class StratumPart(Part):
    """The part of the customers of whom a pilot told something: those who spent most.

    Attributes:
        customers: how many they are.
        within_days: who ordered in so many days before the end of the period, by spending in them.
    """

    name: str
    customers: Count
    within_days: Annotated[int, Field(gt=0)]


class AssumptionPart(Part):
    """An assumption about people that is known better for this shop, by a pilot for instance.

    Attributes:
        name: of a row of `simulator/behaviour/assumptions.yaml`.
        stratum: the part of the customers that it is for, the scenario's stratum or one of its
            groups by name; None: all of them.
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
        current_monthly: the same of the program that the shop has now, which it saves with the
            new one; counts in forecasts against that program.
        reward_tax: tax owed on what rewards cost, as a share of it.
        yearly_interest: what money costs a year, for present values.
    """

    setup: Money | None = None
    monthly: Money | None = None
    current_monthly: Money | None = None
    reward_tax: Rate = "0"
    yearly_interest: Rate = "0.08"


class Reason(Part):
    """Why a grade is not higher.

    Attributes:
        at_best: the highest grade that it allows.
        remedy: what would raise it.
    """

    at_best: Annotated[Literal["B", "C", "D"], ONLY_TOLD]
    found: str
    remedy: Told


class GradePart(Part):
    """How far a forecast from this scenario can be trusted; A is best."""

    letter: Literal["A", "B", "C", "D"]
    reasons: tuple[Reason, ...] = ()


class GroupPart(Part):
    """Customers who behave in a way of their own; what is left away is as in the whole shop.

    Attributes:
        acquisition: left away, they have their share of the shop's new customers.
        grade: of what the orders tell about them alone.
    """

    name: str
    grade: GradePart | None = None
    margin: Margin | None = None
    customers: CustomersPart
    behaviour: BehaviourPart | None = None
    spend: SpendPart | None = None
    seasons: SeasonsPart | None = None
    acquisition: AcquisitionPart | None = None
    basket: BasketPart | None = None
    renewals: RenewalsPart | None = None
    backtest: BacktestPart | None = None


class Scenario(Part):
    """A shop and its customers.

    Attributes:
        identified_share: of sales, those that name a customer; forecasts are of these alone.
        groups: all customers, each in one of them; none, and all are alike.
        stratum: those for whom some of the assumptions hold; they are for nobody else.
        activities: what members do besides buying, in every group; None: nothing is told.
        data_sha256: of all files together; empty where there were none.
    """

    format: Literal[1] = 1
    name: str
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    time_zone: Told
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
    groups: Annotated[tuple[GroupPart, ...], Field(max_length=MOST_GROUPS)] = ()
    stratum: StratumPart | None = None
    assumptions: tuple[AssumptionPart, ...] = ()
    activities: ActivityParts | None = None
    costs: CostsPart = CostsPart()
    sources: tuple[Source, ...]
    data_sha256: str = ""

    @field_validator("time_zone")
    @classmethod
    def _the_time_zone_is_known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as problem:
            raise ValueError(
                f'There is no time zone "{name}". Write it like Europe/Berlin or America/New_York.'
            ) from problem
        return name

    @model_validator(mode="after")
    def _all_sums_are_in_one_currency(self) -> "Scenario":
        if self.currency not in DECIMALS:
            raise ValueError(f'There is no currency "{self.currency}".')
        other = next((money for money in self._sums() if not money.endswith(self.currency)), None)
        if other is not None:
            raise ValueError(f"{other} is a sum in another currency than {self.currency}.")
        return self

    def _sums(self) -> Iterator[Money]:
        costs = self.costs
        found = [costs.setup, costs.monthly, costs.current_monthly]
        parts: tuple[Scenario | GroupPart, ...] = (self, *self.groups)
        for part in parts:
            spend, basket = part.spend, part.basket
            found += [spend.mean_purchase, spend.far_out_above] if spend else []
            found += [each.price for each in basket.products] if basket else []
            found += [each.mean_purchase for each in part.customers.states]
        return (money for money in found if money is not None)

    @model_validator(mode="after")
    def _everybody_is_in_one_group(self) -> "Scenario":
        parts = [each.name for each in (*self.groups, self.stratum) if each is not None]
        twice = sorted(name for name in set(parts) if parts.count(name) > 1)
        if twice:
            raise ValueError(f'Two parts of the customers are called "{twice[0]}".')
        members = sum(each.customers.known for each in self.groups)
        if self.groups and members != self.customers.known:
            raise ValueError(
                f"The groups have {members:,} customers together,"
                f" and the shop knows {self.customers.known:,}."
            )
        return self

    def group_alone(self, number: int) -> "Scenario":
        """One group of the customers as a shop of its own."""
        group = self.groups[number]
        own = {name: found for name in _OWN if (found := getattr(group, name)) is not None}
        if group.acquisition is None:
            weekly = self.acquisition.weekly * group.customers.known / self.customers.known
            own["acquisition"] = self.acquisition.model_copy(update={"weekly": weekly})
        return self.model_copy(update={**own, "groups": ()})


_OWN = tuple(name for name in GroupPart.model_fields if name not in {"name", "grade"})


def schema() -> dict[str, Any]:
    """The JSON Schema of a saved scenario."""
    return Scenario.model_json_schema(mode="serialization")

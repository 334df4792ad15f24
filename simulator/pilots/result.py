"""What came of a pilot, as data."""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from simulator.calibration.scenario import StratumPart


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Warned(StrEnum):
    """Why a result cannot be trusted as it stands."""

    TOO_SHORT = "too short"
    LOOKED_EARLY = "looked early"
    UNEQUAL_GROUPS = "unequal groups"
    CHANGED_LIST = "changed list"
    UNKNOWN_CUSTOMERS = "unknown customers"
    CONTAMINATION = "contamination"
    JOINING_ASSUMED = "joining assumed"
    TOO_FEW_JOINED = "too few joined"


class Caution(_Part):
    """One reason, in a sentence with figures."""

    reason: Warned
    sentence: str


class GroupFigures(_Part):
    """What is counted in a group; sums are exact, and nothing in them is cut.

    Attributes:
        spent_before_minor, spent_minor: before and during the pilot.
    """

    customers: int
    joined: int
    ordering: int
    orders: int
    spent_before_minor: int
    spent_minor: int


class Interval(_Part):
    """A middle and the interval of 95% around it."""

    value: float
    low: float
    high: float


SUSPICIOUS = 0.001
"""Groups less likely than this by chance have not their sizes by chance alone."""


class SampleRatio(_Part):
    """Whether the groups have the sizes that chance gives them.

    Attributes:
        p_value: the chance of groups as unequal as these, or more; below 0.001 something that
            depends on the group has added or lost customers.
    """

    what: str
    invited: int
    others: int
    expected_invited: float
    p_value: float


class Naive(_Part):
    """The usual comparison, which is wrong: members with everybody else.

    Attributes:
        gain_percent: by which members spend more than all other customers.
        claimed_minor: what that would be in money, for all members.
        shown_minor: what the comparison by chance shows for them, with its interval.
    """

    members: int
    others: int
    gain_percent: float
    claimed_minor: int
    shown_minor: int
    shown_low_minor: int
    shown_high_minor: int


class Assumed(_Part):
    """An assumption of the forecast, with research and the pilot in it.

    Attributes:
        low, high: the ends of the 90% interval.
    """

    name: str
    median: float
    low: float
    high: float
    source: str


class Learned(_Part):
    """What the forecast may assume about customers like those of the pilot, and only these.

    Attributes:
        stratum: these customers as a scenario names them; nobody else is simulated with it.
        scale: what the pilot's uplift was multiplied with to stand for twelve months.
        question_percent: the uplift that the pilot was held to tell from none.
        chance_before_percent, chance_after_percent: of a larger uplift.
    """

    customers: str
    stratum: StratumPart
    scale: float
    question_percent: float
    chance_before_percent: float
    chance_after_percent: float
    before: Assumed
    after: Assumed


class PilotResult(_Part):
    """What a pilot shows.

    Attributes:
        looks: the days up to which it was read before.
        boundary: half the length of intervals in standard errors, for many customers: 1.96 at the
            end, if nobody looked before.
        mean_effect_minor: what one invited customer spent more, joined or not.
        total_minor: the same for all invited, in whole minor units.
        uplift_percent: of spending, of all invited.
        joined_share: of the invited less that of the others, as found or as assumed.
        mean_member_effect_minor: what one member spent more: the effect over `joined_share`.
        member_uplift_percent: by which members spent more than they would have.
        error_cut_percent: the part of the variance that strata and spending before took away.
    """

    format: Literal[1] = 1
    pilot: str
    currency: str
    plan_sha256: str
    orders_sha256: str
    first_day: date
    last_day: date
    read_up_to: date
    looks: tuple[date, ...]
    boundary: float
    invited: GroupFigures
    not_invited: GroupFigures
    mean_effect_minor: Interval
    total_minor: tuple[int, int, int]
    uplift_percent: Interval | None
    joined_share: float
    mean_member_effect_minor: Interval | None
    member_uplift_percent: Interval | None
    error_cut_percent: float
    ratios: tuple[SampleRatio, ...]
    cautions: tuple[Caution, ...]
    naive: Naive | None
    learned: Learned | None

    @property
    def is_joining_assumed(self) -> bool:
        """Whether nobody said who joined, so that `joined_share` is the plan's."""
        return any(caution.reason is Warned.JOINING_ASSUMED for caution in self.cautions)

"""What members do besides buying, as a scenario tells it."""

from typing import Annotated

from pydantic import AfterValidator, Field

from simulator.calibration.scenario_values import Part, Share

MOST_ACTIVITIES = 32
"""Rows in which a scenario tells of activities."""


class ActivityPart(Part):
    """One way in which members do an activity.

    Attributes:
        activity: its name, as programs declare it; those that do not know it leave it out.
        per_purchase: the chance that a member does it after a purchase.
        having: the activity's attributes, as in events.
    """

    activity: str
    per_purchase: Share
    having: dict[str, str] | None = None
    source: str


def _at_most_once(parts: tuple[ActivityPart, ...]) -> tuple[ActivityPart, ...]:
    """A member does an activity at most once with a purchase, so its ways share one chance."""
    for name in {each.activity: None for each in parts}:
        chance = sum(each.per_purchase for each in parts if each.activity == name)
        if chance > 1:
            raise ValueError(
                f'The chances of "{name}" add up to {chance:g}, and a member does it once at most '
                "with a purchase."
            )
    return parts


ActivityParts = Annotated[
    tuple[ActivityPart, ...], Field(max_length=MOST_ACTIVITIES), AfterValidator(_at_most_once)
]

"""What all parts of a result have in common, and what a forecast tells while it is worked on."""

from pydantic import BaseModel, ConfigDict


class Result(BaseModel):
    """What all parts of a result have in common."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

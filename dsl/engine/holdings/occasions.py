"""Which procedure of the plan answers which occasion."""

from dsl.plan.plan import (
    PerkHolders,
    Plan,
    Procedure,
    SegmentMembers,
    TierMarks,
    WhenRedeeming,
)
from dsl.program.program import Program
from dsl.program.rules import (
    Occasion,
    OnAbsence,
    OnActivity,
    OnCount,
    OnEach,
    OnMemberDate,
    OnOccasion,
    OnPurchase,
    OnRewardUsed,
    OnSchedule,
    OnTier,
)
from dsl.program.time import Duration, Schedule


class Occasions:
    """The places of the plan's procedures by occasion, each group in the plan's order."""

    def __init__(self, program: Program, plan: Plan) -> None:
        self.purchase: list[int] = []
        self.activity: dict[str, list[int]] = {}
        self.occasion: dict[Occasion, list[int]] = {}
        self.member_date: list[tuple[str, int]] = []
        self.tier: dict[str, list[int]] = {}
        self.reward_used: dict[str, list[int]] = {}
        self.progress: list[tuple[int, Procedure]] = []
        self.schedule: list[tuple[Schedule, int]] = []
        self.absence: list[tuple[Duration, int]] = []
        self.redeeming: dict[int, int] = {}
        self.segment: dict[int, int] = {}
        self.perk: dict[int, int] = {}
        self.tier_marks = -1
        for place, procedure in enumerate(plan.procedures):
            self._sort(place, procedure)

    def _sort(self, place: int, procedure: Procedure) -> None:
        match procedure.occasion:
            case OnPurchase():
                self.purchase.append(place)
            case OnActivity(activity=name):
                self.activity.setdefault(name, []).append(place)
            case OnOccasion(occasion=occasion):
                self.occasion.setdefault(occasion, []).append(place)
            case OnMemberDate(attribute=name):
                self.member_date.append((name, place))
            case OnTier(tier=name):
                self.tier.setdefault(name, []).append(place)
            case OnRewardUsed(reward=name):
                self.reward_used.setdefault(name, []).append(place)
            case OnCount() | OnEach():
                self.progress.append((place, procedure))
            case OnSchedule(schedule=schedule):
                self.schedule.append((schedule, place))
            case OnAbsence(length=length):
                self.absence.append((length, place))
            case _:
                self._sort_question(place, procedure)

    def _sort_question(self, place: int, procedure: Procedure) -> None:
        match procedure.occasion:
            case WhenRedeeming(reward=index):
                self.redeeming[index] = place
            case SegmentMembers(segment=index):
                self.segment[index] = place
            case PerkHolders(perk=index):
                self.perk[index] = place
            case TierMarks():
                self.tier_marks = place

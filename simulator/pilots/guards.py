"""The guards: what makes the result of a pilot less than it seems."""

from collections.abc import Iterator
from datetime import date

from simulator.pilots.looks import boundaries
from simulator.pilots.plan import PilotPlan
from simulator.pilots.result import SUSPICIOUS, Caution, GroupFigures, SampleRatio, Warned


def cautions_of(
    plan: PilotPlan,
    list_sha256: str,
    looks: tuple[date, ...],
    ratios: tuple[SampleRatio, ...],
    invited: GroupFigures,
    others: GroupFigures,
    joined_share: float | None,
) -> tuple[Caution, ...]:
    """Everything that has to be said beside the result.

    Args:
        looks: the days up to which it was read, this time the last.
        joined_share: of the invited, less that of the others; None where nobody said who joined.
    """
    return (
        *_about_time(plan, looks),
        *_about_groups(plan, list_sha256, ratios),
        *_about_joining(plan, invited, others, joined_share),
    )


def _caution(reason: Warned, sentence: str) -> Caution:
    return Caution(reason=reason, sentence=sentence)


def _about_time(plan: PilotPlan, looks: tuple[date, ...]) -> Iterator[Caution]:
    *earlier, now = looks
    bounds = boundaries([plan.share_until(day) for day in looks])
    wider = f"{bounds[-1] / boundaries([1.0])[0]:.2f} times as wide as of one look at the end"
    if now < plan.last_day:
        yield _caution(
            Warned.TOO_SHORT,
            f"The orders end on {now}, {(plan.last_day - now).days} days before the pilot does. "
            f"Whoever looks early and stops at a good moment finds effects that are not there, so "
            f"the brackets are {wider}. Decide on {plan.last_day}.",
        )
    elif earlier:
        yield _caution(
            Warned.LOOKED_EARLY,
            f"It was read before its end, up to {', '.join(map(str, earlier))}, so the brackets "
            f"are {wider}.",
        )
    if plan.weeks < plan.least_weeks:
        yield _caution(
            Warned.TOO_SHORT,
            f"The pilot lasts {plan.weeks} weeks. Two orders of a typical customer and a reward "
            f"take {plan.least_weeks}; before that most of the effect has had no time to show.",
        )


def _about_groups(
    plan: PilotPlan, list_sha256: str, ratios: tuple[SampleRatio, ...]
) -> Iterator[Caution]:
    if list_sha256 != plan.assignment_sha256:
        yield _caution(
            Warned.CHANGED_LIST,
            "The list is not the one that was drawn. Customers who were moved or taken out make "
            "the groups unlike; read the pilot with the list as it was.",
        )
    for ratio in ratios:
        if ratio.p_value < SUSPICIOUS:
            yield _caution(
                Warned.UNEQUAL_GROUPS,
                f"Of {ratio.invited + ratio.others:,} {ratio.what}, {ratio.invited:,} are invited "
                f"where {ratio.expected_invited:,.0f} were to be expected. Chance does that less "
                f"than once in 1,000 times: something lost customers of one group, and the result "
                f"cannot be used until it is found.",
            )
    known = ratios[-1].invited + ratios[-1].others
    listed = ratios[0].invited + ratios[0].others
    if known < listed:
        yield _caution(
            Warned.UNKNOWN_CUSTOMERS,
            f"{listed - known:,} of {listed:,} customers on the list have no order before the "
            f"pilot. Their ids may have changed, or the orders start too late.",
        )


def _about_joining(
    plan: PilotPlan,
    invited: GroupFigures,
    others: GroupFigures,
    joined_share: float | None,
) -> Iterator[Caution]:
    if joined_share is None:
        yield _caution(
            Warned.JOINING_ASSUMED,
            f"Nobody said who joined, so {plan.joining_percent:g}% of the invited are taken to "
            f"have, as in the plan. Effects on members hang on that figure; name a file of joins.",
        )
        return
    if others.joined:
        yield _caution(
            Warned.CONTAMINATION,
            f"{others.joined:,} of {others.customers:,} customers who were not invited joined "
            f"({others.joined / others.customers:.1%}), and {invited.joined:,} of "
            f"{invited.customers:,} invited ones. The effect on members counts the difference of "
            f"{joined_share:.1%} only; with many such customers it says little.",
        )
    if 100 * joined_share < plan.joining_percent / 2:
        yield _caution(
            Warned.TOO_FEW_JOINED,
            f"{joined_share:.1%} joined because of the invitation, where the plan counted on "
            f"{plan.joining_percent:g}%. The pilot can show less than was planned.",
        )

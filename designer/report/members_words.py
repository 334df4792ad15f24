"""What a result says of members from before the first day, and of what a change costs them."""

from collections.abc import Iterator

from designer.report.figures import count, counted, money, percents, rounded, units
from simulator.forecasts.forecast import GoneOver, Lost, Run


def members_said(run: Run) -> Iterator[str]:
    """Sentences; none where all programs start without members."""
    before = run.members_before
    if before is None:
        return
    room = (
        f" There is room for {count(before.simulated)} of them among the customers of the scenario."
        if before.simulated < before.members
        else ""
    )
    yield (
        f"Each program starts with the {counted(before.members, 'member')} of {before.program} who "
        f"have bought something, and what they have; nobody is given anything for it.{room}"
    )
    for over in before.over:
        yield _over(over, before.program, run)
        if over.never_join:
            yield (
                f"About {percents(rounded(100 * over.never_join, 0))} of all customers are assumed "
                f"never to join {over.program}: that is what the members of {before.program} and "
                "the customers who are none say."
            )


def _over(over: GoneOver, current: str, run: Run) -> str:
    if not over.lost:
        return f"With {over.program} nobody loses what {current} gave."
    lost = "; ".join(_lost(each, run) for each in over.lost)
    return f"{over.program} does not have, and members lose: {lost}. Say beforehand what they get."


def _lost(lost: Lost, run: Run) -> str:
    members = counted(lost.members, "member")
    worth = f", worth {money(lost.worth_minor, run.currency)}" if lost.worth_minor else ""
    match lost.kind:
        case "wallet":
            if not lost.unit:
                return f"{money(lost.amount, run.currency)} of {members} in {lost.name}"
            return f"{units(lost.amount, lost.decimals)} {lost.unit} of {members}{worth}"
        case "reward":
            return f'"{lost.name}" in hand, {count(lost.amount)} of {members}{worth}'
        case "tier":
            return f'the tier "{lost.name}" of {members}'
    return f'the membership "{lost.name}" of {members}'

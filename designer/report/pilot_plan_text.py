"""The plan of a pilot as a person reads it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from designer.report.figures import chance, count, day, money, number, percents, rounded, shortest
from designer.report.import_warnings import import_warnings, left_out_section
from designer.report.paragraphs import labelled, listed, wrapped
from simulator.limits import MOST_UPLIFT_PERCENT
from simulator.pilots.plan import Option, PilotPlan

LONGEST_WITHOUT_ORDERS = timedelta(weeks=8)
"""Between the last order and the pilot: after more, many of its customers may be gone."""


def plan_text(
    plan: PilotPlan, imported: dict[str, Any] | None = None, planned_on: date | None = None
) -> str:
    """The plan that `perkwright pilot plan` prints.

    Args:
        plan: the plan.
        imported: the report of the import as plain data, where it is known.
        planned_on: the day on which it is planned; None: another day, which does not matter.
    """
    sections = [
        _title(plan),
        *import_warnings(imported),
        *_begins_too_early(plan, planned_on),
        *_begins_long_after(plan),
        "\n".join(_people(plan)),
        "\n".join(_figures(plan)),
        wrapped(_verdict(plan)),
    ]
    if not plan.answer.can_answer:
        sections.append("\n".join(["What could:", *map(listed, _remedies(plan))]))
    sections += left_out_section(imported)
    sections.append("\n".join(_footing(plan)))
    return "\n\n".join(sections)


def _verdict(plan: PilotPlan) -> str:
    answer = plan.answer
    able = "CAN" if answer.can_answer else "CANNOT"
    question = f"{percents(shortest(answer.question_percent))} of what members spend"
    if answer.against:
        asked = (
            f"whether a program pays more than {answer.against}: break-even takes an uplift of "
            f"{question} with {answer.against}"
        )
    elif answer.is_break_even:
        asked = f"whether a program pays: break-even takes an uplift of {question}"
    else:
        asked = f"a good program from none: research hardly ever found an uplift above {question}"
    return (
        f"This pilot {able} tell {asked}, and the smallest that the pilot is likely to show is "
        f"{_shown(plan.detectable_percent)}."
    )


def _title(plan: PilotPlan) -> str:
    first, last = day(str(plan.first_day)), day(str(plan.last_day))
    return f'Pilot "{plan.name}": {plan.weeks} weeks from {first} to {last}'


def _begins_too_early(plan: PilotPlan, planned_on: date | None) -> Iterator[str]:
    if planned_on is not None and plan.first_day < planned_on:
        yield wrapped(
            f"Its first day, {day(str(plan.first_day))}, is over already: nobody can be invited on "
            "it. Plan it from a day on which you can invite (--start), or from orders until now: "
            "unless you say, a pilot begins on the day after the last order."
        )


def _begins_long_after(plan: PilotPlan) -> Iterator[str]:
    between = plan.first_day - plan.history_last_day
    if between > LONGEST_WITHOUT_ORDERS:
        yield wrapped(
            f"It begins {count(between.days)} days after the last of these orders, which is of "
            f"{day(str(plan.history_last_day))}: who ordered until then may have left since. Plan "
            "it from orders until now."
        )


def _people(plan: PilotPlan) -> Iterator[str]:
    yield labelled(
        "Customers",
        f"the {count(plan.customers)} who spent most, of {count(plan.eligible)} who ordered in the "
        f"{plan.before_days} days up to {day(str(plan.history_last_day))}",
    )
    yield labelled("Invited", f"{count(plan.invited)}, by chance in {plan.strata} strata")
    yield labelled("Not invited", f"{count(plan.not_invited)}, to compare with")
    yield labelled(
        "Holdout",
        f"{count(plan.holdout)} of all customers ({percents(plan.holdout_percent)}) stay without "
        f"the program for good",
    )


def _figures(plan: PilotPlan) -> Iterator[str]:
    cycle = number(shortest(plan.cycle_days))
    yield labelled(
        "Between two orders",
        f"{cycle} days; two of them, and a reward, need {plan.least_weeks} weeks",
    )
    if plan.reward_days is None:
        yield labelled("", "when a typical member has used a reward is not said (--reward-days)")
    yield labelled(
        "Spending",
        f"{money(plan.mean_spend_minor, plan.currency)} a customer in {plan.weeks} weeks, variation"
        f" {number(rounded(plan.variation, 2))}, correlation with the time before "
        f"{number(rounded(plan.correlation, 2))}",
    )
    joining = percents(shortest(plan.joining_percent))
    yield labelled("Joining", f"{joining} of the invited, taken for granted")
    yield labelled(
        "Can show",
        f"{_shown(plan.detectable_percent)} more spending of members, or "
        f"{_of_all_invited(plan)} of all invited (in {plan.power_percent} "
        f"of 100 pilots, {percents(plan.confidence_percent)} sure)",
    )


def _remedies(plan: PilotPlan) -> Iterator[str]:
    answer = plan.answer
    if answer.larger:
        yield f"longer, on more customers: {_option(answer.larger)}"
    else:
        shown = "; ".join(_option(option) for option in answer.options)
        yield (
            f"more time alone is not enough, as far as this history can measure: {shown}"
            f"{_why_longer_can_show_less(answer.options)}"
        )
    yield (
        f"more customers: {count(answer.customers_needed)} of this kind, "
        f"against {count(plan.eligible)} here"
    )
    if answer.joining_percent_needed is not None:
        joining = percents(rounded(answer.joining_percent_needed, 0))
        yield f"more who join: {joining} of the invited, or all at once"
    if answer.against:
        yield (
            "deciding by the forecast alone: published research holds programs against none, "
            f"not against {answer.against}"
        )
        return
    yield (
        f"deciding without one: by published research alone the chance of more than "
        f"{percents(shortest(answer.question_percent))} is {chance(answer.chance_percent)}"
    )


def _why_longer_can_show_less(options: tuple[Option, ...]) -> str:
    """A sentence where one of the options is longer than another, and shows less."""
    found = [option.detectable_percent for option in options if option.detectable_percent]
    if found == sorted(found, reverse=True):
        return ""
    return (
        ". Longer can show less: more customers leave meanwhile, what they spent before tells less "
        "of what they spend then, and the same orders leave fewer days to choose customers by"
    )


def _option(option: Option) -> str:
    return (
        f"{option.weeks} weeks with {count(option.customers)} customers show "
        f"{_shown(option.detectable_percent)}"
    )


def _shown(percent: float) -> str:
    """The smallest uplift that can be shown, as far as it is looked for."""
    if percent >= MOST_UPLIFT_PERCENT:
        return f"more than {percents(MOST_UPLIFT_PERCENT)}"
    return _to_a_tenth(percent)


def _of_all_invited(plan: PilotPlan) -> str:
    found = _to_a_tenth(plan.detectable_invited_percent)
    is_above = plan.detectable_percent >= MOST_UPLIFT_PERCENT
    return f"more than {found}" if is_above else found


def _to_a_tenth(percent: float) -> str:
    return percents(rounded(percent, 1))


def _footing(plan: PilotPlan) -> Iterator[str]:
    yield (
        f"Measured on {day(str(plan.history_first_day))} to {day(str(plan.history_last_day))}, "
        f"amounts above the {plan.capped_at_percent}th percentile cut to it"
    )
    yield f"orders {plan.orders_sha256[:16]}  list {plan.assignment_sha256[:16]}  salt {plan.salt}"

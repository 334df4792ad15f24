"""Who renewed and who did not, out of facts."""

from datetime import date

import numpy as np

from dsl.compile import compile_text
from dsl.ledger.facts import AnyFact, FeePaid, FeeRefused, Left, MembershipEnded, MembershipStarted
from dsl.source.document import Document
from dsl.values.calendar import zone
from simulator.calibration.renewals import RenewalCollector, Renewals
from simulator.calibration.shifted_beta_geometric import ShiftedBetaGeometric, of_one_group
from tests.house_rules.tree import ROOT

PLUS = ROOT / "programs/templates/paid_membership.loyalty"
NEW_YORK = zone("America/New_York")
END = date(2024, 12, 31).toordinal()
BACK = 14  # days within which the fee comes back
About = type[MembershipStarted | MembershipEnded | FeePaid | FeeRefused]
KINDS: dict[str, About] = {
    "start": MembershipStarted,
    "end": MembershipEnded,
    "paid": FeePaid,
    "refused": FeeRefused,
}


def fact_of(kind: str, number: str, instant: int, member: str) -> AnyFact:
    if kind == "left":
        return Left(id=number, instant=instant, member=member)
    return KINDS[kind](id=number, instant=instant, member=member, membership="Plus")


def found(*told: tuple[str, str, str], text: str = "") -> Renewals:
    """What facts of (member, kind, day) tell; everybody pays from 30 days after the start on."""
    compiled = compile_text(Document("plus.loyalty", text or PLUS.read_text("utf-8")))
    assert compiled.program is not None
    collector = RenewalCollector.of(compiled.program, NEW_YORK)
    assert collector is not None
    for number, (member, kind, day) in enumerate(told):
        instant = NEW_YORK.first_instant_of(date.fromisoformat(day).toordinal())
        collector.add(fact_of(kind, str(number), instant, member))
    return collector.found(END)


def test_each_counts_with_the_renewals_that_were_due() -> None:
    """Ann pays from 31 January 2021 on, so three years later her third renewal is due."""
    assert found(("ann", "start", "2021-01-01")) == Renewals(lost=(), kept=(0, 0, 0, 1))
    both = found(("ann", "start", "2021-01-01"), ("bob", "start", "2024-03-01"))
    assert both == Renewals(lost=(), kept=(1, 0, 0, 1))
    assert both.decisions == 3


def test_the_end_is_the_renewal_that_does_not_come() -> None:
    start = ("ann", "start", "2021-01-01")
    assert found(start, ("ann", "end", "2021-12-31")) == Renewals((1,), ())
    assert found(start, ("ann", "end", "2022-12-31")) == Renewals((0, 1), ())
    assert found(start, ("ann", "left", "2022-12-31")) == Renewals((0, 1), ())
    # Within the two weeks of the fee coming back it is the renewal just paid.
    assert found(start, ("ann", "end", "2022-02-10")) == Renewals((1,), ())
    assert found(start, ("ann", "end", "2022-02-14")) == Renewals((0, 1), ())


def test_who_never_paid_decided_about_no_renewal() -> None:
    start = ("ann", "start", "2021-01-01")
    for day in ("2021-01-20", "2021-02-10"):
        assert found(start, ("ann", "end", day)) == Renewals((), ())
    assert found(start, ("ann", "refused", "2021-02-01")) == Renewals((), ())


def test_a_fee_that_could_not_be_collected_is_an_end_unless_it_is_paid() -> None:
    start, refused = ("ann", "start", "2021-01-01"), ("ann", "refused", "2023-01-31")
    assert found(start, refused) == Renewals((0, 1), ())
    assert found(start, refused, ("ann", "end", "2023-06-01")) == Renewals((0, 1), ())
    assert found(start, refused, ("ann", "paid", "2023-02-03")) == Renewals((), (0, 0, 0, 1))


def test_weeks_are_counted_as_weeks() -> None:
    weekly = PLUS.read_text("utf-8").replace("60 USD per year", "2 USD per week")
    weekly = weekly.replace("  refunds the fee within 14 days\n", "")
    start = ("ann", "start", "2024-11-01")  # pays from 1 December on
    assert found(start, text=weekly) == Renewals((), (0, 0, 0, 0, 1))
    assert found(start, ("ann", "end", "2024-12-08"), text=weekly) == Renewals((0, 1), ())


def test_groups_that_joined_at_different_times_tell_together_what_each_tells() -> None:
    """One seen for three renewals, and one for one."""
    long, short = (of_one_group(np.array(each)) for each in ([1000, 631, 468, 382], [1000, 631]))
    lost, kept = (np.zeros(size, np.int64) for size in (3, 4))
    for group_lost, group_kept in (long, short):
        lost[: len(group_lost)] += group_lost
        kept[: len(group_kept)] += group_kept
    model = ShiftedBetaGeometric(0.7, 1.2)
    apart = model.log_likelihood(*long) + model.log_likelihood(*short)
    assert round(model.log_likelihood(lost, kept), 9) == round(apart, 9)

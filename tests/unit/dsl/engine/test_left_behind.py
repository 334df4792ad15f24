"""Members go over to another program: what it has is kept, the rest is lost and told."""

from dsl.engine.engine import Engine
from dsl.engine.left_behind import go_over, without_history
from dsl.ledger.facts import Joined, Purchased, Redeemed
from dsl.plan.from_program import lower
from tests.unit.dsl.engine.test_changed_program import DAY, NOON, TEXT, compiled, purchase, started

OTHER = (
    TEXT.replace('wallet "Points"', 'wallet "Leaves"\n  formerly "Points"')
    .replace('wallet "Stars"', 'wallet "Drops"')
    .replace('tier "Regular"', 'tier "Friend"')
    .replace("gives 3 EUR off", "gives 4 EUR off")
)


def gone_over(text: str) -> Engine:
    before = started()
    state, saved = before.books.state, before.books.saved_program
    without_history(state.members["ada"])
    program = compiled(text)
    plan = lower(program)
    after, left = go_over(state, saved, program, plan)
    assert before.books.state.members["ada"].issued, "the state before is left as it is"
    if text is OTHER:
        assert left.units == {"Stars": 2}
        assert left.rewards == {"Coffee": 1}
        assert left.tiers == {"Regular": 1}
        assert left.members == {"Stars": 1, "Coffee": 1, "Regular": 1}
    else:
        assert not left.members
    return Engine(program, plan, state=after)


def test_what_the_other_program_has_goes_on() -> None:
    engine = gone_over(OTHER)
    ada = engine.books.state.members["ada"]
    assert [account.available for account in ada.accounts] == [80, 0]
    assert not ada.issued
    assert ada.standing.rank == -1
    entries = engine.apply(purchase(9, 10))
    assert [(each.kind, each.rule, each.amount) for each in entries] == [
        ("accrue", "Purchases", 10),
        ("tier up", "Friend", 0),
    ]


def test_nothing_is_lost_with_the_same_program() -> None:
    engine = gone_over(TEXT)
    ada = engine.books.state.members["ada"]
    assert [account.available for account in ada.accounts] == [80, 2]
    used = Purchased(
        id="u", instant=NOON + 9 * DAY, member="ada", lines=purchase(9).lines, uses=("Coffee",)
    )
    kinds = {each.kind for each in engine.apply(used)}
    assert {"use reward", "accrue"} <= kinds
    assert "tier up" not in kinds


def test_who_joined_before_joins_no_more() -> None:
    engine = gone_over(OTHER)
    again = Joined(id="j2", instant=NOON + 20 * DAY, member="ada")
    assert engine.apply(again) == []
    late = Redeemed(id="r2", instant=NOON + 21 * DAY, member="ada", reward="Coffee")
    assert [each.kind for each in engine.apply(late)] == ["spend", "issue reward"]

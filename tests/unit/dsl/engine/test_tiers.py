"""Where a member stands on the ladder, looked at in the state where entries do not show it."""

from dsl.engine.engine import Engine
from dsl.engine.ladder import tiers
from dsl.ledger.facts import Invited, Returned
from tests.unit.dsl.engine.running import Shop, day

LADDER = """
tier "Silver"
  from 50 GBP of net spend in a calendar year
  kept until the end of the next year

tier "Gold"
  from 100 GBP of net spend in a calendar year
  keep from 80 GBP of net spend in a calendar year
  kept until the end of the next year
  drop one tier at a time
  grace 10 days

tier "Palladium"
  by invitation
"""
SILVER, GOLD, PALLADIUM = range(3)


def _prospective(engine: Engine, at: str) -> int:
    books = engine.books
    moment = books.moment_of_day(day(at))
    return tiers.prospective_rank(books, books.state.members["ada"], moment)


def test_a_step_over_a_tier_reaches_both_and_remembers_where_it_came_from() -> None:
    shop = Shop(LADDER)
    shop.buy("2024-03-04T10:00", 10000)
    standing = shop.ada().standing
    assert (standing.rank, standing.until_day) == (GOLD, day("2025-12-31"))
    assert standing.reached_day == {SILVER: day("2024-03-04"), GOLD: day("2024-03-04")}
    assert [(step.rank, step.softly) for step in standing.before] == [(-1, False)]
    shop.tell(Returned, "2024-03-05T10:00", purchase="e2")
    standing = shop.ada().standing
    assert (standing.rank, standing.reached_day, standing.earned_days) == (-1, {}, {})


def test_the_lower_mark_keeps_but_does_not_reach() -> None:
    shop = Shop(LADDER)
    shop.buy("2024-03-04T10:00", 8000)
    assert shop.ada().standing.rank == SILVER
    shop.buy("2024-03-05T10:00", 2000)
    assert shop.ada().standing.rank == GOLD
    shop.buy("2025-03-05T10:00", 7999)
    assert shop.ada().standing.earned_days[GOLD][-1] == day("2024-03-05")
    shop.buy("2025-03-06T10:00", 1)
    assert shop.ada().standing.earned_days[GOLD][-1] == day("2025-03-06")


def test_grace_ends_with_its_last_day_and_one_step_down_is_soft() -> None:
    shop = Shop(LADDER)
    shop.buy("2024-03-04T10:00", 10000)
    shop.engine.advance_to(day("2026-01-10"))
    assert shop.ada().standing.rank == GOLD
    shop.engine.advance_to(day("2026-01-11"))
    standing = shop.ada().standing
    assert (standing.rank, standing.softly) == (SILVER, True)
    assert standing.until_day == day("2027-12-31")
    assert GOLD not in standing.earned_days
    assert standing.before == []


def test_what_was_earned_again_is_kept_without_a_step() -> None:
    shop = Shop(LADDER)
    shop.buy("2024-03-04T10:00", 10000)
    shop.buy("2025-11-04T10:00", 8000)
    entries = shop.engine.advance_to(day("2026-02-01"))
    assert [(each.kind.value, each.expires_day) for each in entries] == [
        ("tier kept", day("2026-12-31"))
    ]
    assert shop.ada().standing.reached_day[GOLD] == day("2024-03-04")


def test_an_invitation_is_above_all_that_is_counted_and_ends_never() -> None:
    shop = Shop(LADDER)
    shop.tell(Invited, "2024-03-02T10:00", tier="Palladium")
    shop.buy("2024-03-04T10:00", 5000)
    standing = shop.ada().standing
    assert (standing.rank, standing.until_day, standing.invited) == (PALLADIUM, 0, [PALLADIUM])
    assert standing.reached_day == {PALLADIUM: day("2024-03-02")}
    assert standing.earned_days[SILVER] == [day("2024-03-04")]


def test_looking_at_the_tier_to_come_changes_nothing() -> None:
    shop = Shop(LADDER)
    shop.buy("2024-03-04T10:00", 4999)
    before = shop.engine.save()
    assert _prospective(shop.engine, "2024-03-05") == -1
    assert shop.engine.save() == before
    shop.buy("2024-03-06T10:00", 1)
    assert _prospective(shop.engine, "2024-03-06") == SILVER

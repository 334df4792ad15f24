"""Rewards in a member's hands: which one is used, and what comes back with a purchase."""

from dsl.engine.holdings import rewards
from dsl.ledger.facts import Adjusted, Redeemed, Returned, ReturnedLine
from tests.unit.dsl.engine.running import Shop, day, told

OFFERS = """
partner "The dairy"

reward "2 GBP off"
  costs 10 points
  gives 2 GBP off
  valid for 30 days

reward "Pay with points"
  costs 10 points or more
  gives 0.10 GBP off per 1 point
  borne 25% by "The dairy"

reward "Gone for good"
  costs 10 points
  gives 2 GBP off
  a return does not give it back

reward "Cash back"
  costs 10 points
  gives 3 GBP as "Cash"

reward "Tree"
  costs 10 points
  gives a donation of 1 GBP to "Trees"

cause "Trees"

wallet "Cash"
  holds GBP
  expire never
  hold at most 4 GBP

benefit "Tins for the food bank"
  on a purchase
  give a donation of 0.50 GBP per item from "Tins" to "Trees"

products "Tins"
  everything
"""


def _shop(points: int = 100) -> Shop:
    shop = Shop(OFFERS)
    shop.tell(Adjusted, "2024-03-01T10:00", wallet="Points", amount=points, reason="a start")
    return shop


def _redeem(shop: Shop, at: str, reward: str, amount: int | None = None) -> int:
    """The number of what was issued."""
    entries = shop.tell(Redeemed, at, reward=reward, amount=amount)
    return next(each.number for each in entries if each.kind.value == "issue reward")


def test_of_several_the_one_that_ends_first_is_used_then_the_oldest() -> None:
    shop = _shop()
    first = _redeem(shop, "2024-03-01T11:00", "2 GBP off")
    second = _redeem(shop, "2024-03-01T12:00", "2 GBP off")
    later = _redeem(shop, "2024-03-02T10:00", "2 GBP off")
    member = shop.ada()
    assert rewards.next_expiry(member) == day("2024-04-01")
    order: list[int] = []
    while (found := rewards.usable(member, "2 GBP off", set(order))) is not None:
        order.append(found.number)
    assert order == [first, second, later]
    shop.engine.advance_to(day("2024-03-31"))
    assert [each.number for each in member.issued.values()] == [first, second, later]
    shop.engine.advance_to(day("2024-04-01"))
    assert [each.number for each in member.issued.values()] == [later]
    assert member.closed[first].ran_out


def test_of_points_paid_for_money_off_the_last_spent_come_back_first() -> None:
    shop = _shop(30)
    shop.tell(Adjusted, "2024-03-01T11:00", wallet="Points", amount=10, reason="more")
    number = _redeem(shop, "2024-03-02T10:00", "Pay with points", 40)
    assert [part.amount for part in shop.ada().issued[number].paid] == [30, 10]
    shop.buy("2024-03-02T11:00", 1000, 1000, uses=("Pay with points",))
    back = (ReturnedLine(line="1", quantity=None),)
    entries = told(shop.tell(Returned, "2024-03-03T10:00", purchase="e5", lines=back))
    assert ("restore reward", "Pay with points", 0, -200, -150) in entries
    issued = shop.ada().closed[number]
    assert ([part.amount for part in issued.paid], issued.given_back) == ([20], 20)
    assert (issued.money_minor, issued.cost_minor) == (200, 150)


def test_what_a_return_does_not_give_back_stays_used() -> None:
    shop = _shop()
    number = _redeem(shop, "2024-03-02T10:00", "Gone for good")
    shop.buy("2024-03-02T11:00", 1000, uses=("Gone for good",))
    shop.tell(Returned, "2024-03-03T10:00", purchase="e4")
    assert number not in shop.ada().issued
    assert shop.ada().closed[number].money_minor == 200


def test_a_full_wallet_cuts_what_a_reward_puts_into_it() -> None:
    shop = _shop()
    _redeem(shop, "2024-03-02T10:00", "Cash back")
    entries = shop.tell(Redeemed, "2024-03-02T11:00", reward="Cash back")
    assert [(each.amount, each.cut) for each in entries if each.kind.value == "accrue"] == [
        (100, 200)
    ]
    third = shop.tell(Redeemed, "2024-03-02T12:00", reward="Cash back")
    assert [each.kind.value for each in third if each.wallet == "Cash"] == []
    assert shop.ada().accounts[1].posted == 400


def test_a_donation_for_each_item_shrinks_with_the_items() -> None:
    shop = _shop()
    bought = told(shop.buy("2024-03-02T10:00", 100, 100, 100))
    assert ("donation owed", "Tins for the food bank", 0, 150, 0) in bought
    back = (ReturnedLine(line="2", quantity=None),)
    some = told(shop.tell(Returned, "2024-03-03T10:00", purchase="e3", lines=back))
    assert [each for each in some if each[0] == "donation owed"] == [
        ("donation owed", "Tins for the food bank", 0, -50, 0)
    ]
    rest = told(shop.tell(Returned, "2024-03-04T10:00", purchase="e3"))
    assert [each for each in rest if each[0] == "donation owed"] == [
        ("donation owed", "Tins for the food bank", 0, -100, 0)
    ]

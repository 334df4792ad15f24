"""The order in which lots are spent and taken back."""

from dsl.ledger.lots import Lot, reversing_order, spending_order


def _lot(number: int, earned: int, expires: int, *, pending: bool = False) -> Lot:
    return Lot(number, 10, earned, earned, expires, pending=pending)


def test_what_expires_soonest_is_spent_first_then_the_oldest() -> None:
    never, late, soon, soon_too = _lot(1, 5, 0), _lot(2, 6, 90), _lot(3, 8, 50), _lot(4, 7, 50)
    order = sorted([never, late, soon, soon_too], key=spending_order)
    assert [lot.number for lot in order] == [4, 3, 2, 1]


def test_pending_lots_are_taken_back_first() -> None:
    soon, pending = _lot(1, 5, 50), _lot(2, 9, 0, pending=True)
    assert min([soon, pending], key=reversing_order) is pending
    assert min([soon, pending], key=spending_order) is soon

"""What members' units are worth in money, and cost: for what is owed, and for checks of value."""

from collections.abc import Callable
from fractions import Fraction

from dsl.program.offers import (
    Cash,
    Donation,
    FreeProduct,
    GiftCard,
    MoneyOff,
    MoneyOffPerUnit,
    Offer,
    StoreCredit,
    WalletCredit,
)
from dsl.program.program import Program
from dsl.program.rewards import Reward
from dsl.program.wallets import Wallet

FACE_VALUED = (MoneyOff, GiftCard, StoreCredit, Cash, Donation)


def face_value_minor(offer: Offer, worth_minor: int | None) -> int | None:
    """What one reward is worth to a member, or None where nothing fixes it.

    Args:
        offer: what it gives.
        worth_minor: the worth that the program states, which comes first.
    """
    if worth_minor is not None:
        return worth_minor
    if isinstance(offer, FACE_VALUED):
        return offer.amount_minor
    if isinstance(offer, FreeProduct) and offer.up_to_minor is not None:
        return offer.up_to_minor * offer.count
    return None


def units_worth(program: Program) -> dict[str, Fraction]:
    """Minor units that one smallest unit of each wallet is worth.

    A money wallet is worth its face. Any other is worth the best that its rewards give for a
    unit; where no reward fixes it, what the wallet itself states; else nothing.
    """
    return _units(program, lambda reward: face_value_minor(reward.offer, reward.worth_minor))


def units_cost(program: Program) -> dict[str, Fraction]:
    """Minor units that one smallest unit of each wallet costs the shop at most.

    As `units_worth`, by what each reward costs: the worst case, if everybody redeems everything
    for the reward that is dearest for a unit.
    """
    return _units(program, _cost_minor)


def _units(program: Program, valued: Callable[[Reward], int | None]) -> dict[str, Fraction]:
    units = {wallet.name: _stated(wallet, program) for wallet in program.wallets}
    by_wallet: dict[str, list[Fraction]] = {}
    for reward in program.rewards:
        found = _per_unit(reward, valued(reward), units)
        if found is not None:
            by_wallet.setdefault(reward.prices[0].wallet, []).append(found)
    for name, values in by_wallet.items():
        units[name] = max(values)
    for wallet in program.wallets:
        if wallet.is_money:
            units[wallet.name] = _stated(wallet, program)
    return units


def _stated(wallet: Wallet, program: Program) -> Fraction:
    if wallet.is_money:
        return Fraction(10**program.currency_decimals, 10**wallet.decimals)
    return wallet.worth.exact if wallet.worth else Fraction(0)


def _cost_minor(reward: Reward) -> int | None:
    cost = face_value_minor(reward.offer, reward.cost_minor)
    if cost is None or reward.borne_share is None:
        return cost
    return cost - cost * reward.borne_share.numerator // reward.borne_share.denominator


def _per_unit(reward: Reward, face: int | None, units: dict[str, Fraction]) -> Fraction | None:
    if not reward.prices or reward.life.paused:
        return None
    price = reward.prices[0]
    if isinstance(reward.offer, MoneyOffPerUnit):
        return reward.offer.minor_per_unit.exact
    if price.amount <= 0:
        return None
    if isinstance(reward.offer, WalletCredit):
        value = reward.offer.amount * units.get(reward.offer.wallet, Fraction(0))
    else:
        if face is None:
            return None
        value = Fraction(face)
    return max((value - price.minor) / price.amount, Fraction(0))

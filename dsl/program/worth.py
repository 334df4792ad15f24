"""What members' units are worth in money: for what is owed, and for checks of value given back."""

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
    worths = {wallet.name: _stated(wallet, program) for wallet in program.wallets}
    by_wallet: dict[str, list[Fraction]] = {}
    for reward in program.rewards:
        found = _per_unit(reward, worths)
        if found is not None:
            by_wallet.setdefault(reward.prices[0].wallet, []).append(found)
    for name, values in by_wallet.items():
        worths[name] = max(values)
    for wallet in program.wallets:
        if wallet.is_money:
            worths[wallet.name] = _stated(wallet, program)
    return worths


def _stated(wallet: Wallet, program: Program) -> Fraction:
    if wallet.is_money:
        return Fraction(10**program.currency_decimals, 10**wallet.decimals)
    return wallet.worth.exact if wallet.worth else Fraction(0)


def _per_unit(reward: Reward, worths: dict[str, Fraction]) -> Fraction | None:
    if not reward.prices or reward.life.paused:
        return None
    price = reward.prices[0]
    if isinstance(reward.offer, MoneyOffPerUnit):
        return reward.offer.minor_per_unit.exact
    if price.amount <= 0:
        return None
    if isinstance(reward.offer, WalletCredit):
        value = reward.offer.amount * worths.get(reward.offer.wallet, Fraction(0))
    else:
        face = face_value_minor(reward.offer, reward.worth_minor)
        if face is None:
            return None
        value = Fraction(face)
    return max((value - price.minor) / price.amount, Fraction(0))

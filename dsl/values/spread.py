"""An amount spread over parts, so that nothing is lost: the largest remainders get the rest."""

from collections.abc import Sequence


def spread(amount: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Shares of an amount in proportion to weights; of equal remainders the earlier is served.

    Args:
        amount: what is spread, not negative.
        weights: how much each part weighs; those below zero weigh nothing. If none weighs
            anything, the parts share nothing.

    Returns:
        One share for each weight; they add up to the amount (to 0 where nothing weighs).
    """
    heavy = [max(weight, 0) for weight in weights]
    total = sum(heavy)
    if not total:
        return (0,) * len(heavy)
    shares = []
    remainders = []
    for place, weight in enumerate(heavy):
        whole, rest = divmod(amount * weight, total)
        shares.append(whole)
        remainders.append((-rest, place))
    for _, place in sorted(remainders)[: amount - sum(shares)]:
        shares[place] += 1
    return tuple(shares)

"""What a shop owes its members, by the accounting standards.

Sources: IFRS 15, B39-B43 and illustrative example 52; ASC 606-10-55-41 to 45. Amounts are whole
minor units, rounded to the nearest.
"""

from dsl.values.rounding import nearest


def allocate(price_minor: int, goods_minor: int, points_minor: int) -> tuple[int, int]:
    """Share what the customer paid between the goods and the points, by stand-alone prices.

    Args:
        price_minor: what was paid.
        goods_minor: stand-alone selling price of the goods.
        points_minor: that of the points: their value to the customer times the share that is
            expected to be redeemed.

    Returns:
        (revenue now, contract liability); they add up to the price.
    """
    liability = nearest(price_minor * points_minor, goods_minor + points_minor)
    return price_minor - liability, liability


def revenue_of_points(
    allocated_minor: int, redeemed: int, expected: int, recognised_minor: int = 0
) -> int:
    """Revenue of a period: what all redemptions so far have earned, less what was shown before.

    Args:
        allocated_minor: liability that the points began with.
        redeemed: points redeemed so far, all periods together.
        expected: points now expected to be redeemed in the end. Never the points issued.
        recognised_minor: revenue of the periods before; a change of the expectation catches up.
    """
    if expected <= redeemed:
        return allocated_minor - recognised_minor
    return nearest(allocated_minor * redeemed, expected) - recognised_minor

"""What is counted of a simulated world, month by month. Append only: order is the saved order."""

from enum import IntEnum


class Measure(IntEnum):
    """One number for each world and month.

    Money is in minor units. What is called "before" is the arm that all others are measured by: no
    program, or the one that the shop has. "Orders that exist in both" are those that the customer
    makes there, too; "at month end" measures are levels, all others are flows.
    """

    CUSTOMERS_ORDERING = 0
    MEMBERS_ORDERING = 1
    MEMBERS = 2  # at month end
    JOINS = 3
    LEAVES = 4
    JOIN_OFFERS = 5  # orders of people who could have joined with them
    ORDERS = 6
    ORDERS_IN_BOTH = 7
    ORDERS_GAINED = 8
    ORDERS_LOST = 9  # made before, not made with the program
    MEMBER_ORDERS = 10
    MEMBER_ORDERS_WITHOUT = 11  # by the same people before
    SALES_MINOR = 12  # net of the shop's own discounts, before what the program gives
    MARGIN_MINOR = 13  # contribution margin of these sales
    MEMBER_SALES_MINOR = 14
    MEMBER_SALES_WITHOUT_MINOR = 15
    DISCOUNT_MINOR = 16  # what the program takes off purchases at once, at face value
    DISCOUNT_IN_BOTH_MINOR = 17  # the part on orders that exist in both
    REWARD_COST_MINOR = 18  # what rewards and benefits cost the shop when they are used
    REWARD_COST_IN_BOTH_MINOR = 19  # of benefits that no wallet paid for, on orders in both
    PERK_COST_MINOR = 20
    FEES_MINOR = 21
    FEES_REFUNDED_MINOR = 22
    REWARDS_ISSUED = 23
    REWARDS_USED = 24
    REDEEMING_MEMBERS = 25
    TIERS_GAINED = 26
    TIERS_LOST = 27
    MESSAGES = 28  # always 0: messages are not simulated
    ACTIVE_CUSTOMERS = 29  # at month end: ordered within the last 90 days
    ACTIVE_MEMBERS = 30  # at month end, likewise
    ACTIVE_MEMBERS_WITHOUT = 31  # the same people before
    FIRST_REPEATS = 32  # customers whose second order this month's was


class WalletMeasure(IntEnum):
    """One number for each wallet, world and month, in the wallet's smallest units."""

    GRANTED = 0
    GRANTED_IN_BOTH = 1  # on orders that exist in both
    REDEEMED = 2
    EXPIRED = 3
    REVERSED = 4
    OUTSTANDING = 5  # at month end: available and pending
    REDEEMED_COST_MINOR = 6  # what the rewards paid with these units cost the shop
    OPENING = 7  # in the first month: what members had before the first day, granted by nobody
    GRANTED_FOR_NO_ORDER = 8  # for joining, birthdays, activities

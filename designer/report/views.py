"""What the large chart of a forecast can show."""

from enum import StrEnum


class View(StrEnum):
    """What the large chart shows."""

    PROFIT = "Profit"
    COST = "Cost"
    TO_BE_REDEEMED = "To be redeemed"
    MEMBERS = "Members"
    MONEY = "Where it goes"
    WORDS = "Words"

    @property
    def is_words(self) -> bool:
        """Sentences, which say all of what the other boxes say."""
        return self is View.WORDS


TITLES = {
    View.PROFIT: "Profit since the start",
    View.COST: "Cost of rewards in each month",
    View.TO_BE_REDEEMED: "Still to be redeemed, at month end",
    View.MEMBERS: "Members at month end",
    View.MONEY: "Where the money goes",
    View.WORDS: "What it says",
}

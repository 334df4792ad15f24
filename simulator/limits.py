"""How far figures may go, so that a slip of the pen is told and not simulated."""

from datetime import date

MOST_CUSTOMERS = 100_000_000

MOST_RUNS = 1_000_000

LEAST_CUSTOMERS_OF_A_PILOT = 40
"""Of fewer, an invited half tells nothing from chance."""

MOST_UPLIFT_PERCENT = 1_000
"""Of members in a pilot; what only more than that would show, nothing shows."""

LEAST_PARAMETER = 1e-4
MOST_PARAMETER = 1e6
"""Of how customers come back and leave; what orders teach lies well within."""

MOST_INDEX = 1_000
"""Of how busy a month or weekday is against others, and of factors on all purchases."""

MOST_LEVEL, MOST_SPREAD = 10, 1
"""Of the factor by which forecasts of the past were off, and of its natural logarithm as standard
deviation: what was off by more forecasts nothing, and one run in 40 would have seven times as many
purchases again."""

MOST_VALUE, MOST_PIECES = 1e12, 1e6
"""Of the scale of what purchases are worth, and of the pieces of a line."""

LATEST_ORDERS = date(2198, 12, 31)
"""A forecast begins on the next day, and goes on for years."""

MOST_PURCHASES_A_WEEK = 20
"""Of an average customer."""

LEAST_VISITS_A_YEAR, MOST_VISITS_A_YEAR = "0.001", "960"
"""What five figures may say, as decimal text: their parameters are then in range."""

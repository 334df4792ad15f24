"""How far the figures of a scenario may go, so that a slip of the pen is told and not simulated."""

MOST_CUSTOMERS = 100_000_000

MOST_RUNS = 1_000_000

LEAST_PARAMETER = 1e-4
MOST_PARAMETER = 1e6
"""Of how customers come back and leave; what orders teach lies well within."""

MOST_PURCHASES_A_WEEK = 20
"""Of an average customer."""

LEAST_VISITS_A_YEAR, MOST_VISITS_A_YEAR = "0.001", "960"
"""What five figures may say, as decimal text: their parameters are then in range."""

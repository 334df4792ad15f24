"""The sample-ratio check: whether two groups have the sizes that chance gives them."""

from scipy.special import chdtrc

from simulator.pilots.result import SampleRatio


def sample_ratio(what: str, invited: int, others: int, invited_share: float) -> SampleRatio:
    """Chi-square with one degree of freedom of two counts against their expected share."""
    whole = invited + others
    expected = whole * invited_share
    square = 0.0
    if 0 < expected < whole:
        square = (invited - expected) ** 2 * whole / (expected * (whole - expected))
    return SampleRatio(
        what=what,
        invited=invited,
        others=others,
        expected_invited=round(expected, 1),
        p_value=round(float(chdtrc(1, square)), 6),
    )

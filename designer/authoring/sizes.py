"""How many units of a program are worth a sum of money, so that what is added fits the rest."""

from fractions import Fraction

from dsl.program.program import Program
from dsl.program.worth import face_value_minor, units_worth

_TENS = 10


def worth_of_unit(program: Program | None, wallet: str) -> Fraction:
    """Minor units that members get for one unit of a wallet; 0 where nothing says so.

    It is what the reward with the lowest price gives, the first that members reach.
    """
    wallets = program.wallets if program else ()
    found = next((each for each in wallets if each.name == wallet), None)
    if program is None or found is None:
        return Fraction(0)
    one: int = _TENS**found.decimals
    priced = [
        (reward.prices[0].amount, face_value_minor(reward.offer, reward.worth_minor))
        for reward in program.rewards
        if reward.prices and reward.prices[0].wallet == wallet and reward.prices[0].amount > 0
    ]
    valued = [(amount, face) for amount, face in priced if face]
    if not valued:
        return units_worth(program)[wallet] * one
    amount, face = min(valued)
    return Fraction(face, amount) * one


def round_number(exact: Fraction) -> int:
    """The nearest whole number with one digit before its zeros, at least 1."""
    step = 1
    while exact >= _TENS * step:
        step *= _TENS
    return max(1, int(exact / step + Fraction(1, 2)) * step)

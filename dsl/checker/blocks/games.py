"""Reads what can be judged of games before they run: the odds of their prizes."""

from fractions import Fraction

from dsl.checker.context import Context
from dsl.checker.problems import about_amounts
from dsl.checker.problems.about_games import odds_above_hundred
from dsl.checker.quantities import exact
from dsl.syntax.tree import Node


def check_odds(context: Context, game: Node) -> None:
    """Adds up the odds of all prizes."""
    total = Fraction(0)
    lines: list[Node] = []
    for prize in game.nodes("prize_block"):
        for line in prize.nodes("odds_percent", "odds_one_in"):
            total += _odds(context, line)
            lines.append(line)
    if total > 1:
        odds_above_hundred(context, game, lines, total)


def _odds(context: Context, line: Node) -> Fraction:
    percent = line.leaf("PERCENT")
    if percent is not None:
        return exact(percent)
    one, among = (exact(leaf) for leaf in line.leaves("NUMBER"))
    if not among:
        about_amounts.per_nothing(context, line, "odds of one in")
        return Fraction(0)
    return one / among

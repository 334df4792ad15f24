"""The days on which a fact met a tier's mark: the last one decides, a return may leave another."""

from bisect import insort

from dsl.engine.holdings.state import Standing


def last_earned(standing: Standing, rank: int) -> int:
    """The last day on which a tier was earned; 0 without one."""
    days = standing.earned_days.get(rank)
    return days[-1] if days else 0


def note(standing: Standing, rank: int, day: int) -> None:
    """Note that a fact has met a tier's mark on a day."""
    days = standing.earned_days.setdefault(rank, [])
    if not days or days[-1] < day:
        days.append(day)
    elif day not in days:
        insort(days, day)


def keep(standing: Standing, rank: int, days: list[int]) -> None:
    """Let these be the days on which a tier was earned, in their order."""
    if days:
        standing.earned_days[rank] = days
    else:
        standing.earned_days.pop(rank, None)


def forget(standing: Standing, horizon: int) -> None:
    """Drop days to which no return leads back: before a horizon only the last one counts.

    No purchase from before the horizon can come back, so what was earned then stays earned.
    """
    for rank, days in standing.earned_days.items():
        settled = sum(day < horizon for day in days)
        standing.earned_days[rank] = days[max(settled - 1, 0) :]

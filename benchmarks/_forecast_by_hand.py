"""The mechanics of one program written by hand: with SimPy and NumPy, and with SimPy alone.

Points in monthly lots that expire, three tiers by yearly spend, a campaign, and a reward; members
respond to novelty, to the reward coming near, to tiers and to redeeming. The random numbers are
keyed as in the simulator, because both arms have to share them.
"""

import random
from collections.abc import Generator
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray

from simulator.cohorts.draws import Table, gamma
from simulator.cohorts.philox import uniforms

Array = NDArray[Any]

DAYS = 365
CAP = 1.6
MONTHS = 13  # a lot is over at the end of the month after twelve
SHAPE, WEEKS = 0.9, 3.0  # of purchases a week
LIFE_SHAPE, LIFE_WEEKS = 1.5, 120.0
VALUE_SHAPE, MEAN_SHAPE, MEAN_SCALE = 6.25, 3.74, 15.4
JOIN, KNOWS, PRICE = 0.25, 0.525, 500
SILVER_MINOR, GOLD_MINOR = 20_000, 60_000
CAMPAIGN = range(150, 180)


class Shop:
    """All customers as columns, for one arm."""

    def __init__(self, customers: int, *, program: bool) -> None:
        self.program = program
        self.ids = np.arange(customers)
        key = (1, 0)
        one, two, three, four = uniforms((self.ids, 0, 1, 0), key)
        five, six, _, _ = uniforms((self.ids, 0, 2, 0), key)
        rate = Table.of(gamma, SHAPE)(one) / WEEKS / 7
        self.wait = 1 / (rate * CAP)
        self.leaves = -np.log(four) * LIFE_WEEKS * 7 / Table.of(gamma, LIFE_SHAPE)(two)
        self.scale = 100 * MEAN_SCALE / Table.of(gamma, MEAN_SHAPE)(three)
        self.inclination = five**0.8
        self.knows = six < KNOWS
        self.value = Table.of(gamma, VALUE_SHAPE)
        self.index = np.ones(customers, np.int32)
        self.time = np.zeros(customers)
        self.day = np.zeros(customers, np.int16)
        self._wait_for_next(self.ids)
        self.joined = np.full(customers, -1, np.int16)
        self.redeemed = np.full(customers, -100, np.int16)
        self.balance = np.zeros(customers, np.int32)
        self.lots = np.zeros((MONTHS, customers), np.int32)
        self.spend = np.zeros(customers, np.int32)
        self.tier = np.zeros(customers, np.int8)
        self.novelty = 0.4 + 0.6 * 0.5 ** (np.arange(DAYS + 1) / 120)
        self.orders = self.sales = self.cost = 0

    def run(self) -> None:
        calendar = simpy.Environment()
        calendar.process(self._days(calendar))
        calendar.run(until=DAYS)

    def _days(self, calendar: simpy.Environment) -> Generator[simpy.Event, None, None]:
        while True:
            day = int(calendar.now)
            if self.program and day % 30 == 0:
                oldest = self.lots[day // 30 % MONTHS]
                self.balance -= oldest
                oldest[:] = 0
            due = np.flatnonzero(self.day == day)
            while len(due):
                self._trade(due, day)
                due = due[self.day[due] == day]
            yield calendar.timeout(1)

    def _wait_for_next(self, due: Array) -> None:
        chance = uniforms((self.ids[due], self.index[due], 3, 0), (1, 0))[0]
        self.time[due] -= np.log(chance) * self.wait[due]
        ahead = np.minimum(self.time[due], DAYS)
        self.day[due] = np.where(self.time[due] < self.leaves[due], ahead, DAYS)

    def _trade(self, due: Array, day: int) -> None:
        _, thinning, choice, worth = uniforms((self.ids[due], self.index[due], 3, 0), (1, 0))
        response = self._response(due, day) if self.program else 1.0
        bought = thinning * CAP < response
        made = due[bought]
        value = np.maximum(self.value(worth[bought]) * self.scale[made], 1).astype(np.int64)
        self.orders += len(made)
        self.sales += int(value.sum())
        if self.program:
            self._earn(made, value, choice[bought], day)
        self.index[due] += 1
        self._wait_for_next(due)

    def _response(self, due: Array, day: int) -> Array:
        member = self.joined[due] >= 0
        age = np.where(member, day - self.joined[due], 0)
        covered = self.balance[due] % PRICE / PRICE
        response = 1 + 0.03 * self.novelty[age] + 0.1 * covered * covered
        response += 0.015 * self.tier[due]
        response += 0.05 * (day - self.redeemed[due] <= 14)
        return np.where(member, response, 1.0)

    def _earn(self, made: Array, value: Array, choice: Array, day: int) -> None:
        joins = (self.joined[made] < 0) & (choice < JOIN)
        self.joined[made[joins]] = day
        member = self.joined[made] >= 0
        made, value, choice = made[member], value[member], choice[member]
        wants = (self.balance[made] >= PRICE) & self.knows[made]
        wants &= choice < self.inclination[made]
        self._redeem(made[wants], day)
        points = value * (4 + self.tier[made]) // 40 * (2 if day in CAMPAIGN else 1)
        self.lots[(day // 30 + MONTHS - 1) % MONTHS, made] += points.astype(np.int32)
        self.balance[made] += points.astype(np.int32)
        self.spend[made] += value.astype(np.int32)
        spend = self.spend[made]
        self.tier[made] = (spend >= SILVER_MINOR).astype(np.int8) + (spend >= GOLD_MINOR)

    def _redeem(self, rows: Array, day: int) -> None:
        left = np.full(len(rows), PRICE, np.int32)
        for age in range(MONTHS):
            lot = self.lots[(day // 30 + age) % MONTHS]
            taken = np.minimum(lot[rows], left)
            lot[rows] -= taken
            left -= taken
        self.balance[rows] -= PRICE
        self.redeemed[rows] = day
        self.cost += 300 * len(rows)


def each_on_its_own(customers: int) -> float:
    """The same with a SimPy process for each customer; gives what they spend."""
    calendar = simpy.Environment()
    chance = random.Random(1)
    spent: list[float] = []
    for _ in range(customers):
        calendar.process(_customer(calendar, chance, spent))
    calendar.run(until=DAYS)
    return sum(spent)


def _customer(
    calendar: simpy.Environment, chance: random.Random, spent: list[float]
) -> Generator[simpy.Event, None, None]:
    wait = 1 / (chance.gammavariate(SHAPE, 1 / WEEKS) / 7 * CAP + 1e-12)
    leaves = chance.expovariate(chance.gammavariate(LIFE_SHAPE, 1 / LIFE_WEEKS) / 7 + 1e-12)
    scale = 100 * MEAN_SCALE / chance.gammavariate(MEAN_SHAPE, 1)
    inclined, knows = chance.random() ** 0.8, chance.random() < KNOWS
    joined, redeemed, balance, spend = -1.0, -100.0, 0, 0
    lots: dict[int, int] = {}
    while True:
        yield calendar.timeout(chance.expovariate(1 / wait))
        day = calendar.now
        if day > leaves:
            return
        month = int(day) // 30
        tier = (spend >= SILVER_MINOR) + (spend >= GOLD_MINOR)
        response = 1.0
        if joined >= 0:
            for old in [each for each in lots if each < month - 12]:
                balance -= lots.pop(old)
            covered = balance % PRICE / PRICE
            response += 0.03 * (0.4 + 0.6 * 0.5 ** ((day - joined) / 120))
            response += 0.1 * covered * covered + 0.015 * tier + 0.05 * (day - redeemed <= 14)
        if chance.random() * CAP >= response:
            continue
        value = max(int(chance.gammavariate(VALUE_SHAPE, 1) * scale), 1)
        spent.append(value)
        if joined < 0 and chance.random() < JOIN:
            joined = day
        if joined < 0:
            continue
        if balance >= PRICE and knows and chance.random() < inclined:
            left = PRICE
            for old in sorted(lots):
                taken = min(lots[old], left)
                lots[old] -= taken
                left -= taken
            balance, redeemed = balance - PRICE, day
        points = value * (4 + tier) // 40 * (2 if int(day) in CAMPAIGN else 1)
        lots[month] = lots.get(month, 0) + points
        balance, spend = balance + points, spend + value

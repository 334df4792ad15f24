"""Redeeming: members choose a reward and pay for it, or it is issued by itself."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from dsl.columns import posting, rewards
from dsl.columns.batch import NOTHING
from dsl.columns.books import Books
from dsl.columns.evaluation.slots import Array, Truth, both, either, present, truths
from dsl.columns.sharing import COUPLING, before, is_of_all
from dsl.columns.sheet import Moment
from dsl.ledger.entry import Kind
from dsl.program.rewards import Price, Reward
from dsl.program.rules import Audience, Limit

MOST_AT_ONCE = 10_000
NO_PRICE = -1
PLENTY = np.iinfo(np.int64).max
"""More of a reward than is ever taken."""


def redeem(books: Books, moment: Moment, at: Array, index: int, wanted: Array | None) -> Array:
    """Issue a reward for its price, or decline; gives who was declined.

    Args:
        books, moment: when.
        at: places in the moment.
        index: of the reward.
        wanted: units to pay, for a reward that costs "or more"; below zero is its price.
    """
    reward = books.program.rewards[index]
    if fixed_price(books, index) is not None:
        return _pay(books, moment, at, index, reward.prices[0], wanted)
    which = price_for(books, moment, at, reward)
    closed = (which == NO_PRICE) | ~is_open(books, moment, at, index)
    _decline_closed(books, moment, at[closed], index)
    declined = [at[closed]]
    for place, price in enumerate(reward.prices):
        here = ~closed & (which == place)
        own = None if wanted is None else wanted[here]
        if here.any():
            declined.append(_pay(books, moment, at[here], index, price, own))
    return np.concatenate(declined)


def redeem_each(books: Books, moment: Moment, rewards_of: Array, wanted: Array | None) -> Array:
    """Redeem for each member of a moment the reward of its choice; gives who was declined."""
    declined = []
    for index in present(rewards_of).tolist():
        at = (rewards_of == index).nonzero()[0]
        for some in _in_turn(books, moment, at, index, wanted):
            own = None if wanted is None else wanted[some]
            declined.append(redeem(books, moment, some, index, own))
    return np.concatenate(declined)


def left(books: Books, moment: Moment, at: Array, index: int) -> Array:
    """How often a reward can still be taken, of those that all members share; else `PLENTY`."""
    found = np.full(len(at), PLENTY)
    for limit, row in rows_of(books, books.program.rewards[index]):
        if limit.scope in COUPLING and limit.times is not None:
            np.minimum(found, limit.times - used(books, moment, at, row), out=found)
    return found


def _in_turn(
    books: Books, moment: Moment, at: Array, index: int, wanted: Array | None
) -> list[Array]:
    """Who can ask for a reward at once: where it is scarce, one of each world, the first first."""
    if not is_of_all(books.program.rewards[index]):
        return [at]
    worlds = books.members.world[moment.rows[at]]
    if not _is_scarce(books, moment, at, index, _units(books, moment, at, index, wanted)):
        return [at]
    turns = before(worlds, np.ones(len(at), np.int64))
    return [at[turns == turn] for turn in present(turns).tolist()]


def _is_scarce(books: Books, moment: Moment, at: Array, index: int, units: Array) -> bool:
    """Whether what some members of a world take of a reward leaves others less than they ask for.

    Who asks for more than there is from the beginning takes nothing.
    """
    worlds = books.members.world[moment.rows[at]]
    for limit, row in rows_of(books, books.program.rewards[index]):
        if limit.scope in COUPLING and (limit.times is not None or limit.wallet):
            most = limit.amount if limit.times is None else limit.times
            room = (most or 0) - used(books, moment, at, row)
            asked = units if limit.times is None else np.ones(len(at), np.int64)
            taken = before(worlds, np.where(asked <= room, asked, 0))
            if np.any((taken > 0) & (taken + asked > room)):
                return True
    return False


def _units(books: Books, moment: Moment, at: Array, index: int, wanted: Array | None) -> Array:
    """How many units members would pay for a reward; none who cannot have it."""
    prices = books.program.rewards[index].prices
    which = price_for(books, moment, at, books.program.rewards[index])
    found = np.array([*(price.amount for price in prices), 0])[which]
    if wanted is None:
        return found
    is_more = np.array([*(price.or_more for price in prices), False])[which]
    return np.where(is_more & (wanted[at] >= 0), wanted[at], found)


def prices(books: Books, moment: Moment, index: int) -> Array:
    """What a reward costs each member of a moment; `NO_PRICE` where it cannot be had."""
    fixed = fixed_price(books, index)
    if fixed is not None:
        return np.full(len(moment), fixed)
    reward, every = books.program.rewards[index], np.arange(len(moment))
    which = price_for(books, moment, every, reward)
    amounts = np.array([*(price.amount for price in reward.prices), NO_PRICE])
    found = amounts[which]
    found[~is_open(books, moment, every, index)] = NO_PRICE
    return found


def issue_automatic(books: Books, moment: Moment) -> None:
    """Issue what is issued by itself, for each multiple of its price."""
    for index, reward in enumerate(books.program.rewards):
        if reward.by_itself and reward.issued_on is None:
            _issue_affordable(books, moment, index)


def fixed_price(books: Books, index: int) -> int | None:
    """What a reward costs everybody at any time; None where members or days differ."""
    prices = books.program.rewards[index].prices
    if not prices or _is_for_some(prices[0].audience) or not books.is_always_open(index):
        return None
    return prices[0].amount


def price_for(books: Books, moment: Moment, at: Array, reward: Reward) -> Array:
    """The place of the first price that is for each member; `NO_PRICE` without one."""
    found = np.full(len(at), NO_PRICE)
    for place, price in reversed(list(enumerate(reward.prices))):
        among = is_among(books, moment, at, price.audience)
        found[slice(None) if among is True else truths(among, len(at))] = place
    return found


def is_open(books: Books, moment: Moment, at: Array, index: int) -> Array:
    """Whether members may have a reward: conditions, audience, life, limits of how often."""
    place = books.occasions.redeeming.get(index)
    if place is None:
        return np.ones(len(at), bool)
    return truths(books.asks(moment, at, place), len(at))


def is_among(books: Books, moment: Moment, at: Array, audience: Audience) -> Truth:
    """Whether members belong to an audience."""
    if not _is_for_some(audience):
        return True
    found: Truth = False
    for rank, tier in enumerate(books.program.tiers):
        if tier.name in audience.tiers:
            found = either(found, books.members.rank[moment.rows[at]] == rank)
    held = [
        place
        for place, row in enumerate(books.program.memberships)
        if row.name in audience.memberships
    ]
    if held:
        found = either(found, books.members.has_membership(moment.rows[at], held))
    for place, segment in enumerate(books.program.segments):
        if segment.name in audience.segments:
            procedure = books.occasions.segment[place]
            found = either(found, books.asks(moment, at, procedure))
    return found


def _is_for_some(audience: Audience) -> bool:
    return bool(audience.tiers or audience.memberships or audience.segments)


def rows_of(books: Books, reward: Reward) -> list[tuple[Limit, int]]:
    """A reward's limits with their rows in the plan; one that is said twice counts once."""
    return [
        (limit, place)
        for limit in dict.fromkeys(reward.limits)
        for place, row in enumerate(books.plan.limits)
        if row.owner_kind == "reward"
        and row.owner == reward.name
        and (row.amount, row.times, row.scope, row.value, row.window)
        == (limit.amount, limit.times, limit.scope, limit.value, limit.window)
    ]


def used(books: Books, moment: Moment, at: Array, row: int) -> Array:
    """What is used of a limit in the window that holds the moment."""
    kept = books.members.limits.get(row)
    rows = moment.rows[at]
    return np.zeros(len(at), np.int64) if kept is None else kept.read(rows, moment.day)


def decline(books: Books, moment: Moment, at: Array, name: str, why: str | Sequence[str]) -> None:
    """Write that something was refused, with a sentence for the member."""
    if not len(at):
        return
    amount = np.zeros(len(at), np.int64)
    books.sheet.enter(moment, Kind.DECLINE, at, amount=amount, name=name, detail=why)


def _pay(
    books: Books, moment: Moment, at: Array, index: int, price: Price, wanted: Array | None
) -> Array:
    """Take the price of those who have it; gives who was declined."""
    name, wallet = books.program.rewards[index].name, books.wallet_places[price.wallet]
    amount = np.full(len(at), price.amount, np.int64)
    if price.or_more and wanted is not None:
        amount = np.where(wanted >= 0, wanted, amount)
    few = amount < price.amount
    if few.any():
        least = books.by_reference.units(price.wallet, price.amount)
        decline(books, moment, at[few], name, f"it costs at least {least}")
    refused = few
    room = _room(books, moment, at, index, price.wallet)
    if room is not None:
        cut = ~few & (amount > room)
        most = [books.by_reference.units(price.wallet, int(each)) for each in room[cut]]
        why = [f"at most {each} can be used for it now" for each in most]
        decline(books, moment, at[cut], name, why)
        refused = few | cut
    missing = amount - books.members.wallets[wallet].available[moment.rows[at]]
    poor = ~refused & (missing > 0)
    if poor.any():
        _decline_poor(books, moment, at[poor], name, price.wallet, missing[poor])
    refused = refused | poor
    if not refused.any():
        _exchange(books, moment, at, index, price, amount)
        return NOTHING
    _exchange(books, moment, at[~refused], index, price, amount[~refused])
    return at[refused]


def _decline_poor(
    books: Books, moment: Moment, at: Array, name: str, wallet: str, missing: Array
) -> None:
    why: str | list[str] = ""
    if books.sheet.record:
        words = [books.by_reference.units(wallet, int(each), more=True) for each in missing]
        why = [f"needs {each}" for each in words]
    decline(books, moment, at, name, why)


def _exchange(
    books: Books, moment: Moment, at: Array, index: int, price: Price, amount: Array
) -> None:
    """Spend the price and issue the reward."""
    if not len(at):
        return
    wallet, reward = books.wallet_places[price.wallet], books.program.rewards[index]
    source = books.source_of(index)
    posting.spend(books, moment, at, amount, source=source, wallet=wallet)
    posting.keep_alive(books, moment, at, "spending", wallet=wallet)
    rows = moment.rows[at]
    for limit, row in rows_of(books, reward):
        if row in books.members.limits and (
            limit.times is not None or limit.wallet == price.wallet
        ):
            much = amount if limit.amount is not None else np.ones(len(at), np.int64)
            books.members.limits[row].add(rows, moment.day, much)
    rewards.issue(books, moment, at, index, paid=(amount, price.minor))


def _room(books: Books, moment: Moment, at: Array, index: int, wallet: str) -> Array | None:
    """How many units limits still let members pay for a reward; None without limits."""
    room: Any = None
    for limit, row in rows_of(books, books.program.rewards[index]):
        if limit.amount is not None and limit.wallet == wallet:
            left = limit.amount - used(books, moment, at, row)
            room = left if room is None else np.minimum(room, left)
    return None if room is None else np.maximum(room, 0)


def _decline_closed(books: Books, moment: Moment, at: Array, index: int) -> None:
    """Say why members may not have a reward now."""
    if not len(at):
        return
    reward = books.program.rewards[index]
    reasons: list[tuple[Truth, str]] = []
    for limit, row in rows_of(books, reward):
        if limit.times is not None:
            taken = used(books, moment, at, row) >= limit.times
            reasons.append((taken, "it has been taken as often as it may be"))
    for audience in (reward.inside, reward.audience):
        among = truths(is_among(books, moment, at, audience), len(at))
        names = [*audience.tiers, *audience.memberships, *audience.segments]
        reasons.append((~among, "it is for " + " or ".join(names)))
    reasons.append((True, "its conditions do not hold now"))
    open_yet: Truth = True
    why = np.empty(len(at), dtype=object)
    for truth, words in reasons:
        why[truths(both(open_yet, truth), len(at))] = words
        open_yet = both(open_yet, ~truths(truth, len(at)))
    decline(books, moment, at, reward.name, why.tolist())


def _issue_affordable(books: Books, moment: Moment, index: int) -> None:
    reward = books.program.rewards[index]
    every = np.arange(len(moment))
    which = price_for(books, moment, every, reward)
    for place, price in enumerate(reward.prices):
        at = every[which == place]
        if price.amount <= 0 or not len(at):
            continue
        wallet = books.wallet_places[price.wallet]
        available = books.members.wallets[wallet].available[moment.rows[at]]
        budget = np.minimum(available // price.amount, MOST_AT_ONCE)
        if price.or_more:
            budget = np.minimum(budget, 1)
        at, available, budget = at[budget > 0], available[budget > 0], budget[budget > 0]
        done = 0
        while len(at):
            may = is_open(books, moment, at, index) & (budget > done)
            at, available, budget = at[may], available[may], budget[may]
            amount = available if price.or_more else np.full(len(at), price.amount)
            _exchange(books, moment, at, index, price, amount)
            done += 1

"""Members take what they can afford: the program itself says when that is."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from designer.workbench.baskets import line_of, product_in
from designer.workbench.engine_runner import EngineRunner, start
from designer.workbench.to_events_yaml import Event, Written, events_text
from dsl.ledger.entry import Entry, Kind
from dsl.ledger.from_events import TimePasses, events_from_text
from dsl.program.offers import FreeProduct
from dsl.program.program import Program
from dsl.program.rewards import Reward
from dsl.program.rules import Rule


def with_rewards_taken(program: Program, events: Iterable[Event]) -> tuple[Event, ...]:
    """The same events, with a reward chosen before a purchase where the balance has reached it.

    What a member holds is used on the next purchase; what is given away free is put in the basket.
    """
    runner = start(program)
    done: list[Event] = []
    for event in events:
        if event["event"] == "purchase":
            for chosen in _choices(program, runner, event):
                if any(entry.kind is Kind.ISSUE for entry in _applied(program, runner, chosen)):
                    done.append(chosen)
                    break
            event = _using(program, runner, event)
        _applied(program, runner, event)
        done.append(event)
    return tuple(done)


def until_the_first_reward(events: Sequence[Event], *, at_least: int) -> tuple[Event, ...]:
    """Events up to the purchase on which the first reward is used.

    Args:
        at_least: so many purchases in any case, and no more of them where none is ever used.
    """
    bought = [place for place, event in enumerate(events) if event["event"] == "purchase"]
    used = next((place for place in bought if "uses" in events[place]), -1)
    enough = bought[min(at_least, len(bought)) - 1] if bought else -1
    return tuple(events[: max(used, enough) + 1])


def _applied(program: Program, runner: EngineRunner, event: Event) -> Sequence[Entry]:
    happening = events_from_text(events_text([_with_id(event)]), program)[0]
    if isinstance(happening, TimePasses):
        return runner.advance_to(happening.instant)
    return runner.apply(happening)


def _with_id(event: Event) -> Event:
    """Ids by content: the place of an event is not known yet."""
    if "id" in event or event["event"] == "time passes":
        return event
    return event | {"id": f"{event['at']} {event['event']} {event.get('reward', '')}"}


def _choices(program: Program, runner: EngineRunner, event: Event) -> Iterable[Event]:
    """A choice of each reward that the member could pay for just before a purchase."""
    member = str(event["member"])
    held = runner.holdings(member)
    before = datetime.fromisoformat(str(event["at"])) - timedelta(minutes=2)
    for reward in sorted(program.rewards, key=_price, reverse=True):
        if reward.by_itself or reward.issued_on or not reward.prices:
            continue
        if held.amounts[reward.prices[0].wallet]["available"] >= _price(reward):
            yield {
                "at": before.isoformat(timespec="minutes"),
                "event": "redeem",
                "member": member,
                "reward": reward.name,
            }


def _price(reward: Reward) -> int:
    return reward.prices[0].amount if reward.prices else 0


def _using(program: Program, runner: EngineRunner, event: Event) -> Event:
    held = runner.holdings(str(event["member"])).rewards
    if not held:
        return event
    issued: list[Reward | Rule] = [*program.rewards, *program.rules]
    offers = {
        each.name: each.offer if isinstance(each, Reward) else each.benefit and each.benefit.offer
        for each in issued
    }
    offer = offers[held[0]]
    used = event | {"uses": [held[0]]}
    if isinstance(offer, FreeProduct) and "lines" in event:
        name = product_in(program, offer.scope)
        products = next((each for each in program.products if each.name == name), None)
        lines = event["lines"]
        assert isinstance(lines, list)
        if products is not None:
            extra: Written = line_of(program, products, offer.up_to_minor or 500)
            used |= {"lines": [*lines, extra]}
    return used

"""A trial in words: what happens, what each rule gave and why, what the customer holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from designer.report.figures import count, day, in_own_way, money, narrow_day, share, units
from designer.workbench.to_events_yaml import Event
from designer.workbench.trials import RuleOutcome, Standing, Step, Trial
from dsl.program.program import Program
from dsl.program.words_of_amounts import wallet_named
from dsl.program.words_of_measures import counted_measure_words, is_money

FIRED, NOT_FIRED, MOVED, NOTE = "✓", "✗", "●", "▸"


@dataclass(frozen=True)
class WhyLine:
    """One rule, or something else that a balance was moved by, at one event.

    Attributes:
        mark: ✓ gave, ✗ gave nothing, ● moved a balance and is no rule, ▸ was entered besides.
        name: the rule's; a reward's or wallet's for ●; a sentence for ▸.
        amount: what it gave, signed; empty for nothing.
        details: how it came to that, or why not.
        is_rule: the name is a rule's, which can be opened.
    """

    mark: str
    name: str
    amount: str
    details: tuple[str, ...]
    is_rule: bool


def when(event: Event, year: int) -> str:
    """A moment: with its time in the year at hand, else with its year."""
    moment = datetime.fromisoformat(str(event["at"]))
    told = narrow_day(moment)
    return f"{told} {moment.year}" if moment.year != year else f"{told} {moment:%H:%M}"


def first_year(trial: Trial) -> int:
    """The year in which a trial begins."""
    return datetime.fromisoformat(str(trial.steps[0].event["at"])).year


def event_row(trial: Trial, index: int, width: int, *, is_past: bool) -> str:
    """An event on one line of a width: its day, what happens, what is earned, what is held.

    Args:
        trial: what was tried.
        index: of the step, from 0.
        width: in cells.
        is_past: it has happened; what it gives is not shown before.
    """
    step, program = trial.steps[index], trial.program
    wallet = _wallet_shown(trial)
    earned = _earned(step, program, wallet) if is_past else ""
    held = _held(step, program, wallet) if is_past else ""
    room = max(width - _DAY_WIDTH - _EARNED_WIDTH - _HELD_WIDTH, 6)
    what = happens(step.event, program)
    what = what if len(what) < room else what[: room - 2] + "…"
    day_words = _day_words(step.event, first_year(trial))
    return f"{day_words:{_DAY_WIDTH}}{what:{room}}{earned:>{_EARNED_WIDTH}}{held:>{_HELD_WIDTH}}"


def reasons_title(trial: Trial, index: int) -> str:
    """What reasons are of: the day, and what happened."""
    event = trial.steps[index].event
    day = " ".join(when(event, first_year(trial)).split())
    return f"Why: {day}, {happens(event, trial.program)}"


def event_columns(trial: Trial, width: int) -> str:
    """What stands above the lines of `event_row`; of several wallets the name of the one told."""
    room = max(width - _DAY_WIDTH - _EARNED_WIDTH - _HELD_WIDTH, 6)
    several = len(trial.program.wallets) > 1
    held = _wallet_shown(trial)[: _HELD_WIDTH - 1] if several else "Held"
    return f"{'Day':{_DAY_WIDTH}}{'What':{room}}{'Earned':>{_EARNED_WIDTH}}{held:>{_HELD_WIDTH}}"


_DAY_WIDTH, _EARNED_WIDTH, _HELD_WIDTH = 12, 8, 8


def _day_words(event: Event, year: int) -> str:
    moment = datetime.fromisoformat(str(event["at"]))
    return narrow_day(moment, with_year=moment.year != year)


def _wallet_shown(trial: Trial) -> str:
    """The wallet that most events move, the first of several; "" without wallets."""
    moved = {each.name: 0 for each in trial.program.wallets}
    for step in trial.steps:
        for name, amount in step.change.items():
            moved[name] += bool(amount)
    return max(moved, key=lambda name: moved[name], default="")


def _earned(step: Step, program: Program, wallet: str) -> str:
    if step.change.get(wallet):
        return moves({wallet: step.change[wallet]}, program).split(" ")[0]
    is_given = any(step.change.values()) or any(each.gave for each in step.rules)
    return "given" if is_given else "·"


def _held(step: Step, program: Program, wallet: str) -> str:
    """Of one wallet, so that the lines below each other tell one story; else rewards."""
    if not wallet:
        return str(len(step.standing.rewards) or "")
    return amount_words(program, wallet, step.standing.posted(wallet)).split(" ")[0]


def happens(event: Event, program: Program) -> str:
    """An event in a few words."""
    match event["event"]:
        case "purchase":
            uses = f", uses {', '.join(map(str, event['uses']))}" if "uses" in event else ""
            return f"buys for {_money(spent_minor(event), program)}{uses}"
        case "return":
            part = "lines" in event or "amount" in event
            return "returns a part" if part else "returns all of it"
        case "activity":
            return f"does {event['activity']}"
        case "redeem":
            return f"chooses {event['reward']}"
        case "attribute":
            value = str(event["value"])
            told = day(value) if event["attribute"] == "birthday" else value
            return f"{event['attribute']}: {told}"
        case "join":
            return "joins"
        case "start membership":
            return f"starts {event['membership']}"
        case other:
            return str(other)


def spent_minor(event: Event) -> int:
    """What a purchase is worth in minor units, before discounts."""
    if "total" in event:
        return _minor(str(event["total"]))
    return sum(
        _minor(str(line["each"])) * int(str(line.get("quantity", "1")))
        for line in event["lines"]
        if isinstance(line, dict)
    )


def _minor(money_text: str) -> int:
    return int(money_text.split(" ")[0].replace(".", ""))


def bought(event: Event) -> str:
    """What a purchase holds, by the shop's own values."""
    if event["event"] != "purchase" or "lines" not in event:
        return ""
    named = []
    for line in event["lines"]:
        assert isinstance(line, dict)
        what = line.get("category") or line.get("sku") or line.get("brand")
        named.append(str(what or "something"))
    return ", ".join(named)


def moves(amounts: Mapping[str, int], program: Program, *, signed: bool = True) -> str:
    """Amounts of wallets with their units: "+40 points, +1 stamp"; empty for nothing."""
    told = [amount_words(program, name, amount, signed=signed) for name, amount in amounts.items()]
    return ", ".join(told)


def amount_words(program: Program, name: str, amount: int, *, signed: bool = False) -> str:
    """An amount of a wallet with its unit."""
    wallet = wallet_named(program, name)
    sign = "+" if signed and amount > 0 else ""
    if wallet.is_money and wallet.decimals == program.currency_decimals:
        return sign + _money(amount, program)
    number = units(amount, wallet.decimals) if wallet.decimals else count(amount)
    unit = wallet.unit if abs(amount) == 10**wallet.decimals else wallet.plural
    return f"{sign}{number} {unit or program.currency}"


def _money(minor: int, program: Program) -> str:
    return money(minor, program.currency)


def why_lines(step: Step, program: Program) -> tuple[WhyLine, ...]:
    """Everything that an event did, and every rule that gave nothing, with its reason."""
    gave = [each for each in step.rules if each.gave]
    others = [
        WhyLine(MOVED, name, moves(moved, program), (), is_rule=False)
        for name, moved in step.others.items()
    ]
    notes = [WhyLine(NOTE, words, "", (), is_rule=False) for words in _notes(step, program)]
    silent = [each for each in step.rules if not each.gave]
    return (
        *(_rule_line(each, program) for each in gave),
        *others,
        *notes,
        *(_rule_line(each, program) for each in silent),
    )


def _rule_line(outcome: RuleOutcome, program: Program) -> WhyLine:
    if not outcome.gave:
        return WhyLine(NOT_FIRED, outcome.rule, "", (_reason(outcome),), is_rule=True)
    if not outcome.handed_over and all(amount < 0 for amount in outcome.moved.values()):
        taken = moves(outcome.moved, program)
        return WhyLine(MOVED, outcome.rule, taken, ("taken back",), is_rule=True)
    amount = moves(outcome.moved, program) or "given"
    steps = outcome.steps[:-1] if outcome.moved else outcome.steps  # the last says the amount
    details = (*_conditions(outcome), *map(in_own_way, steps))
    return WhyLine(FIRED, outcome.rule, amount, details, is_rule=True)


def _reason(outcome: RuleOutcome) -> str:
    """Why it gave nothing, without its name."""
    rest = outcome.why_not.removeprefix(f'"{outcome.rule}" gives nothing')
    return in_own_way(rest.removeprefix(" here").removeprefix(": "))


def _conditions(outcome: RuleOutcome) -> Iterator[str]:
    for each in outcome.conditions:
        seen = f" ({each.seen})" if each.seen else ""
        yield f"{FIRED if each.held else NOT_FIRED} {in_own_way(each.words + seen)}"


_NOTES = {
    "member joined": "joins the program",
    "member left": "leaves the program",
    "issue reward": "gets {rule}, {expires}",
    "use reward": "uses {rule}, worth {worth}",
    "expire reward": "{rule} ends unused",
    "withdraw reward": "{rule} is taken back",
    "restore reward": "{rule} can be used again",
    "discount": "{rule}: {worth} off",
    "tier up": "reaches {tier}",
    "tier down": "goes down to {tier}",
    "tier kept": "keeps {tier}",
    "membership started": "{rule} starts",
    "membership renewed": "{rule} goes on",
    "membership lapsed": "{rule} ends",
    "fee charged": "pays {worth} for {rule}",
    "fee refunded": "gets {worth} back for {rule}",
    "donation owed": "{worth} go to {cause}",
    "loss": "{amount} could not be taken back",
    "decline": "refused: {rule}, {reason}",
}


def _notes(step: Step, program: Program) -> Iterator[str]:
    for why in step.ignored:
        yield f"changed nothing: {in_own_way(why)}"
    for record in step.entries:
        words = _NOTES.get(record["entry"])
        if words:
            yield words.format_map(_told(record, program))


def _told(record: dict[str, str], program: Program) -> dict[str, str]:
    """A record with its money and its days as people write them."""
    told = {
        "amount": "a part",
        "tier": "no tier",
        "worth": _money(0, program),
        "cause": "a cause",
    } | record
    if "worth" in record:
        told["worth"] = _money(_minor(record["worth"]), program)
    if record.get("expires", "never") != "never":
        told["expires"] = f"good until {day(record['expires'])}"
    else:
        told["expires"] = "good until it is used"
    return told


def totals(step: Step, program: Program) -> tuple[tuple[str, str], ...]:
    """The sum of what was given, and what it costs: label and figure."""
    change = {name: amount for name, amount in step.change.items() if amount}
    said = [("Total", moves(change, program) or "nothing")]
    if step.worth_minor > 0:
        worth = _money(step.worth_minor, program)
        spent = spent_minor(step.event) if step.event["event"] == "purchase" else 0
        of_it = f", {share(step.worth_minor, spent)} of it" if spent else ""
        said.append(("Worth to them", worth + of_it))
    if step.cost_minor:
        said.append(("Cost to you now", _money(step.cost_minor, program)))
    said.append(("Cost so far", _money(step.cost_so_far_minor, program)))
    return tuple(said)


def standing_words(standing: Standing, program: Program) -> tuple[tuple[str, str], ...]:
    """What the customer holds: label and value."""
    return tuple(_standing(standing, program))


def _standing(standing: Standing, program: Program) -> Iterator[tuple[str, str]]:
    if program.tiers:
        yield "Tier", standing.tier or "none yet"
    for wallet in program.wallets:
        held = standing.amounts[wallet.name]
        yield wallet.name, amount_words(program, wallet.name, held["available"])
        if held["pending"]:
            yield "to come", amount_words(program, wallet.name, held["pending"])
        if held["debt"]:
            yield "owes you", amount_words(program, wallet.name, held["debt"])
    if standing.worth_minor:
        yield "worth", _money(standing.worth_minor, program)
    for number, counted in standing.progress:
        seen = _money(number, program) if is_money(counted.measure) else count(number)
        yield f"To {standing.next_tier}", f"{seen} of {counted_measure_words(program, counted)}"
    for name in standing.rewards:
        yield "Holds", name

"""What a program needs before it is launched, item by item.

What can be worked out from the program and the files beside it, is; what only a person can know is
ticked by one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from designer.workbench.kept_tests import KeptTests
from designer.workbench.launch_by_hand import items_by_hand
from designer.workbench.launch_fixes import Fix, set_start, set_terms, welcome
from designer.workbench.launch_items import Item, State
from designer.workbench.open_ended import open_ended
from designer.workbench.program_files import NOT_RUN_YET
from dsl.compile import Compiled
from dsl.diagnostics.diagnostic import Diagnostic, Severity
from dsl.program.program import Program
from dsl.program.rules import Occasion, OnOccasion, OnPurchase, Rule
from dsl.program.wallets import Never
from dsl.program.words_of_amounts import listed, names
from dsl.source.document import Document
from simulator.pilots.plan import PilotPlan

if TYPE_CHECKING:
    from simulator.forecasts.forecast import Forecast

MOST_RULES = 12
"""More than that nobody at a till can explain."""

_OWN_NAME = "My "

_DOUBTS_OF_LIMITS = ("multiplier-without-cap", "budget-beside-multiplier")
"""What the check warns of where a limit is missing, or leaves out what it seems to count."""


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What is looked at.

    Attributes:
        tests: how the kept tests went on this text.
        forecast: the newest one; None without.
        forecast_problem: why it cannot be read; empty where it can.
        taken_otherwise: what it was made with that is not so now; empty where all is.
        ticks: items that a person ticked -> when.
        pilot_plan: beside the program; None without.
        pilot_problem: why it cannot be read; empty where it can.
        today: a start is to lie behind it.
    """

    document: Document
    compiled: Compiled
    tests: KeptTests
    forecast: "Forecast | None"
    forecast_problem: str = ""
    taken_otherwise: str = ""
    ticks: Mapping[str, str]
    pilot_plan: PilotPlan | None = None
    pilot_problem: str = ""
    today: date


def checklist(situation: Situation) -> tuple[Item, ...]:
    """Every item, those that must be mended first, each group in the order of a launch."""
    by_hand = items_by_hand(situation.ticks, situation.pilot_plan, situation.pilot_problem)
    items = [*_of_the_text(situation), *by_hand]
    return tuple(sorted(items, key=lambda item: list(State).index(item.state)))


def _of_the_text(situation: Situation) -> Iterator[Item]:
    program = situation.compiled.program
    yield _errors(situation)
    if program is None:
        return
    yield _warnings(situation)
    yield _terms(situation, program)
    yield _tests(situation)
    yield _forecast(situation, program)
    yield _at_joining(situation, program)
    yield _limits(situation, program)
    yield _ends(situation, program)
    yield _start(situation, program)
    yield _simple(program)
    yield _name(situation, program)
    yield _returns(program)


# ------------------------------------------------------------------------------ worked out


def _errors(situation: Situation) -> Item:
    stops = [
        one
        for one in situation.compiled.diagnostics
        if one.severity is Severity.ERROR or one.slug == NOT_RUN_YET
    ]
    title = "The program can run"
    if not stops:
        return Item("runs", title, State.READY, "It has no errors.")
    return Item("runs", title, State.MUST, _first_of(stops), _leads_to(situation, stops[0]))


def _warnings(situation: Situation) -> Item:
    found = [
        one
        for one in situation.compiled.diagnostics
        if one.severity is Severity.WARNING and one.slug != NOT_RUN_YET
    ]
    title = "The check warns of nothing"
    if not found:
        return Item("warnings", title, State.READY, "It found nothing that may cost money.")
    return Item("warnings", title, State.SHOULD, _first_of(found), _leads_to(situation, found[0]))


def _first_of(found: list[Diagnostic]) -> str:
    first = found[0].title
    rest = f", and {len(found) - 1} more" if len(found) > 1 else ""
    return f"{first[:1].upper()}{first[1:]}{rest}."


def _leads_to(situation: Situation, problem: Diagnostic) -> Fix:
    line = situation.document.line_of(problem.label.span.start)
    return Fix(f"Go to line {line}", line=line)


def _terms(situation: Situation, program: Program) -> Item:
    title = "The terms say how they may change"
    if program.terms:
        return Item("terms", title, State.READY, program.terms[0])
    why = "No line of terms says how you may change or end the program."
    return Item("terms", title, State.MUST, why, set_terms(situation.document.text))


def _tests(situation: Situation) -> Item:
    tests, title = situation.tests, "Tests kept from trying pass"
    there = Fix("Open them in Try it", stage="try_it")
    if tests.problem:
        return Item("tests", title, State.MUST, tests.problem, there)
    if tests.failed:
        failing = f"{names(each.name for each in tests.failed[:3])} of {len(tests.results)}"
        return Item("tests", title, State.MUST, f"Not as they were kept: {failing}.", there)
    if not tests.results:
        why = "There is none yet: try a few customers, and keep what is right."
        return Item("tests", title, State.SHOULD, why, there)
    return Item("tests", title, State.READY, f"All {len(tests.results)} pass.")


def _forecast(situation: Situation, program: Program) -> Item:
    title, there = (
        "A forecast of this very program advises it",
        Fix("See Forecast", stage="forecast"),
    )
    forecast = situation.forecast
    if situation.forecast_problem:
        return Item("forecast", title, State.MUST, situation.forecast_problem, there)
    if forecast is None:
        return Item("forecast", title, State.MUST, "There is none yet.", there)
    from simulator.forecasts.what_counts import rules_sha256

    if forecast.rules_sha256 != rules_sha256(program):
        why = "The newest one is of an earlier text of the program."
        return Item("forecast", title, State.MUST, why, Fix("Run it again", stage="forecast"))
    if situation.taken_otherwise:
        again = Fix("Run it again", stage="forecast")
        return Item("forecast", title, State.MUST, situation.taken_otherwise, again)
    state, why = _advice(forecast)
    graded = f"{why} Grade {forecast.grade}, {forecast.runs} runs."
    if forecast.stopped and state is State.READY:
        state, graded = State.SHOULD, f"{graded} It was stopped early."
    return Item("forecast", title, state, graded, None if state is State.READY else there)


def _advice(forecast: "Forecast") -> tuple[State, str]:
    from simulator.forecasts.verdict import Verdict, verdict

    before = forecast.against
    pay = f"bring more than {before}" if before else "pay for itself"
    lose = f"bring less than {before}" if before else "lose money"
    return {
        Verdict.LAUNCH: (State.READY, f"It is likely to {pay}."),
        Verdict.PILOT: (
            State.SHOULD,
            f"It is open whether it will {pay}: start with a pilot.",
        ),
        Verdict.OPEN: (
            State.SHOULD,
            f"It is open whether it will {pay}, and a pilot takes more customers.",
        ),
        Verdict.DO_NOT_LAUNCH: (State.MUST, f"It is likely to {lose} as it is."),
        Verdict.NO_DIFFERENCE: (State.MUST, "It makes no difference to what the shop earns."),
        Verdict.INCOMPLETE: (
            State.MUST,
            "Some of what the program gives is missing in it, so it advises nothing.",
        ),
        Verdict.TOO_FEW_RUNS: (
            State.MUST,
            "So few runs are a first impression and no verdict.",
        ),
    }[verdict(forecast, forecast.runs, forecast.shop_customers)]


def _at_joining(situation: Situation, program: Program) -> Item:
    title = "Members have something from it at once"
    early = [
        rule.name
        for rule in program.rules
        if not rule.life.paused and (_is_welcome(rule) or _is_at_once(rule))
    ]
    if early:
        return Item("at_joining", title, State.READY, f"{names(early[:3])} from the first day.")
    why = "Nothing is given on joining or on the first purchase itself; a welcome brings people in."
    return Item("at_joining", title, State.SHOULD, why, welcome(situation.document.text, program))


def _is_welcome(rule: Rule) -> bool:
    first = (Occasion.JOINING, Occasion.FEE)
    return isinstance(rule.trigger, OnOccasion) and rule.trigger.occasion in first


def _is_at_once(rule: Rule) -> bool:
    """A benefit on any purchase that needs no tier."""
    return (
        rule.benefit is not None
        and isinstance(rule.trigger, OnPurchase)
        and not (rule.guards or rule.audience.tiers or rule.inside.tiers)
    )


def _limits(situation: Situation, program: Program) -> Item:
    title = "Every rule has a limit, or one of its own making"
    found = open_ended(program)
    doubts = [one for one in situation.compiled.diagnostics if one.slug in _DOUBTS_OF_LIMITS]
    if not found and doubts:
        fix = _leads_to(situation, doubts[0])
        return Item("limits", title, State.SHOULD, _first_of(doubts), fix)
    if not found:
        return Item("limits", title, State.READY, "No rule can give without end.")
    why = (
        f"{names(found[:3])} can be given any number of times. A slip at the till, or somebody who "
        "games it, then costs without end: write how often, or how much at most."
    )
    return Item("limits", title, State.SHOULD, why, Fix(f'Open "{found[0]}"', block=found[0]))


def _ends(situation: Situation, program: Program) -> Item:
    title = "What members collect ends some day"
    endless = [
        each.name
        for each in program.wallets
        if isinstance(each.expiry, Never) and not each.status_only
    ]
    if not endless:
        return Item("ends", title, State.READY, "Nothing is owed for ever.")
    why = f"{names(endless)} never end, so what is owed to members only grows."
    return Item("ends", title, State.SHOULD, why, Fix(f'Open "{endless[0]}"', block=endless[0]))


def _start(situation: Situation, program: Program) -> Item:
    title = "The day it starts is set"
    if program.starts is not None:
        end = "has no end" if program.ends is None else f"ends {program.ends.isoformat()}"
        why = f"It starts {program.starts.isoformat()} and {end}."
        return Item("start", title, State.READY, why)
    why = "Without it, whatever is sold counts as soon as the program runs."
    if situation.tests.results:
        why += " Kept tests of days before it will then earn nothing."
        return Item("start", title, State.SHOULD, why, _header(situation))
    fix = set_start(situation.document.text, situation.today)
    return Item("start", title, State.SHOULD, why, fix)


def _simple(program: Program) -> Item:
    title = "It is simple enough to explain at the till"
    count, rewards = len(program.rules), len(program.rewards)
    told = f"{count} {'rule' if count == 1 else 'rules'} and {rewards} "
    told += "reward" if rewards == 1 else "rewards"
    if count <= MOST_RULES:
        return Item("simple", title, State.READY, f"{told}; the staff sheet says it on a page.")
    why = f"{told}: more than {MOST_RULES} rules are hard to explain while people wait."
    return Item("simple", title, State.SHOULD, why, Fix("See Design", stage="design"))


def _name(situation: Situation, program: Program) -> Item:
    title = "It has a name of its own"
    if not program.name.startswith(_OWN_NAME):
        return Item("name", title, State.READY, f"It is called {program.name}.")
    why = f'"{program.name}" is the name of the template. One of your own is remembered.'
    return Item("name", title, State.SHOULD, why, _header(situation))


def _header(situation: Situation) -> Fix:
    lines = situation.document.text.splitlines()
    line = next((at for at, each in enumerate(lines, 1) if each.startswith("program ")), 1)
    return Fix(f"Go to line {line}", line=line)


def _returns(program: Program) -> Item:
    below = [wallet.name for wallet in program.wallets if wallet.below_zero]
    stops = [wallet.name for wallet in program.wallets if not wallet.below_zero]
    said = [
        f"{names(below)} may go below zero" if below else "",
        f"{names(stops)} {'stops' if len(stops) == 1 else 'stop'} at zero" if stops else "",
    ]
    told = listed([each for each in said if each])
    why = "A return takes back what was earned" + (f"; {told}." if told else ".")
    return Item("returns", "It is clear what a return does", State.READY, why)

"""Planning and reading pilots: from files to files, all or nothing."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from designer.workbench.break_even import break_even_of
from designer.workbench.files import finished_folder
from designer.workbench.pilot_looks import note_look, read_looks
from designer.workbench.refusal import Refusal
from designer.workbench.shop_orders import ShopOrders, opened_history
from designer.workbench.text_files import unread
from dsl.ledger.facts import AnyFact, Joined
from dsl.ledger.strict_yaml import Refused
from dsl.values.calendar import zone
from simulator.calibration.from_yaml import scenario_from_yaml
from simulator.calibration.scenario import AssumptionPart, Scenario
from simulator.calibration.to_yaml import scenario_to_yaml
from simulator.orders.report import LeftOut
from simulator.orders.sources import Progress
from simulator.pilots.assignment_list import list_text, read_list
from simulator.pilots.pilot_error import PilotError
from simulator.pilots.plan import PilotPlan
from simulator.pilots.planning import Pilot, PilotChoices, Shop, plan_pilot
from simulator.pilots.reading import Held, read_pilot
from simulator.pilots.research import assumptions_of, with_learned
from simulator.pilots.result import Learned, PilotResult
from simulator.pilots.spending import spending_of

PLAN, LIST = "plan.json", "assignment.csv"
_NOT_THERE = "Name the folder that `pilot plan -o` wrote."
Imported = dict[str, Any]
"""The report of an import, as plain data."""
PlanText = Callable[[PilotPlan, Imported], str]
ResultText = Callable[[PilotResult, Imported], str]


@dataclass(frozen=True, kw_only=True)
class ReadJob:
    """What to read.

    Attributes:
        plan: the folder that `pilot plan` wrote, or the plan in it.
        shop: the orders; currency and zone are those of the plan.
        scenario: what was assumed before the pilot; None is what research says.
    """

    plan: Path
    shop: ShopOrders
    scenario: Path | None = None
    output: Path | None = None


class Planned(NamedTuple):
    """A plan with its list of customers, and how the orders were read that it comes from."""

    pilot: Pilot
    imported: Imported


class Read(NamedTuple):
    """What a pilot showed, and how the orders were read that say so."""

    result: PilotResult
    imported: Imported


def run_plan(
    shop: ShopOrders,
    choices: PilotChoices,
    output: Path | None,
    progress: Progress,
    text: PlanText,
    today: date,
    forecast: Path | None = None,
) -> Planned:
    """Plans a pilot, and writes plan and list where a folder is named.

    Args:
        shop: its orders.
        choices: what the owner decides.
        output: the folder; None writes nothing.
        progress: is told how far the work is.
        text: the plan for people.
        today: a list of customers whose first day is over by then is written only where that day
            was asked for.
        forecast: of the program, as JSON; its break-even is the question. None leaves the choices.

    Raises:
        Refusal: the orders cannot be used, no pilot can be planned from them, or the folder holds
            a plan already.
    """
    if output is not None and (output / PLAN).exists():
        raise Refusal(
            f"{output / PLAN} is there already, and its customers may have been invited. "
            f"Name another folder with -o.",
            wrong_usage=True,
        )
    left_out = LeftOut()
    try:
        with opened_history(shop, progress) as (history, program):
            left_out = history.left_out
            spending = spending_of(history.facts, program.time_zone)
            imported = history.report().to_json()
        if forecast is not None:
            asked = break_even_of(forecast, program.currency)
            choices = replace(choices, break_even_percent=asked.percent, against=asked.against)
        pilot = plan_pilot(
            spending,
            choices,
            Shop(
                currency=program.currency,
                currency_decimals=program.currency_decimals,
                time_zone=program.time_zone,
            ),
        )
    except PilotError as problem:
        raise Refusal(_with_left_out(problem, left_out)) from problem
    if output is not None:
        if choices.first_day is None:
            _check_can_be_held(pilot.plan, today)
        with finished_folder(output) as folder:
            _write(folder / PLAN, _json(pilot.plan))
            _write(folder / "plan.schema.json", _schema(PilotPlan))
            _write(folder / "plan.txt", text(pilot.plan, imported))
            _write(folder / LIST, list_text(pilot.assigned))
    return Planned(pilot, imported)


def _check_can_be_held(plan: PilotPlan, today: date) -> None:
    if plan.first_day < today:
        raise Refusal(
            f"The pilot would begin on {plan.first_day}, the day after the last order, and that "
            "day is over: nobody can be invited on it. Nothing was written. Say with --start from "
            "when you can invite, or plan from orders until now."
        )


def _with_left_out(problem: PilotError, left_out: LeftOut) -> str:
    """What is the matter, and what is told of orders that were left out."""
    fix = [f"\nTry:  {left_out.fix}"] if left_out.fix else []
    return "\n".join([left_out.after(str(problem)), *fix])


def run_read(job: ReadJob, progress: Progress, text: ResultText) -> Read:
    """Reads a pilot, and writes the result where a folder is named. An early look is noted.

    Raises:
        Refusal: plan, list, orders or scenario cannot be used.
    """
    folder = job.plan if job.plan.is_dir() else job.plan.parent
    plan_text, listed = _text_of(folder / PLAN, _NOT_THERE), _text_of(folder / LIST, _NOT_THERE)
    plan = _plan(folder / PLAN, plan_text)
    scenario = _scenario(job.scenario, plan.customers) if job.scenario else None
    shop = ShopOrders(**vars(job.shop) | {"currency": plan.currency, "time_zone": plan.time_zone})
    joined: dict[str, int] = {}
    left_out = LeftOut()
    try:
        with opened_history(shop, progress) as (history, _):
            left_out = history.left_out
            watched = _noting_joins(history.facts, joined, plan.time_zone)
            spending = spending_of(watched, plan.time_zone)
            imported = history.report().to_json()
        result = read_pilot(
            Held(plan, _hash(plan_text), read_list(listed), _hash(listed)),
            spending,
            joined if shop.joins else None,
            assumptions_of(scenario, plan.customers) if scenario else None,
            read_looks(folder),
        )
    except PilotError as problem:
        raise Refusal(_with_left_out(problem, left_out)) from problem
    if result.read_up_to < result.last_day:
        note_look(folder, result.read_up_to)
    if job.output is not None:
        with finished_folder(job.output) as out:
            _write(out / "result.json", _json(result))
            _write(out / "result.schema.json", _schema(PilotResult))
            _write(out / "result.txt", text(result, imported))
            _write_learned(out, result.learned, scenario)
    return Read(result, imported)


def _write_learned(out: Path, learned: Learned | None, scenario: Scenario | None) -> None:
    if learned is None:
        return
    after = AssumptionPart(**learned.after.model_dump(), stratum=learned.stratum.name)
    _write(out / "assumptions.yaml", _assumptions_text(after, learned))
    if scenario is not None:
        learned_scenario = with_learned(scenario, after, learned.stratum)
        _write(out / "scenario.yaml", scenario_to_yaml(learned_scenario))


def _assumptions_text(after: AssumptionPart, learned: Learned) -> str:
    """An assumption as the parts of a scenario that state it."""
    lines = [
        f"# For {learned.customers}, and for no one else.",
        "# To be put in the place of what a scenario says about its stratum and assumptions.",
        "stratum:",
        *(f"  {line}" for line in _fields_text(learned.stratum)),
        "assumptions:",
        *(f"    {line}" for line in _fields_text(after)),
    ]
    first = lines.index("assumptions:") + 1
    lines[first] = f"  - {lines[first].strip()}"
    return "\n".join([*lines, ""])


def _fields_text(part: BaseModel) -> list[str]:
    fields = part.model_dump(mode="json")
    return [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]


def _scenario(path: Path, customers: int) -> Scenario:
    try:
        scenario = scenario_from_yaml(_text_of(path, "Name a file that `calibrate -o` wrote."))
        assumptions_of(scenario, customers)
    except Refused as refused:
        raise Refusal(f"{path}, {refused}") from refused
    except KeyError as unknown:
        raise Refusal(f"{path}: there is no assumption called {unknown}.") from unknown
    except ValueError as problem:
        raise Refusal(f"{path}: the figures of an assumption are not in order.") from problem
    return scenario


def _noting_joins(
    facts: Iterable[AnyFact], joined: dict[str, int], time_zone: str
) -> Iterator[AnyFact]:
    local = zone(time_zone)
    for fact in facts:
        if isinstance(fact, Joined):
            joined.setdefault(fact.member, local.day_of(fact.instant))
        yield fact


def _plan(path: Path, text: str) -> PilotPlan:
    try:
        return PilotPlan.model_validate_json(text)
    except ValidationError as problem:
        first = problem.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise Refusal(
            f"{path} is not a plan that this version reads"
            + (f': "{place}" is not as plans have it.' if place else ".")
        ) from problem


def _text_of(path: Path, fix: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as problem:
        raise unread(path, problem, fix) from problem
    except UnicodeError as problem:
        told = f"{path} cannot be read: it is not text in UTF-8. {fix}"
        raise Refusal(told, wrong_usage=True) from problem


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _json(model: BaseModel) -> str:
    return model.model_dump_json(indent=2) + "\n"


def _schema(model: type[BaseModel]) -> str:
    return json.dumps(model.model_json_schema(), indent=2) + "\n"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")

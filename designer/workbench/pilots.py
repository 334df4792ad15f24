"""Planning and reading pilots: from files to files, all or nothing."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import yaml
from pydantic import BaseModel, ValidationError

from designer.workbench.files import finished_folder
from designer.workbench.refusal import Refusal
from designer.workbench.shop_orders import ShopOrders, opened_history
from dsl.ledger.facts import AnyFact, Joined
from dsl.values.calendar import zone
from simulator.orders.sources import Progress
from simulator.pilots.assignment_list import list_text, read_list
from simulator.pilots.pilot_error import PilotError
from simulator.pilots.plan import PilotPlan
from simulator.pilots.planning import Pilot, PilotChoices, Shop, plan_pilot
from simulator.pilots.reading import Held, read_pilot
from simulator.pilots.result import Learned, PilotResult
from simulator.pilots.spending import spending_of

PLAN, LIST = "plan.json", "assignment.csv"
PlanText = Callable[[PilotPlan], str]
ResultText = Callable[[PilotResult], str]


@dataclass(frozen=True, kw_only=True)
class ReadJob:
    """What to read.

    Attributes:
        plan: the folder that `pilot plan` wrote, or the plan in it.
        shop: the orders; currency and zone are those of the plan.
    """

    plan: Path
    shop: ShopOrders
    output: Path | None = None


def run_plan(
    shop: ShopOrders,
    choices: PilotChoices,
    output: Path | None,
    progress: Progress,
    text: PlanText,
) -> Pilot:
    """Plans a pilot, and writes plan and list where a folder is named.

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
    with opened_history(shop, progress) as (history, program):
        spending = spending_of(history.facts, program.time_zone)
    try:
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
        raise Refusal(str(problem)) from problem
    if output is not None:
        with finished_folder(output) as folder:
            _write(folder / PLAN, _json(pilot.plan))
            _write(folder / "plan.schema.json", _schema(PilotPlan))
            _write(folder / "plan.txt", text(pilot.plan))
            _write(folder / LIST, list_text(pilot.assigned))
    return pilot


def run_read(job: ReadJob, progress: Progress, text: ResultText) -> PilotResult:
    """Reads a pilot, and writes the result where a folder is named.

    Raises:
        Refusal: plan, list or orders cannot be used.
    """
    folder = job.plan if job.plan.is_dir() else job.plan.parent
    plan_text, listed = _text_of(folder / PLAN), _text_of(folder / LIST)
    plan = _plan(folder / PLAN, plan_text)
    shop = ShopOrders(**vars(job.shop) | {"currency": plan.currency, "time_zone": plan.time_zone})
    joined: dict[str, int] = {}
    with opened_history(shop, progress) as (history, _):
        watched = _noting_joins(history.facts, joined, plan.time_zone)
        spending = spending_of(watched, plan.time_zone)
    try:
        held = Held(plan, _hash(plan_text), read_list(listed), _hash(listed))
        result = read_pilot(held, spending, joined if shop.joins else None)
    except PilotError as problem:
        raise Refusal(str(problem)) from problem
    if job.output is not None:
        with finished_folder(job.output) as out:
            _write(out / "result.json", _json(result))
            _write(out / "result.schema.json", _schema(PilotResult))
            _write(out / "result.txt", text(result))
            if result.learned:
                _write(out / "assumptions.yaml", assumptions_text(result.learned))
    return result


def assumptions_text(learned: Learned) -> str:
    """What was learned, as the part of a scenario that replaces an assumption."""
    after = learned.after
    fields = after.model_dump(exclude={"name"})
    own = yaml.safe_dump({"assumptions": {after.name: fields}}, sort_keys=False, allow_unicode=True)
    return f"# For {learned.customers}, and for no one else.\n{own}"


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


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as problem:
        told = problem.strerror if isinstance(problem, OSError) else "it is not text in UTF-8"
        raise Refusal(
            f"{path} cannot be read: {told}. Name the folder that `pilot plan -o` wrote.",
            wrong_usage=True,
        ) from problem


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _json(model: BaseModel) -> str:
    return model.model_dump_json(indent=2) + "\n"


def _schema(model: type[BaseModel]) -> str:
    return json.dumps(model.model_json_schema(), indent=2) + "\n"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")

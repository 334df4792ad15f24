"""Replaying a program over a shop's files: from files to files, all or nothing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from designer.workbench.files import finished_folder_if
from designer.workbench.program_files import ProgramFile, open_program, runnable_program
from designer.workbench.refusal import Refusal
from designer.workbench.replay_state import NO_END, CarriedState, alone_with, load_state, save_state
from dsl.engine.engine import Engine
from dsl.engine.saved_state import StateRefused
from dsl.ledger.facts import AnyFact
from dsl.plan.from_program import lower
from dsl.plan.plan import Plan
from dsl.program.former_names import rename_by
from dsl.program.program import Program
from dsl.values.calendar import zone
from simulator.orders.history import History
from simulator.orders.identity import load_key, member_hash
from simulator.orders.orders_error import OrdersError
from simulator.orders.read import read_orders
from simulator.orders.sources import ImportChoices, JoinPolicy, MatchPolicy, OrderSources
from simulator.replay.by_reference import ReferencePlayer
from simulator.replay.from_replay import replay_results
from simulator.replay.handing_over import HandingOver
from simulator.replay.ledger_file import LedgerFile, csv_to_parquet
from simulator.replay.player import Player
from simulator.replay.players import player_for, player_for_state
from simulator.replay.redeeming import Redeem
from simulator.replay.replay import Replay
from simulator.replay.results import ReplayResults
from simulator.replay.summary import Summary

Something = TypeVar("Something")
Progress = Callable[[str, int, int], None]
Keeper = HandingOver | ReferencePlayer
WriteSummary = Callable[[Path, ReplayResults], None]
FACTS_BETWEEN_REPORTS = 500
LEDGERS = ("ledger.csv", "ledger.parquet")
A_STATE = "this run goes on from a state (--state)"


@dataclass(frozen=True, kw_only=True)
class ReplayJob:
    """What to replay; the fields are the options of `perkwright replay`.

    Attributes:
        join: a policy's name, or a file of members and when they joined.
        until: last local day that is replayed.
        return_window: days in which purchases can come back; None is for ever.
        key: key of the hashed identities; None is the one of this computer.
        today: orders of later days are noticed; None notices none.
    """

    file: Path
    orders: Path
    returns: Path | None = None
    lines: Path | None = None
    facts: Path | None = None
    mapping: Path | None = None
    join: str = "first-order"
    match_returns: str = "recent"
    redeem: str = "never"
    state: Path | None = None
    until: datetime | None = None
    return_window: int | None = None
    keep_ids: bool = False
    output: Path | None = None
    ledger: str = "csv"
    key: bytes | None = None
    today: date | None = None


def run_replay(
    job: ReplayJob, progress: Progress, write_summary: WriteSummary | None = None
) -> ReplayResults:
    """Replays, and writes ledger, summary and state where the job says so.

    Args:
        write_summary: writes the results beside the ledger, into the folder it is given.

    Raises:
        Refusal: the program cannot run, a file cannot be used, or a folder cannot be written to.
    """
    opened = open_program(job.file)
    program = runnable_program(opened)
    try:
        with alone_with(job.state):
            results = _alone(job, opened, program, progress, write_summary)
        _remove_ledger_of_other_form(job)
    except OrdersError as problem:
        raise Refusal(str(problem), wrong_usage=problem.wrong_usage) from problem
    except OSError as problem:
        folders = " or ".join(str(folder) for folder in (job.output, job.state) if folder)
        raise Refusal(f"{folders} cannot be written to: {problem.strerror}.") from problem
    return results


def _alone(
    job: ReplayJob,
    opened: ProgramFile,
    program: Program,
    progress: Progress,
    write_summary: WriteSummary | None,
) -> ReplayResults:
    carried = load_state(job.state, _policies(job)) if job.state else CarriedState.new({})
    _check_until(job, program, carried)
    _check_no_earlier_part(job, carried)
    with (
        finished_folder_if(job.state) as state,  # in place last: a stop repeats, never skips
        finished_folder_if(job.output) as out,
        _history(job, program, carried, progress) as history,
    ):
        run = _Run(job, opened, program, carried, history, out, state)
        return _replay(run, progress, write_summary)


def _remove_ledger_of_other_form(job: ReplayJob) -> None:
    """It is an earlier replay's, whose summary this one has replaced."""
    if job.output is not None:
        other = "csv" if job.ledger == "parquet" else "parquet"
        (job.output / f"ledger.{other}").unlink(missing_ok=True)


def _policies(job: ReplayJob) -> dict[str, str]:
    """What all parts of one history have to agree on, by option."""
    named = job.join in (JoinPolicy.FIRST_ORDER, JoinPolicy.AT_START)
    key = None if job.keep_ids else job.key or load_key()
    return {
        "--join": job.join if named else "a file",
        "--match-returns": job.match_returns,
        "--redeem": job.redeem,
        "--return-window": str(job.return_window or NO_END),
        "identities": f"hashed with the key {member_hash(key, '')[:8]}" if key else "kept",
    }


def _check_until(job: ReplayJob, program: Program, carried: CarriedState) -> None:
    """A state never goes back: facts between would count twice."""
    end = _end_of(job, program)
    if job.until is None or end is None or end >= carried.played_before:
        return
    local = zone(program.time_zone)
    reached = date.fromordinal(local.day_of(carried.played_before - 1))
    raise Refusal(
        f"The state in {job.state} has played all days up to {reached}, and --until "
        f"{job.until.date()} lies before. Name a later day, or another folder to start anew.",
        wrong_usage=True,
    )


def _check_no_earlier_part(job: ReplayJob, carried: CarriedState) -> None:
    """The ledger of a part is nowhere else: a later part never takes its place."""
    if job.output is None or carried.engine is None:
        return
    for ledger in LEDGERS:
        if (job.output / ledger).exists():
            raise Refusal(
                f"{job.output / ledger} is there already, and this run goes on from the state in "
                f"{job.state}: its part of the ledger would replace an earlier one. "
                "Name another folder with -o for this part.",
                wrong_usage=True,
            )


@dataclass(frozen=True)
class _Run:
    """Everything that one run works with; `out` and `state` are folders not yet in place."""

    job: ReplayJob
    opened: ProgramFile
    program: Program
    carried: CarriedState
    history: History
    out: Path | None
    state: Path | None


def _history(
    job: ReplayJob, program: Program, carried: CarriedState, progress: Progress
) -> History:
    named = job.join in (JoinPolicy.FIRST_ORDER, JoinPolicy.AT_START)
    sources = OrderSources(
        orders=job.orders,
        lines=job.lines,
        returns=job.returns,
        facts=job.facts,
        joins=None if named else Path(job.join),
        mapping=job.mapping,
    )
    choices = ImportChoices(
        join=JoinPolicy(job.join) if named else JoinPolicy.FILE,
        match_returns=MatchPolicy(job.match_returns),
        return_window_days=job.return_window,
        keep_ids=job.keep_ids,
        key=job.key,
        since=carried.played_before or None,
        until=_end_of(job, program),
        today=job.today,
        state=carried.history,
        keep_state=job.state is not None,
    )
    return read_orders(sources, program, choices, progress)


def _end_of(job: ReplayJob, program: Program) -> int | None:
    if job.until is None:
        return None
    return zone(program.time_zone).first_instant_of(job.until.toordinal() + 1)


def _replay(run: _Run, progress: Progress, write_summary: WriteSummary | None) -> ReplayResults:
    facts, player, keeper = _prepare(run, progress)
    path = run.out / "ledger.csv" if run.out else None
    stream = path.open("w", encoding="utf-8", newline="") if path else None
    try:
        ledger = LedgerFile(
            stream.write if stream else lambda text: None,
            run.program.time_zone,
            run.opened.lines_by_name(),
            run.carried.ledger_sha256,
        )
        rename = rename_by(run.program.former_names)
        summary = Summary.from_record(run.carried.summary, rename)
        replay = Replay(run.program, player, ledger, summary)
        for _ in _reported(replay.play(facts), "Replaying", run, progress):
            pass
        if run.job.until is not None:
            replay.close(run.job.until.toordinal())
    finally:
        if stream:
            stream.close()
    report, redeem = run.history.report(), Redeem(run.job.redeem)
    replay.summary.returns += report.returns
    state_bytes = _save(run, keeper, replay, ledger)
    results = replay_results(run.program, player, replay, report, ledger, state_bytes, redeem)
    if run.out and write_summary:
        write_summary(run.out, results)
    if run.out and run.job.ledger == "parquet":
        csv_to_parquet(run.out / "ledger.csv", run.out / "ledger.parquet")
        (run.out / "ledger.csv").unlink()
    return results


def _prepare(run: _Run, progress: Progress) -> tuple[Iterable[AnyFact], Player, Keeper | None]:
    """The facts, what plays them, and whose state is carried on, if it is.

    A run that goes on from a state brings few facts, and late ones among them: it goes fact by
    fact.
    """
    plan, redeem = lower(run.program), Redeem(run.job.redeem)
    if run.carried.engine is not None:
        player = ReferencePlayer(_resumed(run, plan, run.carried.engine), redeem, (A_STATE,))
        return run.history.facts, player, player
    facts = list(_reported(run.history.facts, "Reading orders", run, progress))
    told = (run.program, plan, facts, redeem, run.job.return_window)
    if run.state is None:
        return facts, player_for(*told), None
    keeper = player_for_state(*told, _last_day(run, facts))
    return facts, keeper, keeper


def _last_day(run: _Run, facts: Sequence[AnyFact]) -> int:
    """The day on which a replay ends; 0 without anything to play."""
    if run.job.until is not None:
        return run.job.until.toordinal()
    return zone(run.program.time_zone).day_of(facts[-1].instant) if facts else 0


def _reported(
    each: Iterable[Something], doing: str, run: _Run, progress: Progress
) -> Iterator[Something]:
    """What is gone through, with its progress told now and then."""
    for number, one in enumerate(each, 1):
        if number % FACTS_BETWEEN_REPORTS == 0:
            progress(doing, number, run.history.rows)
        yield one


def _resumed(run: _Run, plan: Plan, saved: dict[str, Any]) -> Engine:
    try:
        return Engine.resume(run.program, plan, saved)
    except StateRefused as refused:
        raise Refusal(
            f"{run.job.state}: {refused}. Replay the whole history into a new folder."
        ) from refused


def _save(run: _Run, keeper: Keeper | None, replay: Replay, ledger: LedgerFile) -> int:
    if run.state is None or keeper is None:
        return 0
    engine = keeper.engine
    carried = CarriedState(
        played_before=_end_of(run.job, run.program) or engine.books.state.instant + 1,
        engine=engine.save(),
        history=run.history.state(),
        summary=replay.summary.to_record(),
        ledger_sha256=ledger.hash,
        policies=run.carried.policies,
    )
    return save_state(run.state, run.program, carried)

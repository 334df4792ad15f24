"""Forecasting programs from files: what a person asks for, to a forecast or a refusal."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from platformdirs import user_cache_path

from designer.workbench.endings import SCENARIO_ENDING
from designer.workbench.program_files import open_program, runnable_program
from designer.workbench.refusal import Refusal
from designer.workbench.text_files import unread
from dsl.ledger.strict_yaml import Refused
from dsl.program.program import Program
from simulator.calibration.from_yaml import scenario_from_yaml
from simulator.calibration.scenario import Scenario
from simulator.forecasts.comparing import comparison
from simulator.forecasts.forecast import Comparison, Forecast
from simulator.forecasts.forecasting import Conditions, NothingFinished, Sobol, forecast
from simulator.forecasts.progress import Progress, TellPartial
from simulator.forecasts.simulation import Simulation
from simulator.forecasts.workers import InThisProcess, ProcessPool, Workers, WorkersFailed
from simulator.runners.arms import Arm, ProgramArm

R = TypeVar("R")

TellImport = Callable[[dict[str, Any]], None]
"""Takes the report of an import as plain data."""


@dataclass(frozen=True, kw_only=True)
class ForecastJob:
    """What to forecast; the fields are the options of `perkwright simulate` and `compare`.

    Attributes:
        files: programs, on the same customers.
        scenario: a saved scenario; None finds one beside the first program, or calibrates.
        orders, lines, returns, mapping: to calibrate from.
        current: the program that the shop has now; None: it has none.
        members: the folder of a replay of that program, with its members (`--state`); None: every
            program starts without members.
        customers: how many stand for those that the shop has; None: as many as it has.
        workers: a number of processes, or the address of a cluster.
        sobol: draws for Sobol's indices, a power of 2; 0 leaves them out.
        is_brief: without what matters most and where the uncertainty comes from.
        keeps: whether finished runs wait on this computer for the rest, after a stop.
        today: orders of later days are noticed; None notices none.
    """

    files: tuple[Path, ...]
    scenario: Path | None = None
    orders: Path | None = None
    lines: Path | None = None
    returns: Path | None = None
    mapping: Path | None = None
    current: Path | None = None
    members: Path | None = None
    customers: int | None = None
    months: int = 12
    runs: int = 200
    seed: int = 1
    workers: str = "1"
    is_brief: bool = False
    sobol: int = 0
    keeps: bool = True
    today: date | None = None


def run_forecast(
    job: ForecastJob,
    progress: Progress,
    partial: TellPartial | None = None,
    imported: TellImport | None = None,
) -> Forecast:
    """The forecast of the job's one program.

    Args:
        job: what to forecast.
        progress: who is told how far it is.
        partial: who is told what the finished runs say.
        imported: who is told how the orders were read, where the job names some.

    Raises:
        Refusal: a file cannot be used, or the work could not be done.
        KeyboardInterrupt: stopped before one run was finished.
    """
    return worked(forecast, job, progress, partial, imported)


def run_comparison(
    job: ForecastJob,
    progress: Progress,
    partial: TellPartial | None = None,
    imported: TellImport | None = None,
) -> Comparison:
    """All programs of a job on the same customers; see `run_forecast`.

    Raises:
        Refusal: a file cannot be used, or the work could not be done.
        KeyboardInterrupt: stopped before one run was finished.
    """
    named = functools.partial(comparison, files=[file.name for file in job.files])
    return worked(named, job, progress, partial, imported)


def kept_runs() -> Path:
    """Where finished runs wait for the rest of their forecast, a folder for each."""
    return user_cache_path("perkwright") / "runs"


def worked(
    work: Callable[[Simulation, Conditions], R],
    job: ForecastJob,
    progress: Progress,
    partial: TellPartial | None = None,
    imported: TellImport | None = None,
) -> R:
    """Do some work on what a job asks for.

    Raises:
        Refusal: a file cannot be used, or the work could not be done.
        KeyboardInterrupt: stopped before one run was finished.
    """
    conditions = _conditions(job, progress, partial)
    simulation = _simulation(job, progress, imported)
    try:
        return work(simulation, conditions)
    except NothingFinished:
        raise KeyboardInterrupt from None
    except WorkersFailed as failure:
        raise Refusal(str(failure)) from failure


def _simulation(job: ForecastJob, progress: Progress, imported: TellImport | None) -> Simulation:
    if job.members is not None and job.current is None:
        raise Refusal(
            "--members has the members of a program; name that program with --current.",
            wrong_usage=True,
        )
    programs = [runnable_program(open_program(file)) for file in job.files]
    current = runnable_program(open_program(job.current)) if job.current else None
    scenario = _scenario(job, programs[0], progress, imported)
    if current is not None and job.current is not None:
        _check_currency(current, job.current, scenario)
    for program, file in zip(programs, job.files, strict=True):
        _check_fits(program, file, scenario)
    arms: tuple[Arm, ...] = (
        ProgramArm(current) if current else None,
        *(ProgramArm(program) for program in programs),
    )
    try:
        simulation = Simulation.of(
            scenario,
            arms,
            seed=job.seed,
            runs=job.runs,
            months=job.months,
            existing=job.customers,
            margin=_margin(programs[0]),
        )
    except KeyError as unknown:
        raise Refusal(
            f"The scenario replaces the assumption {unknown}, which there is not. "
            "simulator/behaviour/assumptions.yaml lists them."
        ) from unknown
    except ValueError as problem:
        raise Refusal(f"The scenario's own assumptions cannot be used: {problem}.") from problem
    if job.members is None or current is None:
        return simulation
    from designer.workbench.members_before import start_with_members

    return start_with_members(simulation, current, job.members)


def _conditions(job: ForecastJob, progress: Progress, partial: TellPartial | None) -> Conditions:
    return Conditions(
        workers=_workers(job.workers),
        progress=progress,
        partial=partial,
        kept=kept_runs() if job.keeps else None,
        is_brief=job.is_brief,
        sobol=_sobol(job.sobol),
    )


def _sobol(draws: int) -> Sobol | None:
    if not draws:
        return None
    from simulator.forecasts.sobol import sobol

    return functools.partial(sobol, draws=draws)


def _workers(text: str) -> Workers:
    if "://" in text:
        try:
            from simulator.forecasts.dask_cluster import DaskCluster
        except ModuleNotFoundError as missing:
            raise Refusal(
                "Working on a cluster needs Dask: pip install 'perkwright[cluster]'"
            ) from missing
        return DaskCluster(text)
    if not text.isdecimal() or int(text) < 1:
        raise Refusal(
            f'--workers is a number of processes or the address of a cluster, not "{text}". '
            "Write it like 2, or tcp://127.0.0.1:8786.",
            wrong_usage=True,
        )
    if int(text) == 1:
        return InThisProcess()
    pool = ProcessPool(int(text))
    pool.get_ready()
    return pool


def _scenario(
    job: ForecastJob, program: Program, progress: Progress, imported: TellImport | None
) -> Scenario:
    _check_sources(job)
    if job.orders is not None:
        from designer.workbench.calibrations import CalibrationJob, calibrate

        files = CalibrationJob(
            orders=job.orders,
            lines=job.lines,
            returns=job.returns,
            mapping=job.mapping,
            currency=program.currency,
            time_zone=program.time_zone,
            today=job.today,
        )
        found = calibrate(files, progress)
        if imported is not None and found.report is not None:
            imported(found.report.to_json())
        return found.scenario
    beside = job.files[0].with_suffix(SCENARIO_ENDING)
    if job.scenario is None and not beside.exists():
        raise Refusal(
            "A forecast needs to know the shop. Name its orders with --orders, or a scenario with "
            f"--scenario; perkwright calibrate makes one, also without orders. As {beside} it is "
            "found by itself.",
            wrong_usage=True,
        )
    return read_scenario(job.scenario or beside)


def _check_sources(job: ForecastJob) -> None:
    beside_orders = {"--lines": job.lines, "--returns": job.returns, "--map": job.mapping}
    named = [option for option, file in beside_orders.items() if file is not None]
    if job.orders is None and named:
        raise Refusal(
            f"{' and '.join(named)} says more about --orders, and there is none.", wrong_usage=True
        )
    if job.orders is not None and job.scenario is not None:
        raise Refusal(
            "--scenario and --orders both say what the shop is like: take one or the other.",
            wrong_usage=True,
        )


def read_scenario(path: Path) -> Scenario:
    """The scenario of a file.

    Raises:
        Refusal: there is no such file, or it holds no scenario.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as problem:
        raise unread(path, problem) from problem
    except UnicodeDecodeError as problem:
        raise Refusal(f"{path} is no text. A scenario is a text file in YAML.") from problem
    try:
        return scenario_from_yaml(text)
    except Refused as refused:
        raise Refusal(f"{path}, {refused}") from refused


def _check_currency(program: Program, file: Path, scenario: Scenario) -> None:
    if program.currency != scenario.currency:
        raise Refusal(
            f"{file} is in {program.currency}, and the scenario {scenario.name} in "
            f"{scenario.currency}. Amounts in two currencies are never added up."
        )


def _check_fits(program: Program, file: Path, scenario: Scenario) -> None:
    _check_currency(program, file, scenario)
    if scenario.margin is None and _margin(program) is None:
        raise Refusal(
            "A forecast needs to know what is left of a sale, the margin. "
            f"Write it into {file}, as in: margin 60%"
        )


def _margin(program: Program) -> Fraction | None:
    return program.margin.exact if program.margin else None

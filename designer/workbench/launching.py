"""Launching a program: looking at all it needs, writing what leaves for the shop, recording it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from designer.workbench.builds import build
from designer.workbench.files import finished_folder
from designer.workbench.forecast_basis import taken_otherwise
from designer.workbench.kept_forecast import forecast_file, kept_forecast
from designer.workbench.kept_tests import KeptTests, file_of_tests, run_kept
from designer.workbench.launch_checks import Situation, checklist
from designer.workbench.launch_items import Item, State
from designer.workbench.launch_notes import Launch, record_launch, ticks_of
from designer.workbench.pilot_files import PLAN, open_pilot
from designer.workbench.program_before import NOTHING_BEFORE, ProgramBefore
from designer.workbench.refusal import Refusal
from dsl.compile import Compiled
from dsl.program.program import Program
from dsl.program.saved_form import load, program_sha256
from dsl.source.document import Document
from simulator.pilots.plan import PilotPlan

if TYPE_CHECKING:
    from simulator.forecasts.forecast import Forecast

MANIFEST = "manifest.json"
PILOT_ENDING = ".pilot"

Pages = Mapping[str, Callable[[Program], str]]
"""File name -> what writes its text from a program."""


@dataclass(frozen=True)
class Readiness:
    """A program before its launch.

    Attributes:
        program_file: where it is; the files beside it belong to it.
        text: what was looked at, to the letter.
        program: None where there is any error.
        items: the checklist, what must be mended first.
        tests: the kept tests on this text.
        forecast: the newest one that is kept; None without.
    """

    program_file: Path
    text: str
    program: Program | None
    items: tuple[Item, ...]
    tests: KeptTests
    forecast: "Forecast | None"

    @property
    def must_fix(self) -> tuple[Item, ...]:
        """What stands in the way."""
        return tuple(each for each in self.items if each.state is State.MUST)

    @property
    def ready(self) -> int:
        """How many items are ready."""
        return sum(each.state is State.READY for each in self.items)


@dataclass(frozen=True)
class Given:
    """Who launches, and why although something must be mended.

    Attributes:
        by: a name.
        reason: in a sentence.
        moment: when.
    """

    by: str
    reason: str
    moment: datetime


@dataclass(frozen=True)
class Exported:
    """A file that was written.

    Attributes:
        path: where.
        sha256: of its content.
    """

    path: Path
    sha256: str


def readiness(
    program_file: Path,
    document: Document,
    compiled: Compiled,
    today: date,
    before: ProgramBefore = NOTHING_BEFORE,
) -> Readiness:
    """Looks at a text, which may not be saved yet, and at the files beside it.

    Args:
        program_file: the program's file.
        document: its text as it is now.
        compiled: that text, checked.
        today: the day of the launch.
        before: the program that the shop is said to have now.

    Raises:
        Refusal: the ticks cannot be read.
    """
    program = compiled.program
    tests = KeptTests(())
    if program is not None and not compiled.not_run:
        tests = run_kept(file_of_tests(program_file), program)
    forecast, problem = None, ""
    try:
        forecast = kept_forecast(program_file)
    except Refusal as refused:
        problem = refused.sentence
    otherwise = taken_otherwise(forecast, program_file, before) if forecast else ""
    plan, plan_problem = _pilot_plan(program_file.with_suffix(PILOT_ENDING))
    situation = Situation(
        document=document,
        compiled=compiled,
        tests=tests,
        forecast=forecast,
        forecast_problem=problem,
        taken_otherwise=otherwise,
        ticks=ticks_of(program_file),
        pilot_plan=plan,
        pilot_problem=plan_problem,
        today=today,
    )
    items = checklist(situation)
    return Readiness(program_file, document.text, program, items, tests, forecast)


def _pilot_plan(folder: Path) -> tuple[PilotPlan | None, str]:
    """The plan in a folder, if there is one, and why it cannot be used."""
    if not (folder / PLAN).exists():
        return None, ""
    try:
        return open_pilot(folder).plan, ""
    except Refusal as refused:
        return None, refused.sentence


def launch(looked_at: Readiness, folder: Path, pages: Pages, given: Given) -> tuple[Exported, ...]:
    """Writes everything that leaves, and records the launch.

    Args:
        looked_at: the program.
        folder: where the files go.
        pages: texts for people, made from the program.
        given: who launches, and why; both are needed where something must be mended.

    Raises:
        Refusal: something must be mended and nobody answers for it, the program cannot run, or
            nothing can be written.
    """
    open_items = tuple(each.title for each in looked_at.must_fix)
    if open_items and not (given.by.strip() and given.reason.strip()):
        raise Refusal(
            f"{_count(open_items)} must be fixed first: {'; '.join(open_items)}. To launch all the "
            "same, say who you are and why."
        )
    files = export(looked_at, folder, pages, given.moment)
    program = looked_at.program
    assert program is not None
    record_launch(
        looked_at.program_file,
        Launch(
            moment=given.moment.isoformat(timespec="seconds"),
            program=program.name,
            program_sha256=program_sha256(program),
            text_sha256=_hash(looked_at.text.encode()),
            by=given.by.strip(),
            reason=given.reason.strip(),
            open=open_items,
            folder=str(folder),
        ),
    )
    return files


def _count(found: tuple[str, ...]) -> str:
    return "1 thing" if len(found) == 1 else f"{len(found)} things"


def export(
    looked_at: Readiness, folder: Path, pages: Pages, moment: datetime
) -> tuple[Exported, ...]:
    """Writes a program for production: its config, its text, tests, pages and a manifest.

    Raises:
        Refusal: the program cannot run, or nothing can be written.
    """
    program = looked_at.program
    if program is None or any(item.key == "runs" for item in looked_at.must_fix):
        raise Refusal("The program cannot run before its errors are mended: F8 in Design.")
    with finished_folder(folder) as draft:
        build(program, draft)
        name = looked_at.program_file.name
        _write(draft / name, looked_at.text)
        for page, text_of in pages.items():
            _write(draft / page, text_of(program))
        for beside in (
            file_of_tests(looked_at.program_file),
            forecast_file(looked_at.program_file),
        ):
            if beside.is_file():
                (draft / beside.name).write_bytes(beside.read_bytes())
        hashes = {each.name: _hash(each.read_bytes()) for each in sorted(draft.iterdir())}
        manifest = {
            "format": 1,
            "perkwright": version("perkwright"),
            "exported": moment.isoformat(timespec="seconds"),
            "program": program.name,
            "program_sha256": program_sha256(program),
            "files": hashes,
        }
        _write(draft / MANIFEST, json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    files = [Exported(folder / name, found) for name, found in hashes.items()]
    wrong = problems_of(folder)
    if wrong:
        raise Refusal(f"{folder} is not as it should be: {'; '.join(wrong)}.")
    return tuple(files)


def problems_of(folder: Path) -> list[str]:
    """What is wrong in an exported folder: files that changed, tests that fail on its config.

    Raises:
        Refusal: there is no manifest that can be read.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        expected = dict(manifest["files"])
        wanted = str(manifest["program_sha256"])
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise Refusal(
            f"{folder} holds no {MANIFEST} that can be read. Name a folder that launch -o wrote.",
            wrong_usage=True,
        ) from problem
    found = [*filter(None, (_file(folder, name, each) for name, each in expected.items()))]
    if found:
        return found
    try:
        program = load((folder / "program.json").read_text("utf-8"))
    except (OSError, ValueError):  # a manifest without it, or a form of another version
        return ["program.json is no program that this version can read"]
    if program_sha256(program) != wanted:
        found.append("program.json is not the program of the manifest")
    for tests in sorted(folder.glob("*.tests.yaml")):
        kept = run_kept(tests, program)
        found += [kept.problem] if kept.problem else []
        found += [f"the test {each.name} fails on it" for each in kept.failed]
    return found


def _file(folder: Path, name: str, expected: str) -> str:
    path = folder / name
    if not path.is_file():
        return f"{name} is missing"
    return "" if _hash(path.read_bytes()) == expected else f"{name} was changed"


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")

"""What a part really loads, seen from a fresh interpreter.

The import contracts see who names whom; these tests see what Python has in memory afterwards.
"""

import subprocess
import sys

import pytest

from tests.house_rules.tree import ROOT, modules_under

HEAVY = (
    *("duckdb", "numpy", "scipy", "pydantic", "lark", "rich.progress", "babel"),
    *("simulator.replay", "simulator.calibration"),
)
COMPILER = ("lark", "dsl.syntax", "dsl.checker", "dsl.diagnostics", "dsl.source")
NEEDS_EXTRA = ("simulator.forecasts.dask_cluster",)  # what it needs has a screen of its own
SCREEN = ("click", "rich", "textual", "designer")


def _python(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _loaded_by(modules: list[str], suspects: tuple[str, ...]) -> list[str]:
    """Which of the suspects are in memory once the modules are imported."""
    program = (
        "import importlib, sys\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        f"print(*[name for name in {suspects!r} if name in sys.modules])\n"
    )
    return _python(program).split()


@pytest.mark.parametrize("folder", ["values", "program", "plan", "ledger", "engine", "columns"])
def test_running_a_plan_loads_no_compiler(folder: str) -> None:
    assert _loaded_by(modules_under(f"dsl/{folder}"), COMPILER) == []


@pytest.mark.parametrize("package", ["dsl", "simulator"])
def test_the_language_and_the_simulator_load_no_screen(package: str) -> None:
    own = [name for name in modules_under(package) if name not in NEEDS_EXTRA]
    assert _loaded_by(own, SCREEN) == []


def test_the_tree_of_a_text_loads_no_grammar_tables() -> None:
    assert _loaded_by(["dsl.syntax.tree"], ("lark", "pydantic")) == []


@pytest.mark.parametrize("command", ["", "check", "replay", "calibrate"])
def test_help_starts_without_heavy_libraries(command: str) -> None:
    if not (ROOT / "designer/__main__.py").exists():
        return
    program = (
        "import io, sys\n"
        "from contextlib import redirect_stdout\n"
        "from designer.__main__ import main\n"
        f"sys.argv = ['perkwright', *{command.split()!r}, '--help']\n"
        "code = 0\n"
        "try:\n"
        "    with redirect_stdout(io.StringIO()):\n"
        "        main()\n"
        "except SystemExit as stopped:\n"
        "    code = stopped.code or 0\n"
        f"print(code, *[name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    assert _python(program).split() == ["0"]


def test_no_screen_is_loaded_below_the_screens() -> None:
    own = [
        name
        for folder in ("authoring", "workbench", "report")
        for name in modules_under(f"designer/{folder}")
    ]
    assert _loaded_by(own, ("textual", "designer.screens")) == []


def test_the_first_picture_waits_for_no_simulator() -> None:
    modules = ["designer.screens.app", "designer.screens.start"]
    heavy = ("numpy", "simpy", "scipy", "pydantic", "duckdb", "babel", "dsl.checker", "dsl.engine")
    assert _loaded_by(modules, heavy) == []


def test_checking_and_replaying_load_no_statistics() -> None:
    modules = ["designer.workbench.program_files", "designer.workbench.replays"]
    assert _loaded_by(modules, ("scipy", "simulator.calibration")) == []


def test_stages_are_ready_without_statistics() -> None:
    program = (
        "import sys\n"
        "from designer.screens.loading import load_stages\n"
        "load_stages()\n"
        "print(*[name for name in ('scipy', 'simpy', 'duckdb') if name in sys.modules])\n"
    )
    assert _python(program).split() == []

"""What is installed is what is used: no dependency too many, none by accident."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.house_rules.tree import PACKAGES, ROOT, name_of, parsed, python_files

IMPORT_NAMES = {"python-dateutil": "dateutil", "pyyaml": "yaml"}
DATA_ONLY = {"tzdata"}
OURS = {*PACKAGES, "programs"}
# Files that need an extra, and which one.
NEEDS_EXTRA = {
    "designer/cli/commands/serve_designer_command.py": "browser",
    "simulator/forecasts/dask_cluster.py": "cluster",
}
# Run by whoever changes the grammar, never by a command.
BUILDS_TABLES = "dsl/syntax/build_tables.py"


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=~\[ ]", requirement)[0] for requirement in requirements}


def _project() -> tuple[set[str], set[str]]:
    """Names of what users install, and of what developers install besides."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return _names(project["dependencies"]), _names(project["optional-dependencies"]["dev"])


def _extra(path: Path) -> set[str]:
    """What the extra holds that a file may need."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extra = NEEDS_EXTRA.get(name_of(path))
    wanted = _names(project["optional-dependencies"][extra]) if extra else set()
    return {name.replace("-", "_") for name in wanted}


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def test_every_dependency_is_used() -> None:
    wanted, _ = _project()
    used = {name for path in python_files(*PACKAGES) for name in _imported(path)}
    assert {
        name for name in wanted - DATA_ONLY if IMPORT_NAMES.get(name, name) not in used
    } == set()


def test_the_packages_import_nothing_else() -> None:
    wanted, _ = _project()
    known = {IMPORT_NAMES.get(name, name) for name in wanted} | OURS | sys.stdlib_module_names
    strange = {
        f"{name_of(path)}: {name}"
        for path in python_files(*PACKAGES)
        if name_of(path) != BUILDS_TABLES
        for name in _imported(path)
        if name not in known | _extra(path)
    }
    assert strange == set()


def test_every_dependency_is_locked() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    wanted, for_developers = _project()
    missing = [
        name for name in wanted | for_developers if not re.search(rf"^{name}==", lock, re.MULTILINE)
    ]
    assert missing == []

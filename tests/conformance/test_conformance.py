"""Every vector on every backend, and the vectors themselves in their format."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from designer.workbench.program_tests import Runner
from designer.workbench.test_files import run_test_file
from designer.workbench.to_tests_schema import schema_of_tests
from dsl.ledger.strict_yaml import Items, Text, Value, read
from dsl.program.program import Program
from tests.conformance.backends import BACKENDS
from tests.conformance.on_columns import OnColumns
from tests.conftest import CompareGolden

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
VECTORS = sorted((HERE / "vectors").rglob("*.yaml"))
PROGRAM_TESTS = sorted((ROOT / "programs").rglob("*.tests.yaml"))
GAPS: dict[str, dict[str, str]] = tomllib.loads((HERE / "known_gaps.toml").read_text("utf-8"))
FEWEST_CASES = 200


def _name(path: Path) -> str:
    return path.relative_to(HERE / "vectors").with_suffix("").as_posix()


def _plain(value: Value) -> Any:
    if isinstance(value, Text):
        return value.text
    if isinstance(value, Items):
        return [_plain(item) for item in value.items]
    return {key: _plain(held) for key, held in value.values.items()}


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("path", VECTORS, ids=_name)
def test_vector(path: Path, backend: str) -> None:
    played: list[Runner] = []

    def start(program: Program) -> Runner:
        played.append(BACKENDS[backend](program))
        return played[-1]

    done = run_test_file(path, start)
    told = [f"{one.name}: {line}" for one in done.results for line in one.difference]
    is_gap = _name(path) in GAPS.get(backend, {})
    assert done.passed is not is_gap, "\n".join(told or ["a gap that is none any more"])
    for runner in played:
        if type(runner) is OnColumns and (states := runner.states()) is not None:
            assert states[0] == states[1], "columns become another state"


def test_gaps_name_vectors_and_backends_that_exist() -> None:
    assert set(GAPS) <= set(BACKENDS)
    named = {file for files in GAPS.values() for file in files}
    assert named <= {_name(path) for path in VECTORS}


def test_there_are_enough_cases_and_each_has_a_name_of_its_own() -> None:
    cases = 0
    for path in VECTORS:
        names = [case["name"] for case in _plain(read(path.read_text("utf-8"))).get("cases", [])]
        assert len(set(names)) == len(names), path
        cases += len(names)
    assert cases >= FEWEST_CASES


def test_the_page_names_vectors_that_exist() -> None:
    named = re.findall(r"`([a-z]+/[a-z_]+)`", (HERE / "README.md").read_text("utf-8"))
    assert len(named) >= 8
    assert sorted(set(named) - {_name(path) for path in VECTORS}) == []


def test_the_schema_is_the_one_that_the_reader_follows(golden: CompareGolden) -> None:
    text = json.dumps(schema_of_tests(), indent=2, ensure_ascii=False) + "\n"
    golden(HERE / "schema.json", text)


@pytest.mark.parametrize("path", [*VECTORS, *PROGRAM_TESTS], ids=lambda path: path.name)
def test_every_file_fits_the_schema(path: Path) -> None:
    schema = json.loads((HERE / "schema.json").read_text("utf-8"))
    content = _plain(read(path.read_text("utf-8")))
    content["format"] = int(content["format"])
    problems = [
        f"{problem.json_path}: {problem.message[:200]}"
        for problem in Draft202012Validator(schema).iter_errors(content)
    ]
    assert problems == []

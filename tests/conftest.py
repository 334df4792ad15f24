"""What every test may use: how hard properties are tried, and golden files."""

import difflib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

PUSH = settings(
    max_examples=100,
    derandomize=True,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
# Making a failing example small takes minutes, so a push only finds it and `shrink` does the rest.
settings.register_profile("push", PUSH, phases=(Phase.explicit, Phase.generate))
settings.register_profile("shrink", PUSH)
settings.register_profile("nightly", PUSH, max_examples=500, derandomize=False)
settings.load_profile("push")

CompareGolden = Callable[[Path, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-golden", action="store_true", help="write golden files anew instead of comparing"
    )


def pytest_unconfigure(config: pytest.Config) -> None:
    """Let parallel workers end without a word.

    Why: as such a worker ends, DuckDB lists its own tables as leaked, below the closing line.
    """
    if hasattr(config, "workerinput"):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> CompareGolden:
    """Compare a text with a golden file, or write the file under `--rewrite-golden`."""
    rewrite = bool(request.config.getoption("--rewrite-golden"))

    def compare(path: Path, text: str) -> None:
        if rewrite:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            return
        assert path.exists(), f"{path} is missing: `make golden` writes it"
        recorded = path.read_text(encoding="utf-8")
        if recorded != text:
            difference = difflib.unified_diff(
                recorded.splitlines(), text.splitlines(), "recorded", "now", lineterm=""
            )
            pytest.fail(f"{path.name} differs:\n" + "\n".join(difference), pytrace=False)

    return compare

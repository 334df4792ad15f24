"""Where there is no tmux, these tests are left out, and the first lines of a run say so."""

from tests.end_to_end.terminal import has_tmux

collect_ignore_glob = [] if has_tmux() else ["test_*.py"]


def pytest_report_header() -> list[str]:
    """What is left out, and why."""
    if has_tmux():
        return []
    return ["left out: the tests in tests/end_to_end, because tmux is not on this computer"]

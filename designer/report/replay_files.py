"""The summary of a replay as files, beside its ledger."""

import json
from pathlib import Path

from designer.report.replay_json import replay_record
from designer.report.replay_text import replay_text
from simulator.replay.results import ReplayResults


def write_summary(folder: Path, results: ReplayResults) -> None:
    """Writes `summary.json` and `summary.txt`."""
    record = json.dumps(replay_record(results), indent=2, ensure_ascii=False)
    (folder / "summary.json").write_text(record + "\n", encoding="utf-8")
    (folder / "summary.txt").write_text(replay_text(results) + "\n", encoding="utf-8")

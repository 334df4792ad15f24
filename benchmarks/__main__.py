"""Runs every module beside this one that has a function `ratios()`, and prints one table.

    python -m benchmarks            all of them
    python -m benchmarks parse      only `benchmarks/parse.py`

A ratio below its aim is marked, never an error: machines differ, and a person reads the table.
"""

import importlib
import pkgutil
import sys
from collections.abc import Iterator

import benchmarks
from benchmarks.ratio import Ratio


def _measured(chosen: list[str]) -> Iterator[Ratio]:
    for module in pkgutil.iter_modules(benchmarks.__path__):
        if module.name.startswith("_") or (chosen and module.name not in chosen):
            continue
        loaded = importlib.import_module(f"benchmarks.{module.name}")
        if hasattr(loaded, "ratios"):
            yield from loaded.ratios()


def main() -> None:
    """Print name, ratio and aim, line by line as they are measured."""
    print(f"{'measured':<64} {'ratio':>12}  aim")
    for ratio in _measured(sys.argv[1:]):
        mark = "" if ratio.is_met else "  missed"
        print(f"{ratio.name:<64} {ratio.value:>12,.3f}  {ratio.aim}{mark}", flush=True)


if __name__ == "__main__":
    main()

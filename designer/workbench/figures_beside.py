"""The files of a shop's figures beside a program, as they were before and after a step of its text.

An owner's figures stand in the scenario, in the shop file, and as the margin in the program's text.
Whoever takes the text back means all three.
"""

from collections.abc import Mapping
from pathlib import Path

from designer.workbench.endings import SCENARIO_ENDING, SHOP_ENDING
from designer.workbench.layouts import write_over
from designer.workbench.text_files import read_document

Texts = Mapping[Path, str | None]
"""What each file holds; None where there is none."""


def figures_beside(program: Path) -> Texts:
    """The texts of the scenario and the shop file.

    Raises:
        Refusal: one of them cannot be read.
    """
    beside = (program.with_suffix(ending) for ending in (SCENARIO_ENDING, SHOP_ENDING))
    return {path: read_document(path).text if path.exists() else None for path in beside}


def are_put_back(program: Path, now: Texts, then: Texts) -> bool:
    """Make the files what they were then, unless somebody changed one meanwhile.

    Args:
        now: what they hold if nobody did.
        then: what they are to hold.

    Returns:
        whether they are.

    Raises:
        Refusal: one of them cannot be read or written.
    """
    if figures_beside(program) != now:
        return False
    for path, text in then.items():
        if text is None:
            path.unlink(missing_ok=True)
        elif text != now[path]:
            write_over(path, text)
    return True

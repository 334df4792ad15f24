"""The README is true: its program is one, its message is given, its picture is printed."""

import re
import subprocess
import sys

from dsl.compile import compile_text
from dsl.diagnostics.diagnostic import Severity
from dsl.source.document import Document
from tests.conftest import CompareGolden
from tests.house_rules.tree import ROOT

AFTER_PICTURE = "Members in each tier"
BEFORE_FORECAST = "The next year, as a forecast\n\n"
README = (ROOT / "README.md").read_text("utf-8")


def _blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def test_its_program_has_no_problem() -> None:
    (text,) = _blocks("loyalty")
    compiled = compile_text(Document("readme.loyalty", text))
    assert [one for one in compiled.diagnostics if one.severity is not Severity.NOTE] == []
    assert compiled.program is not None


def test_its_message_is_one_of_the_pages() -> None:
    message = _blocks("text")[-1]
    slug = message.split()[-1]
    assert message in (ROOT / f"dsl/diagnostics/pages/{slug}.md").read_text("utf-8")


def test_its_picture_is_what_the_demo_prints(golden: CompareGolden) -> None:
    demo = subprocess.run(
        [sys.executable, "-m", "designer", "demo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    printed = "\n".join(line.rstrip() for line in demo.stdout.splitlines())
    beginning = printed.split(AFTER_PICTURE)[0].rstrip("\n") + "\n"
    forecast = printed.split(BEFORE_FORECAST)[1].rstrip("\n") + "\n"
    picture, forecast_picture, _ = _blocks("text")
    shown = README.replace(picture, beginning).replace(forecast_picture, forecast)
    golden(ROOT / "README.md", shown)
    assert (ROOT / "out/forecast.html").read_text("utf-8").rstrip().endswith("</html>")

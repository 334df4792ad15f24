"""The tests kept from trying, each with how it went on the text at hand."""

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from designer.workbench.kept_tests import KeptTests
from designer.workbench.program_tests import Result


class KeptList(OptionList):
    """Tests beside the program: those that fail first."""

    HELP = "try_it_tests"
    SAID = "Tests that are run again after every change. Enter plays one step by step."

    def __init__(self) -> None:
        super().__init__(id="kept_tests", markup=False)
        self._results: tuple[Result, ...] = ()

    def show(self, tests: KeptTests) -> None:
        """Show how they went."""
        self._results = (*tests.failed, *(each for each in tests.results if each.passed))
        self.clear_options()
        self.add_options(Option(_line(each)) for each in self._results)
        if tests.problem:
            self.add_option(Option(f"✗ {tests.problem}", disabled=True))
        elif not self._results:
            self.add_option(Option("No test yet: k keeps what you see as one.", disabled=True))

    def result_at(self, index: int) -> Result:
        """The test of a line."""
        return self._results[index]


def kept_title(tests: KeptTests) -> str:
    """What stands above them: how many pass, and how many fail."""
    if not tests.results:
        return "Tests kept from trying · none yet"
    passed = len(tests.results) - len(tests.failed)
    failed = f" · ✗ {len(tests.failed)} fail" if tests.failed else ""
    return f"Tests kept from trying · ✓ {passed} pass{failed}"


def _line(result: Result) -> Content:
    if result.passed:
        return Content.from_markup("[$text-success]✓[/] $name", name=result.name)
    differs = " ".join(line.strip() for line in result.difference)
    return Content.from_markup(
        "[$text-error]✗[/] $name: $differs", name=result.name, differs=differs
    )

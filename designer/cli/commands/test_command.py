"""`perkwright test`: run the tests beside programs."""

from pathlib import Path

import click

from designer.cli.exit_codes import ExitCode
from designer.cli.output import print_data, print_json, print_message

A_PATH = click.Path(path_type=Path)


@click.command("test", epilog="Example:  perkwright test programs/")
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Print the results as one JSON object.")
def command(paths: tuple[Path, ...], as_json: bool) -> int:
    """Runs tests: a file of tests, those of a program (NAME.tests.yaml), those in a folder."""
    from designer.report.test_results import results_record, results_text
    from designer.workbench.engine_runner import start
    from designer.workbench.test_files import find_test_files, run_test_file

    files = [run_test_file(path, start) for path in find_test_files(paths)]
    passed = sum(result.passed for file in files for result in file.results)
    failed = sum(not result.passed for file in files for result in file.results)
    if as_json:
        print_json(results_record(files, passed, failed))
    else:
        print_data(results_text(files))
        print_message(f"{passed} passed, {failed} failed")
    return ExitCode.TEST_FAILED if failed else ExitCode.FINE

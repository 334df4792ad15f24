"""`perkwright calibrate`: learn from orders how a shop's customers behave."""

import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from designer.cli.output import print_data, print_json, print_message
from designer.cli.outputs import check_output
from designer.cli.progress import PROGRESS_JSON, print_import, progress_of
from designer.workbench.today_here import today_here
from simulator.limits import LEAST_VISITS_A_YEAR, MOST_CUSTOMERS, MOST_VISITS_A_YEAR

A_PATH = click.Path(path_type=Path)
_FIGURES = ("purchase", "visits", "customers")
_MONEY = re.compile(r"[0-9]+(\.[0-9]{1,4})? [A-Z]{3}")
_NUMBER = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?")


@click.command(
    "calibrate",
    epilog="Examples:  perkwright calibrate orders.csv --margin 60% -o shop.scenario.yaml\n\n"
    '  perkwright calibrate --purchase "4.75 USD" --visits 30 --customers 800 --margin 65%'
    " --sector coffee-shop -o shop.scenario.yaml",
)
@click.argument("orders", type=A_PATH, required=False)
@click.option("--returns", type=A_PATH, help="Returns: CSV or Parquet.")
@click.option("--lines", type=A_PATH, help="Lines of the orders: CSV or Parquet.")
@click.option("--facts", type=A_PATH, help="What else happened, such as memberships: CSV.")
@click.option("--program", type=A_PATH, help="The program that the facts are about.")
@click.option("--map", "mapping", type=A_PATH, help="How files of another layout are read (TOML).")
@click.option("--currency", metavar="CODE", help="Currency of the orders, if they do not tell.")
@click.option("--time-zone", metavar="ZONE", help="The shop's time zone, such as Europe/Berlin.")
@click.option("--margin", metavar="SHARE", help="What is left of a sale, such as 60%.")
@click.option(
    "--renewals",
    metavar="N,N,...",
    help="Members who joined a paid membership together: at the start, after each renewal.",
)
@click.option(
    "--groups",
    type=click.Choice(["channel", "store", "none"]),
    help="Customers in groups by where they bought first; else found.",
)
@click.option("--purchase", metavar="MONEY", help='Without orders: average purchase, "4.75 USD".')
@click.option("--visits", metavar="N", help="Without orders: purchases of a customer in a year.")
@click.option(
    "--customers",
    type=click.IntRange(1, MOST_CUSTOMERS),
    help="Without orders: number of customers.",
)
@click.option(
    "--sector", default="other", help="Without orders: coffee-shop, grocery, fashion, ..."
)
@click.option("-o", "--output", type=A_PATH, help="The scenario file to write (YAML).")
@click.option("--json", "as_json", is_flag=True, help="Print the scenario as one JSON object.")
@PROGRESS_JSON
@click.option("--schema", is_flag=True, help="Print the JSON Schema of scenarios, and stop.")
def command(
    output: Path | None, as_json: bool, progress_json: bool, schema: bool, **options: Any
) -> None:
    """Learns from orders how customers behave, and grades how far that can be trusted.

    ORDERS is read as `perkwright replay` reads it. Without orders, five figures make a scenario
    of grade D: --purchase (with its currency), --visits, --margin, --customers and --sector.
    """
    from designer.report.calibration_text import calibration_text
    from designer.workbench.calibrations import save_scenario
    from simulator.calibration.scenario import schema as scenario_schema

    if schema:
        print_json(scenario_schema())
        return
    check_output(output, options.values())
    found = _calibration(options, tells_lines=progress_json)
    imported = found.report.to_json() if found.report else None
    if progress_json and imported:
        print_import(imported)
    if as_json:
        print_json(found.scenario.model_dump(mode="json", exclude_none=True))
    else:
        print_data(calibration_text(found.scenario, imported))
    if output is not None:
        save_scenario(found.scenario, output)
        print_message(f"Wrote the scenario to {output}")


def _calibration(options: dict[str, Any], *, tells_lines: bool) -> Any:
    figures = {name: options.pop(name) for name in (*_FIGURES, "sector")}
    options["margin"] = _share(options["margin"])
    options["renewals"] = _renewals(options["renewals"])
    given = [f"--{name}" for name in _FIGURES if figures[name] is not None]
    if options["orders"] is None:
        return _from_figures(figures, options)
    if given:
        raise click.UsageError(f"{' and '.join(given)} is for shops without orders: leave it out.")
    _check_facts(options)
    from designer.workbench.calibrations import CalibrationJob, calibrate

    with progress_of(as_json=tells_lines) as progress:
        today = today_here()
        return calibrate(CalibrationJob(**options, today=today), progress)


def _from_figures(figures: dict[str, Any], options: dict[str, Any]) -> Any:
    unused = [
        f"--{name.replace('_', '-').replace('mapping', 'map')}"
        for name, value in options.items()
        if value and name not in {"margin", "time_zone"}
    ]
    from designer.workbench.calibrations import calibrate_from_figures
    from simulator.calibration.from_five_figures import FiveFigures

    stated = {**{name: figures[name] for name in _FIGURES}, "margin": options["margin"]}
    lacking = [f"--{name}" for name, value in stated.items() if value is None]
    if lacking:
        raise click.UsageError(
            f"Name a file of orders, or say {', '.join(lacking)} as well to start without one."
        )
    if unused:
        raise click.UsageError(f"For shops with orders alone: {', '.join(unused)}. Leave it out.")
    if not _MONEY.fullmatch(figures["purchase"]):
        raise click.UsageError('--purchase is a sum of money with its currency: "4.75 USD".')
    if not _NUMBER.fullmatch(figures["visits"]) or not Fraction(figures["visits"]):
        raise click.UsageError("--visits is a number above 0, such as 12 or 0.5.")
    if not Fraction(LEAST_VISITS_A_YEAR) <= Fraction(figures["visits"]) <= int(MOST_VISITS_A_YEAR):
        raise click.UsageError(
            f"--visits is from {LEAST_VISITS_A_YEAR} to {int(MOST_VISITS_A_YEAR):,} a year, not "
            f"{figures['visits']}. Write what an average customer buys in a year, such as 12."
        )
    five = FiveFigures(
        purchase=figures["purchase"],
        visits_per_year=Fraction(figures["visits"]),
        margin=stated["margin"],
        customers=figures["customers"],
        sector=figures["sector"],
    )
    return calibrate_from_figures(five, options["time_zone"])


def _check_facts(options: dict[str, Any]) -> None:
    """Facts name what a program has, and so does the currency in them."""
    if (options["facts"] is None) != (options["program"] is None):
        raise click.UsageError("--facts and --program go together: facts name what a program has.")
    if options["program"] is None:
        return
    twice = [name for name in ("currency", "time_zone") if options[name] is not None]
    if twice:
        said = " and ".join(f"--{name.replace('_', '-')}" for name in twice)
        raise click.UsageError(f"The program says it already: leave {said} out.")
    if options["renewals"]:
        raise click.UsageError("--renewals and --facts both tell renewals: take one or the other.")


def _share(text: str | None) -> str | None:
    from designer.workbench.calibrations import exact_share

    if text is None:
        return None
    share = exact_share(text)
    if share is None:
        raise click.UsageError(f'--margin is a share of sales from 0% to 100%: 60%, not "{text}".')
    return share


def _renewals(text: str | None) -> tuple[int, ...]:
    """Counts of members that never rise."""
    if text is None:
        return ()
    written = [part.strip() for part in text.split(",")]
    counts = tuple(int(part) for part in written if part.isdecimal())
    falls = all(later <= earlier for earlier, later in pairwise(counts))
    if len(counts) != len(written) or len(counts) < 3 or not falls or counts[-1] == counts[0]:
        raise click.UsageError(
            "--renewals are three or more counts that fall: 1000,631,468 is 1,000 members at the "
            "start, 631 after the first renewal, 468 after the second."
        )
    return counts

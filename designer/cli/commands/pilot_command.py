"""`perkwright pilot`: plan a trial on a part of the customers, and read what it shows."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from designer.cli.days import DAY
from designer.cli.output import print_data, print_json, print_message
from designer.cli.percent import Percent
from designer.cli.progress import PROGRESS_JSON, print_import, progress_of
from designer.cli.said_once import SaidOnce
from designer.workbench.today_here import today_here

A_PATH = click.Path(path_type=Path)
JOINING, BREAK_EVEN = Percent(1, 100), Percent(0.01, 100)
_FILES = ("orders", "returns", "lines", "mapping", "currency", "time_zone")


@click.group(
    "pilot",
    cls=SaidOnce,
    epilog="Example:  perkwright pilot plan orders.csv --break-even 9.5 -o autumn",
)
def command() -> None:
    """Plans a pilot on a part of the customers, and reads what it shows.

    Between the two, `perkwright replay --state` runs the program on the orders of those who joined.
    """


@command.command(
    "plan", epilog="Example:  perkwright pilot plan orders.csv --break-even 9.5 -o autumn"
)
@click.argument("orders", type=A_PATH)
@click.option("--returns", type=A_PATH, help="Returns: CSV or Parquet.")
@click.option("--lines", type=A_PATH, help="Lines of the orders: CSV or Parquet.")
@click.option("--map", "mapping", type=A_PATH, help="How files of another layout are read (TOML).")
@click.option("--currency", metavar="CODE", help="Of the orders, where no file says it.")
@click.option("--time-zone", metavar="NAME", help="Of the shop; UTC where no file says it.")
@click.option("--name", default="pilot", show_default=True, help="How the pilot is called.")
@click.option(
    "--start", "first_day", type=DAY, help="First day, if not the one after the last order."
)
@click.option("--weeks", type=click.IntRange(1, 104), help="How long, if not as worked out.")
@click.option("--customers", type=click.IntRange(40), help="How many of the best customers.")
@click.option(
    "--invited",
    "invited_percent",
    type=click.IntRange(10, 90),
    default=50,
    show_default=True,
    help="Of 100 customers in the pilot.",
)
@click.option(
    "--holdout",
    "holdout_percent",
    type=click.IntRange(5, 10),
    default=5,
    show_default=True,
    help="Of 100 customers, to stay without the program for good.",
)
@click.option(
    "--joining",
    "joining_percent",
    type=JOINING,
    default=40.0,
    show_default=True,
    help="Of 100 invited, who will join; 100 if they are members at once.",
)
@click.option(
    "--reward-days", type=click.IntRange(1), help="Days until a typical member used a reward."
)
@click.option(
    "--break-even", "break_even_percent", type=BREAK_EVEN, help="Uplift in % at which it pays."
)
@click.option("--forecast", type=A_PATH, help="Take it from this forecast (simulate --json).")
@click.option("--salt", help="Draw with this salt, to repeat an assignment.")
@click.option("-o", "--output", type=A_PATH, help="Folder for the plan and the list.")
@click.option("--json", "as_json", is_flag=True, help="Print the plan as one JSON object.")
@PROGRESS_JSON
def plan(
    output: Path | None,
    as_json: bool,
    progress_json: bool,
    first_day: datetime | None,
    forecast: Path | None,
    **options: Any,
) -> None:
    """Says who to invite, how many, for how long, and whether that can answer anything.

    The customers who spent most come first; who of them is invited is chance. With -o the plan
    and the list of customers are written, under the shop's own customer ids.
    """
    from designer.report.pilot_plan_text import plan_text
    from designer.workbench.pilots import run_plan
    from designer.workbench.shop_orders import ShopOrders
    from simulator.pilots.planning import PilotChoices

    if options["invited_percent"] + options["holdout_percent"] > 95:
        raise click.UsageError("--invited and --holdout leave nobody to compare with.")
    if forecast is not None and options["break_even_percent"] is not None:
        raise click.UsageError("--forecast and --break-even ask the same: take one or the other.")
    today = today_here()
    shop = ShopOrders(**{name: options.pop(name) for name in _FILES}, today=today)
    choices = PilotChoices(first_day=first_day.date() if first_day else None, **options)
    text = partial(plan_text, planned_on=today)
    with progress_of(as_json=progress_json) as progress:
        pilot, imported = run_plan(shop, choices, output, progress, text, today, forecast)
    if progress_json:
        print_import(imported)
    if as_json:
        print_json(pilot.plan.model_dump(mode="json") | {"import": imported})
    else:
        print_data(text(pilot.plan, imported))
    if output is not None:
        print_message(f"Wrote the plan and the list of customers to {output}")


@command.command(
    "read", epilog="Example:  perkwright pilot read autumn new_orders.csv --joins joins.csv"
)
@click.argument("plan_folder", metavar="PLAN", type=A_PATH)
@click.argument("orders", type=A_PATH)
@click.option("--joins", type=A_PATH, help="Who joined and when: member, joined_at.")
@click.option("--returns", type=A_PATH, help="Returns: CSV or Parquet.")
@click.option("--lines", type=A_PATH, help="Lines of the orders: CSV or Parquet.")
@click.option("--map", "mapping", type=A_PATH, help="How files of another layout are read (TOML).")
@click.option("--scenario", type=A_PATH, help="What was assumed before; -o writes it updated.")
@click.option("-o", "--output", type=A_PATH, help="Folder for the result.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
@PROGRESS_JSON
def read(
    plan_folder: Path,
    scenario: Path | None,
    output: Path | None,
    as_json: bool,
    progress_json: bool,
    **files: Any,
) -> None:
    """Says what a pilot changed: invited customers against those who were not, whoever joined.

    PLAN is the folder that `pilot plan -o` wrote. ORDERS go from before the pilot to its end.
    """
    from designer.report.pilot_result_text import result_text
    from designer.workbench.pilots import ReadJob, run_read
    from designer.workbench.shop_orders import ShopOrders

    shop = ShopOrders(**files, today=today_here())
    job = ReadJob(plan=plan_folder, shop=shop, scenario=scenario, output=output)
    with progress_of(as_json=progress_json) as progress:
        result, imported = run_read(job, progress, result_text)
    if progress_json:
        print_import(imported)
    if as_json:
        print_json(result.model_dump(mode="json") | {"import": imported})
    else:
        print_data(result_text(result, imported))
    if output is not None:
        print_message(f"Wrote the result to {output}")

"""Calibrating: from a shop's orders, or five figures of its owner, to a scenario file.

What reads orders is loaded where orders are read; five figures need none of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from zoneinfo import available_timezones

from designer.workbench.files import write_text
from designer.workbench.program_files import open_program, runnable_program
from designer.workbench.refusal import Refusal
from dsl.values.currencies import DECIMALS
from simulator.calibration.customer_parts import Margin
from simulator.calibration.from_five_figures import FiveFigures, scenario_from_five_figures
from simulator.calibration.scenario import Scenario, Source
from simulator.calibration.scenario_values import minor_of
from simulator.calibration.sectors import SECTORS
from simulator.calibration.to_yaml import scenario_to_yaml
from simulator.orders.from_toml import read_mapping
from simulator.orders.orders_error import OrdersError, unread_file
from simulator.orders.report import ImportReport
from simulator.orders.sources import ImportChoices, OrderSources

MOST_PURCHASE_MINOR = 10**12
Progress = Callable[[str, int, int], None]
_BLOCK = 1 << 20


@dataclass(frozen=True, kw_only=True)
class CalibrationJob:
    """What to calibrate; the fields are the options of `perkwright calibrate`.

    Attributes:
        currency: the orders' currency; None finds it in the files.
        time_zone: the shop's; None takes the mapping's, or else UTC.
        margin: exact share of a sale that is left, as decimal text.
        renewals: members of a paid membership at its start and after each renewal.
        facts: what else happened, memberships among it; the names in it are those of `program`.
        program: of the shop; currency and time zone are its own.
        groups: by what customers are in groups: `channel`, `store` or `none`; None finds it.
        today: orders of later days are noticed; None notices none.
    """

    orders: Path
    returns: Path | None = None
    lines: Path | None = None
    mapping: Path | None = None
    currency: str | None = None
    time_zone: str | None = None
    margin: str | None = None
    renewals: tuple[int, ...] = ()
    facts: Path | None = None
    program: Path | None = None
    groups: str | None = None
    today: date | None = None


@dataclass(frozen=True)
class Calibration:
    """A scenario, and how the orders were read that it comes from, if it comes from orders."""

    scenario: Scenario
    report: ImportReport | None = None


def calibrate(job: CalibrationJob, progress: Progress) -> Calibration:
    """The scenario that a shop's files tell.

    Raises:
        Refusal: the files cannot be used, or tell too little.
    """
    from simulator.calibration.customer_groups import WHERE
    from simulator.calibration.from_orders import Stated, scenario_from_history
    from simulator.orders.currencies import no_program
    from simulator.orders.read import read_orders

    sources = OrderSources(
        orders=job.orders,
        returns=job.returns,
        lines=job.lines,
        mapping=job.mapping,
        facts=job.facts,
    )
    check_time_zone(job.time_zone)
    own = runnable_program(open_program(job.program)) if job.program else None
    try:
        currency = own.currency if own else currency_of(job.currency, sources, progress)
        time_zone = own.time_zone if own else job.time_zone or zone_of(job.mapping) or "UTC"
        files = _hashed(sources)
        stated = Stated(
            name=job.orders.stem,
            place=str(job.orders),
            currency=currency,
            time_zone=time_zone,
            sources=files,
            data_sha256=_together(files),
            margin=Margin(rate=job.margin, source="the owner") if job.margin else None,
            renewals=job.renewals,
            program=own,
            groups_by=tuple(each for each in WHERE if job.groups in {None, each}),
            today=job.today,
        )
        program = own or no_program(currency, time_zone)
        choices = ImportChoices(keep_ids=True, currency=currency, today=job.today)
        with read_orders(sources, program, choices, progress) as history:
            scenario = scenario_from_history(history, stated, progress)
            return Calibration(scenario, history.report())
    except OrdersError as problem:
        raise Refusal(str(problem), wrong_usage=problem.wrong_usage) from problem


def calibrate_from_figures(figures: FiveFigures, time_zone: str | None) -> Calibration:
    """The scenario of an owner without orders.

    Raises:
        Refusal: the currency, the sector or the time zone is not known, or a purchase is nothing.
    """
    check_time_zone(time_zone)
    _check_currency(figures.purchase.split(" ")[1])
    if minor_of(figures.purchase) == 0:
        raise Refusal(f"A purchase of {figures.purchase} is less than a coin.", wrong_usage=True)
    if minor_of(figures.purchase) > MOST_PURCHASE_MINOR:
        raise Refusal(
            f"A purchase of {figures.purchase} is more than anybody pays.", wrong_usage=True
        )
    if figures.sector not in SECTORS:
        raise Refusal(
            f'There is no sector "{figures.sector}"; there are {", ".join(SECTORS)}.',
            wrong_usage=True,
        )
    return Calibration(scenario_from_five_figures(figures, time_zone or "UTC"))


def save_scenario(scenario: Scenario, path: Path) -> None:
    """Writes a scenario file.

    Raises:
        Refusal: nothing can be written there.
    """
    write_text(path, scenario_to_yaml(scenario))


def check_time_zone(name: str | None) -> None:
    """Refuse a time zone that is not known."""
    if name is not None and name not in available_timezones():
        raise Refusal(
            f'There is no time zone "{name}". Write it like Europe/Berlin or America/New_York.',
            wrong_usage=True,
        )


def exact_share(text: str) -> str | None:
    """A share written as `62%` or `0.62`, as decimal text from 0 to 1; none if it is neither."""
    number = text.strip().removesuffix("%").strip()
    if not number.replace(".", "", 1).isdecimal():
        return None
    value = Fraction(number) / (100 if text.strip().endswith("%") else 1)
    millionths = value * 1_000_000
    if value > 1 or millionths.denominator != 1:
        return None
    return f"{int(millionths) // 1_000_000}.{int(millionths) % 1_000_000:06d}".rstrip("0").rstrip(
        "."
    )


def _check_currency(code: str) -> None:
    if code not in DECIMALS:
        raise Refusal(
            f'There is no currency "{code}". Write its three letters, such as EUR or USD.',
            wrong_usage=True,
        )


def currency_of(asked: str | None, sources: OrderSources, progress: Progress) -> str:
    """The currency asked for, or the only one in the files.

    Raises:
        OrdersError: the files name none, or several.
        Refusal: the one asked for is not known.
    """
    from simulator.orders.currencies import currencies_in
    from simulator.orders.currency_signs import codes_with

    if asked is not None:
        _check_currency(asked)
        return asked
    found = currencies_in(sources, progress)
    if len(found) > 1:
        listed = ", ".join(
            f"{code} in {rows:,} {'row' if rows == 1 else 'rows'}" for code, rows in found.items()
        )
        raise OrdersError(
            f"the orders are in {len(found)} currencies, and a scenario is in one",
            place=str(sources.orders),
            cause=f"There are {listed}. Amounts in two currencies are never added up.",
            fix=f"say which one is meant, as in --currency {next(iter(found))}; the others are "
            "left out",
        )
    if not found:
        raise OrdersError(
            "nothing says in which currency the orders are",
            place=str(sources.orders),
            fix="say it, as in --currency EUR",
        )
    (code,) = found
    if shared := codes_with(code)[1:]:
        raise OrdersError(
            f'the sign "{code}" can mean {len(shared) + 1} currencies',
            place=str(sources.orders),
            fix="say which one is meant, as in --currency USD",
        )
    if code not in DECIMALS:
        raise OrdersError(
            f'there is no currency "{code}"',
            place=str(sources.orders),
            fix="say which one is meant, as in --currency EUR, or map the column that holds it",
        )
    return code


def zone_of(mapping: Path | None) -> str | None:
    """The time zone that a mapping states."""
    return read_mapping(mapping).formats.time_zone if mapping else None


def _hashed(sources: OrderSources) -> tuple[Source, ...]:
    """The files with their hashes, by name alone: a scenario can be handed around."""
    named = (
        ("orders", sources.orders),
        ("lines", sources.lines),
        ("returns", sources.returns),
        ("facts", sources.facts),
        ("mapping", sources.mapping),
    )
    return tuple(
        Source(what=what, source=path.name, sha256=_hash_of(path)) for what, path in named if path
    )


def _hash_of(path: Path) -> str:
    found = sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                found.update(block)
    except OSError as problem:
        raise unread_file(path, problem) from problem
    return found.hexdigest()


def _together(files: tuple[Source, ...]) -> str:
    lines = "".join(f"{file.what} {file.sha256}\n" for file in files)
    return sha256(lines.encode()).hexdigest()

"""The tables of CALIBRATION.md are those of the code; `--rewrite-golden` writes them anew."""

import inspect
import re
from collections.abc import Iterable
from pathlib import Path
from types import UnionType
from typing import Any, get_args

from simulator.calibration import activity_part, customer_parts, scenario
from simulator.calibration.grade import ERROR, FAR_OUT, IDENTIFIED, RULES
from simulator.calibration.scenario import Scenario
from simulator.calibration.scenario_values import ONLY_TOLD, Part
from simulator.calibration.sectors import SECTORS
from tests.conftest import CompareGolden

PAGE = Path("simulator/CALIBRATION.md")
MARK = re.compile(r"<!-- table: ([a-z ]+) -->\n(?:\n(?:\|.*\n)+)?")


def table(header: str, rows: Iterable[tuple[str, ...]]) -> str:
    """A table as the page writes it."""
    lines = [f"| {header} |", "|" + "---|" * (header.count("|") + 1)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)]) + "\n"


def grades() -> str:
    """The rules with a limit, as the page tells them."""
    shares = (IDENTIFIED, ERROR, FAR_OUT)
    return table(
        "measure | at best D | at best C | at best B",
        (
            (
                rule.measure,
                *(
                    f"{'below' if rule.below else 'above'} "
                    + (f"{limits[letter]:.0%}" if rule in shares else f"{limits[letter]:,.0f}")
                    if letter in (limits := dict(rule.limits))
                    else ""
                    for letter in ("D", "C", "B")
                ),
            )
            for rule in RULES
        ),
    )


def sectors() -> str:
    """The presets with their source."""
    return table(
        "sector | differ | leave | lost | purchase | customer | Mo Tu We Th Fr Sa Su | source",
        (
            (
                f"`{name}`",
                *(f"{value:g}" for value in one[:2]),
                f"{one.lost_in_year:.0%}",
                *(f"{value:g}" for value in one[3:5]),
                " ".join(f"{day:g}" for day in one.weekdays),
                " and ".join(dict.fromkeys(each.split(",")[0].split(";")[0] for each in one[6:])),
            )
            for name, one in SECTORS.items()
        ),
    )


def parts() -> str:
    """The parts of a scenario, each once, with its fields."""
    once = {part: place for place, part in reversed(list(places(Scenario, "")))}
    return table(
        "part | what it is | fields (in brackets: may be left out; *: only told)",
        (
            (place, (inspect.getdoc(part) or "").split("\n\n")[0].replace("\n", " "), fields(part))
            for place, part in places(Scenario, "")
            if once[part] == place
        ),
    )


def fields(part: type[Part]) -> str:
    """The fields by name."""
    return ", ".join(
        (f"`{name}`" if field.is_required() else f"(`{name}`)")
        + ("\\*" if ONLY_TOLD in field.metadata else "")
        for name, field in part.model_fields.items()
    )


def places(part: type[Part], place: str) -> Iterable[tuple[str, type[Part]]]:
    """A part and those below it, with their places in the file."""
    yield f"`{place}`" if place else "the file", part
    for name, field in part.model_fields.items():
        for inner in _parts_in(field.annotation):
            yield from places(inner, f"{place}.{name}".strip("."))


def _parts_in(annotation: Any) -> list[type[Part]]:
    if inspect.isclass(annotation) and issubclass(annotation, Part):
        return [annotation]
    if isinstance(annotation, UnionType) or get_args(annotation):
        return [part for inner in get_args(annotation) for part in _parts_in(inner)]
    return []


def test_the_tables_are_those_of_the_code(golden: CompareGolden) -> None:
    made = {"grades": grades(), "sectors": sectors(), "scenario": parts()}
    page = PAGE.read_text("utf-8")
    assert set(MARK.findall(page)) == set(made)
    golden(
        PAGE,
        MARK.sub(lambda found: f"<!-- table: {found[1]} -->\n\n{made[found[1]]}", page),
    )


def test_every_part_is_on_the_page() -> None:
    told = {part for _, part in places(Scenario, "")}
    every = {
        one
        for one in (vars(scenario) | vars(customer_parts) | vars(activity_part)).values()
        if inspect.isclass(one) and issubclass(one, Part) and not one.__subclasses__()
    }
    assert told == every

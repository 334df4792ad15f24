"""The tables of ORDERS.md are those of the code; `--rewrite-golden` writes them anew."""

import re
from collections.abc import Iterable
from pathlib import Path

from simulator.orders.from_fact_row import FACT_KINDS
from simulator.orders.from_toml import read_mapping
from simulator.orders.layout import LAYOUTS
from simulator.orders.mapping import Formats, Mapping, Statuses
from simulator.orders.report_rules import RULES
from tests.conftest import CompareGolden

PAGE = Path("simulator/ORDERS.md")
MARK = re.compile(r"<!-- table: ([a-z ]+) -->\n(?:\n(?:\|.*\n)+)?")


def table(header: str, rows: Iterable[tuple[str, ...]]) -> str:
    """A table as the page writes it."""
    columns = header.count("|") + 1
    lines = [f"| {header} |", "|" + "---|" * columns]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)]) + "\n"


def tables() -> dict[str, str]:
    """Every table of the page, by its name."""
    made = {
        str(kind): table(
            "column | needed | meaning",
            ((f"`{one.name}`", "yes" if one.required else "", one.meaning) for one in columns),
        )
        for kind, columns in LAYOUTS.items()
    }
    made["kinds of facts"] = table(
        "fact | name and value", ((f"`{fact}`", kind.meaning) for fact, kind in FACT_KINDS.items())
    )
    made["rules"] = table(
        "rule | rows are | because", ((f"`{one.id}`", one.effect, one.meaning) for one in RULES)
    )
    statuses = Statuses()
    made["statuses"] = table(
        "list | statuses",
        ((name, ", ".join(getattr(statuses, name))) for name in Statuses.model_fields),
    )
    made["formats"] = table(
        "format | unless stated | can be",
        (
            (f"`{name}`", _default(name), ", ".join(f"`{one}`" for one in choices))
            for name, choices in _choices().items()
        ),
    )
    return made


def _default(name: str) -> str:
    value = getattr(Formats(), name)
    return f"`{value}`" if value else "none"


def _choices() -> dict[str, list[str]]:
    """What each format can be, where there is a list of it."""
    fields = Mapping.model_json_schema()["$defs"]["Formats"]["properties"]
    return {name: [one for one in told.get("enum", []) if one] for name, told in fields.items()}


def test_the_tables_of_the_page_are_those_of_the_code(golden: CompareGolden) -> None:
    page, made = PAGE.read_text(encoding="utf-8"), tables()
    assert set(MARK.findall(page)) == set(made)
    golden(PAGE, MARK.sub(lambda found: f"{found[0].splitlines()[0]}\n\n{made[found[1]]}", page))


def test_the_mapping_of_the_page_can_be_used(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    path = tmp_path / "shop.map.toml"
    path.write_text(example, encoding="utf-8")
    mapping = read_mapping(path)
    assert mapping.returns_among_orders
    assert mapping.columns["occurred_at"] == ("Datum", "Uhrzeit")

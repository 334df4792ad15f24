"""The checklist of a launch, as text, Markdown and plain data; and all pages that leave with it."""

from typing import Any

from designer.report.customer_terms import customer_terms
from designer.report.paragraphs import wrapped
from designer.report.staff_sheet import staff_sheet
from designer.workbench.launch_items import Item, State
from designer.workbench.launching import Exported, Pages, Readiness
from dsl.program.program import Program
from dsl.program.saved_form import program_sha256
from dsl.program.to_words import program_in_words

_PLAIN = {State.MUST: "must  ", State.SHOULD: "should", State.READY: "ready "}


def summary(looked_at: Readiness) -> str:
    """How many items are ready, and how many must be or are better done first."""
    must, every = len(looked_at.must_fix), len(looked_at.items)
    should = every - must - looked_at.ready
    said = f"{looked_at.ready} of {every} ready"
    if must:
        return f"{said}, {must} must be fixed first"
    return f"{said}, {should} better done first" if should else f"{said}, nothing stands in the way"


def checklist_text(looked_at: Readiness) -> str:
    """The checklist for a terminal."""
    lines = [f"Before you launch: {summary(looked_at)}", ""]
    for item in looked_at.items:
        lines.append(f"{_PLAIN[item.state]}  {item.title}{_how(item, looked_at)}")
        lines.append(wrapped(item.why, "          "))
    return "\n".join(lines)


def _how(item: Item, looked_at: Readiness) -> str:
    """What is typed to make an item ready, where typing does it."""
    if item.by_hand and item.state is not State.READY:
        return f"  (--tick {item.key})"
    if item.key == "forecast" and item.state is State.MUST and looked_at.forecast is None:
        return f"  (perkwright simulate {looked_at.program_file} --keep)"
    return ""


def checklist_record(looked_at: Readiness) -> dict[str, Any]:
    """The checklist for `launch --json`."""
    program = looked_at.program
    return {
        "program": program.name if program else None,
        "program_sha256": program_sha256(program) if program else None,
        "ready": looked_at.ready,
        "must_fix": len(looked_at.must_fix),
        "items": [_record(item) for item in looked_at.items],
    }


def _record(item: Item) -> dict[str, Any]:
    return {
        "key": item.key,
        "title": item.title,
        "state": item.state.value,
        "why": item.why,
        "fix": item.fix.words if item.fix else None,
        "by_hand": item.by_hand,
    }


def checklist_page(looked_at: Readiness) -> str:
    """The checklist as Markdown, as it was at the launch."""
    name = looked_at.program.name if looked_at.program else looked_at.program_file.stem
    lines = [f"# {name}: before the launch", "", f"{summary(looked_at)}.", ""]
    for item in looked_at.items:
        box = "x" if item.state is State.READY else " "
        lines.append(f"- [{box}] **{item.title}** ({item.state.value}). {item.why}")
    return "\n".join(lines) + "\n"


def pages_of(looked_at: Readiness) -> Pages:
    """What is written for people at a launch, by file name."""
    pages: dict[str, Any] = {
        "terms.md": customer_terms,
        "staff_sheet.md": staff_sheet,
        "program_in_words.txt": program_in_words,
        "checklist.md": lambda _: checklist_page(looked_at),
    }
    forecast = looked_at.forecast
    if forecast is not None and _is_of(forecast.program_sha256, looked_at.program):
        pages["forecast.html"] = lambda _: _forecast_html(looked_at)
    return pages


def _is_of(sha256: str, program: Program | None) -> bool:
    return program is not None and program_sha256(program) == sha256


def _forecast_html(looked_at: Readiness) -> str:
    from designer.report.forecast_page import forecast_page
    from designer.report.page_html import page_html

    assert looked_at.forecast is not None
    return page_html(forecast_page(looked_at.forecast))


def exported_text(files: tuple[Exported, ...]) -> str:
    """The files that were written, each with the start of its hash."""
    return "\n".join(f"{each.sha256[:12]}  {each.path}" for each in files)

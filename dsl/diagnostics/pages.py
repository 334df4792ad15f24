"""Reads the pages that explain the diagnostics, one Markdown file for each."""

import re
from importlib.resources import files
from typing import NamedTuple

from dsl.diagnostics.cells import wrapped
from dsl.diagnostics.render_text import WIDEST_TEXT

_FENCE = re.compile(r"^```(?P<kind>[^\n]*)\n(?P<body>.*?)^```$\n?", re.DOTALL | re.MULTILINE)


class Page(NamedTuple):
    """The page of one diagnostic.

    Attributes:
        slug: the diagnostic.
        title: the page's heading.
        story: what goes wrong at the till.
        failing: a program that has the mistake.
        message: what is said about it, exactly.
        corrected: the program without the mistake.
        ignoring: when a warning may be ignored; empty for errors.
        shop: the shop's figures that the check needs, as the text of a shop file; mostly empty.
    """

    slug: str
    title: str
    story: str
    failing: str
    message: str
    corrected: str
    ignoring: str
    shop: str


def slugs() -> list[str]:
    """The diagnostics that have a page, in alphabetical order."""
    folder = files("dsl.diagnostics") / "pages"
    return sorted(file.name[:-3] for file in folder.iterdir() if file.name.endswith(".md"))


def source(slug: str) -> str:
    """The page as it is written, in Markdown.

    Raises:
        KeyError: no diagnostic of that name has a page.
    """
    if slug not in slugs():
        raise KeyError(slug)
    return (files("dsl.diagnostics") / "pages" / f"{slug}.md").read_text(encoding="utf-8")


def page(slug: str) -> Page:
    """The page in its parts.

    Raises:
        KeyError: no diagnostic of that name has a page.
    """
    text = source(slug)
    blocks = {match["kind"]: match["body"] for match in _FENCE.finditer(text)}
    before, *_, after = _FENCE.split(text)
    heading, _, story = before.strip().partition("\n")
    return Page(
        slug=slug,
        title=heading.removeprefix("# "),
        story=story.strip(),
        failing=blocks["loyalty"],
        message=blocks["text"],
        corrected=blocks["loyalty corrected"],
        ignoring=after.strip(),
        shop=blocks.get("toml shop", ""),
    )


def explained(slug: str) -> str:
    """The page as text for a terminal.

    Raises:
        KeyError: no diagnostic of that name has a page.
    """
    found = page(slug)
    parts = [found.title, _paragraphs(found.story)]
    if found.shop:
        parts += ["With these figures in the shop file:", _indented(found.shop)]
    parts += [
        "This program has the mistake:",
        _indented(found.failing),
        "What is said about it:",
        _indented(found.message),
        "Corrected:",
        _indented(found.corrected),
    ]
    if found.ignoring:
        parts.append(_paragraphs(found.ignoring))
    return "\n\n".join(parts) + "\n"


def _paragraphs(text: str) -> str:
    return "\n\n".join("\n".join(wrapped(each, WIDEST_TEXT)) for each in text.split("\n\n"))


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.rstrip("\n").split("\n"))

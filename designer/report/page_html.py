"""A page as one HTML file that needs nothing else: no script, no font, no network."""

import re

from jinja2 import Environment, PackageLoader, StrictUndefined

from designer.report.page import Page

_BELOW_ZERO = re.compile(r"(?<![^\s(])-\S*\d[^\s).;,]*")


def page_html(page: Page) -> str:
    """The whole page with its charts."""
    templates = Environment(
        loader=PackageLoader("designer.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    templates.filters["with_whole_amounts"] = _with_whole_amounts
    return templates.get_template("page.html.jinja").render(page=page, charts=page.charts())


def _with_whole_amounts(escaped: str) -> str:
    """A sentence in which no line ends between the sign of an amount and its figures."""
    return _BELOW_ZERO.sub(r'<span class="whole">\g<0></span>', str(escaped))

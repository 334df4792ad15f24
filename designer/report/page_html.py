"""A page as one HTML file that needs nothing else: no script, no font, no network."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from designer.report.page import Page


def page_html(page: Page) -> str:
    """The whole page with its charts."""
    templates = Environment(
        loader=PackageLoader("designer.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return templates.get_template("page.html.jinja").render(page=page, charts=page.charts())

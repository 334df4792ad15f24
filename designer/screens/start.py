"""The start: recent work, the gallery, five numbers about the business, a blank page."""

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Footer, OptionList
from textual.widgets.option_list import Option


class StartScreen(Screen[None]):
    """Where a person chooses what to work on."""

    def compose(self) -> ComposeResult:
        from designer.workbench.gallery import templates

        yield OptionList(*(Option(f"{each.name}  {each.about}", each.name) for each in templates()))
        yield Footer()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        from designer.authoring.draft import Draft
        from designer.screens.app import DesignerApp
        from designer.workbench.gallery import find_template

        template = find_template(str(event.option.id))
        app = self.app
        assert isinstance(app, DesignerApp)
        app.open_draft(Draft(template.path.name, template.path.read_text("utf-8")), None)

"""A draft is checked for the text it holds, and never for another one."""

from designer.authoring.draft import Draft
from dsl.diagnostics.diagnostic import Severity

TEXT = """perkwright 1

program "Corner"
  currency USD
  time zone UTC
  join free

wallet "Beans"
  unit bean, plural beans
  expire never

earn "All"  # agreed with Priya
  on a purchase
  give 1 bean per 1 USD of net spend
"""


def test_undo_brings_every_byte_back() -> None:
    draft = Draft("corner.loyalty", TEXT)
    changed = TEXT.replace("give 1 bean", "give 25 bean")
    draft.change(changed, "Set the beans")
    assert draft.text == changed
    draft.undo()
    assert draft.text == TEXT


def test_each_revision_is_checked_once() -> None:
    draft = Draft("corner.loyalty", TEXT)
    first = draft.checked()
    assert first is draft.checked()
    assert first.program is not None
    draft.change(TEXT.replace("bean per", "gvie per"), "Typing")
    second = draft.checked()
    assert second.revision == first.revision + 1
    assert second.program is None
    assert [each.label.span.start for each in second.of(Severity.ERROR)] == [
        draft.text.index("gvie")
    ]

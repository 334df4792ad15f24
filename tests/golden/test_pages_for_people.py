"""Terms and staff sheets, word for word for three programs and by their rules for all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from designer.report.customer_terms import customer_terms
from designer.report.staff_sheet import MOST_LINES, staff_sheet
from designer.workbench.gallery import find_template, templates
from designer.workbench.program_files import open_program, runnable_program
from dsl.compile import compile_text
from dsl.program.program import Program
from dsl.program.words_of_rules import limit_words
from dsl.source.document import Document

PAGES: dict[str, Callable[[Program], str]] = {"terms": customer_terms, "staff": staff_sheet}
HERE = Path(__file__).parent / "people"
SHOPS_OWN = ("costs us", "The shop keeps", "bears", "in what is owed", "None", "  ")

FOR_SOME = """\
perkwright 1

program "By hand"
  currency USD
  time zone America/New_York
  join free

wallet "Points"
  unit point, plural points
  expire never

tier "Gold"
  from 300 USD of net spend in a calendar year
  kept until the end of the next year

earn "Every purchase"
  on a purchase
  give 1 point per 1 USD of net spend

reward "1 USD off"
  costs 50 points
  gives 1 USD off

reward "Mug"
  for "Gold"
  when the day is Tuesday
  costs 10 points and 2 USD
  gives 2 USD off
  runs from 1 March 2026 to 1 May 2027

reward "Pot"
  costs 40 points for "Gold"
  costs 90 points
  gives 5 USD off
"""


def _program(name: str) -> Program:
    return runnable_program(open_program(find_template(name).path))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", ["coffee-shop", "paid-membership", "activity-rewards"])
def test_a_page_is_word_for_word(name: str, page: str, golden: Callable[[Path, str], None]) -> None:
    golden(HERE / f"{name}.{page}.md", PAGES[page](_program(name)))


@pytest.mark.parametrize("name", [template.name for template in templates()])
def test_terms_name_everything_and_tell_no_costs(name: str) -> None:
    program = _program(name)
    terms = customer_terms(program)
    named = (
        *(each.name for each in program.rules if not each.life.paused),
        *(each.name for each in program.rewards),
        *(each.name for each in program.tiers),
        *(each.name for each in program.memberships),
        *(each.name for each in program.wallets),
        *(each.name for each in program.perks),
        *program.terms,
    )
    assert [each for each in named if each not in terms] == []
    for page in (terms, staff_sheet(program)):
        assert [words for words in SHOPS_OWN if words in page] == []
    assert len(staff_sheet(program).splitlines()) <= MOST_LINES


def test_the_team_knows_for_whom_and_when_a_reward_is_and_all_that_it_costs() -> None:
    compiled = compile_text(Document("by hand", FOR_SOME))
    assert compiled.program is not None, compiled.diagnostics
    sheet = staff_sheet(compiled.program)
    assert (
        '- **Mug** for 10 points and 2 USD: 2 USD off. Good until it is used. Only for tier "Gold".'
        " Only when the day is Tuesday. It runs from 1 March 2026 to 1 May 2027.\n"
    ) in sheet
    assert '- **Pot** for 40 points for tier "Gold" or 90 points: 5 USD off.' in sheet
    assert (
        "> Members get 1 point per 1 USD of net spend. 50 points are good for 1 USD off.\n" in sheet
    )


@pytest.mark.parametrize("name", ["fashion-brand", "salon"])
def test_the_team_knows_the_limits_of_rewards(name: str) -> None:
    program = _program(name)
    sheet = staff_sheet(program)
    limits = [limit_words(program, each) for reward in program.rewards for each in reward.limits]
    assert limits
    assert all(f" {words[0].upper()}{words[1:]}." in sheet for words in limits)

"""Terms and staff sheets, word for word for three programs and by their rules for all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from designer.report.customer_terms import customer_terms
from designer.report.staff_sheet import MOST_LINES, staff_sheet
from designer.workbench.gallery import find_template, templates
from designer.workbench.program_files import open_program, runnable_program
from dsl.program.program import Program
from dsl.program.words_of_rules import limit_words

PAGES: dict[str, Callable[[Program], str]] = {"terms": customer_terms, "staff": staff_sheet}
HERE = Path(__file__).parent / "people"
SHOPS_OWN = ("costs us", "The shop keeps", "bears", "in what is owed", "None", "  ")


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


@pytest.mark.parametrize("name", ["fashion-brand", "salon"])
def test_the_team_knows_the_limits_of_rewards(name: str) -> None:
    program = _program(name)
    sheet = staff_sheet(program)
    limits = [limit_words(program, each) for reward in program.rewards for each in reward.limits]
    assert limits
    assert all(f" {words[0].upper()}{words[1:]}." in sheet for words in limits)

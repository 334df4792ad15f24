"""Every clause that does not run yet is told by name, and nothing else is."""

import pytest

from dsl.compile import compile_text
from dsl.diagnostics.diagnostic import Severity
from dsl.program.not_run import NOT_RUN
from dsl.source.document import Document

BASE = """\
perkwright 1

program "Shop"
  currency EUR
  time zone Europe/Berlin
  join free
  PROGRAM

wallet "Points"
  unit point, plural points
  expire never
  WALLET

products "Shoes"
  category "Shoes"

tier "Gold"
  by invitation
  multiply points by 2
  TIER

partner "Cinema"
  settled each month

game "Raffle"
  drawn at once

challenge "Run"
  reach 5 visits in a calendar month

membership "Club"
  MEMBERSHIP

group "Offers"
  only the best counts
  GROUP

earn "Rule"
  on a purchase
  add 5 points
  RULE

benefit "Hand-out"
  on a purchase
  give 5 EUR off
  BENEFIT

reward "Gift"
  costs 100 points
  REWARD
"""
PLAIN = {
    "PROGRAM": "multipliers add",
    "WALLET": "decimals 0",
    "TIER": "start at once",
    "MEMBERSHIP": "join free",
    "GROUP": "multipliers add",
    "RULE": "once per member",
    "BENEFIT": "once per member",
    "REWARD": "gives 5 EUR off",
}
LINES = {
    "partner_block": ("RULE", "once per member per day"),
    "game_block": ("RULE", "once per member per day"),
    "challenge_block": ("RULE", "once per member per day"),
    "message_block": ("END", 'message "M"\n  on joining\n  says "Welcome."'),
    "change_block": ("END", 'change "C" on 1 January 2030\n  balances stay'),
    "partner_is": ("RULE", 'when the partner is "Cinema"'),
    "last_purchase_was at": ("RULE", 'when the last purchase at "Cinema" was at most 7 days ago'),
    "code_from": ("REWARD", 'gives a code from "Cinema"'),
    "game_entries": ("REWARD", 'gives 2 entries to "Raffle"'),
    "on_completing": ("END", 'earn "B"\n  on completing "Run"\n  add 5 points'),
    "on_referral": ("END", 'earn "B"\n  on a referral\n  add 5 points'),
    "to_friend": ("RULE", "give 10 points to the friend"),
    "friends_first_purchase_is": ("RULE", "when the friend's first purchase is at least 5 EUR"),
    "transfer_at_most": ("WALLET", "transfer at most 500 points per member per year"),
    "shared_by_households": ("WALLET", "shared by households of up to 5 members"),
    "per_household": ("RULE", "at most 5 times per household"),
}


def text(place: str, line: str) -> str:
    lines = {**PLAIN, place: line}
    whole = BASE
    for slot, written in lines.items():
        whole = whole.replace(f"  {slot}\n", f"  {written}\n")
    return whole + (f"\n{line}\n" if place == "END" else "")


@pytest.mark.parametrize("phrase", NOT_RUN)
def test_a_clause_that_does_not_run_is_told(phrase: str) -> None:
    plain = compile_text(Document("shop.loyalty", text("RULE", "once per member per day")))
    place, line = LINES[phrase]
    compiled = compile_text(Document("shop.loyalty", text(place, line)))
    errors = [one for one in compiled.diagnostics if one.severity is Severity.ERROR]
    assert errors == []
    told = [one.fix.title for one in compiled.not_run if one.fix]
    assert NOT_RUN[phrase].instead in told
    if not phrase.endswith("_block"):
        assert len(compiled.not_run) == len(plain.not_run) + 1
    warned = [one for one in compiled.diagnostics if one.slug == "not-run-yet"]
    assert len(warned) == len(compiled.not_run)
    assert all(one.severity is Severity.WARNING for one in warned)
    assert all(one.severity is Severity.ERROR for one in compiled.not_run)

"""Clauses that are understood and do not run yet: why, and what to write instead. Data only.

The keys are the grammar's names of phrases. Where only one use of a phrase does not run, the key
is `phrase in where`.
"""

from typing import NamedTuple


class NotRun(NamedTuple):
    """One such clause.

    Attributes:
        what: what it is about, as the subject of a sentence ("partners").
        instead: what to write instead, as the rest of "Try: ...".
    """

    what: str
    instead: str


_FRIENDS = NotRun(
    "referrals", 'declare an activity, as in activity "friend joined", and earn on it'
)
_PARTNERS = NotRun("partners", "move the rules and rewards of the partner to the top of the text")
_GAMES = NotRun("games", "give the prize as a benefit or a reward")
_CHALLENGES = NotRun("challenges", 'earn "on reaching" a count instead')
_HOUSEHOLDS = NotRun("households", "give each member a wallet and limits of their own")

NOT_RUN: dict[str, NotRun] = {
    "partner_block": _PARTNERS,
    "partner_is": _PARTNERS,
    "last_purchase_was at": NotRun(
        "the last purchase at a partner", 'ask for the last purchase, without "at"'
    ),
    "code_from": NotRun("codes from partners", 'give "the experience" with the words of the offer'),
    "game_block": _GAMES,
    "game_entries": _GAMES,
    "challenge_block": _CHALLENGES,
    "on_completing": _CHALLENGES,
    "message_block": NotRun("messages", "leave the block out"),
    "change_block": NotRun("dated changes", "write the new rules with the day from which they run"),
    "on_referral": _FRIENDS,
    "to_friend": _FRIENDS,
    "friends_first_purchase_is": _FRIENDS,
    "transfer_at_most": NotRun("transfers between members", "leave the line out"),
    "shared_by_households": _HOUSEHOLDS,
    "per_household": _HOUSEHOLDS,
}

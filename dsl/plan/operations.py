"""The operations of a plan.

A procedure is a list of operations; the result of an operation is known by its position in that
list (its *register*), and an operation reads only registers before its own. Registers hold

* a number (int), a text, or nothing (`None`: the member has no such thing),
* a truth,
* slots: one number for each line of the purchase and one more, last, for what belongs to the
  basket as a whole (the only slot of a fact without lines),
* a mask: one truth for each slot,
* numbers: one for each rule that a rounding takes together.

Amounts of a wallet are *exact*: whole numbers over the wallet's scale (`WalletTerms.scale`), the
common denominator of every rate and multiplier that can reach it. So all operations are on
integers, and only `round` divides with a rest. `PLAN.md` lists them all.
"""

from typing import Annotated

from pydantic import Field

from dsl.plan import amounts, asking, effects, judging

Operation = Annotated[
    asking.Constant
    | asking.ReadClock
    | asking.ReadProperty
    | asking.ReadField
    | asking.ReadTimes
    | asking.ReadLines
    | asking.SelectLines
    | asking.ReadTier
    | asking.HasMembership
    | asking.ReadAttribute
    | asking.ReadBalance
    | asking.ReadHistory
    | asking.ReadVisit
    | asking.ReadDay
    | asking.ReadPeriods
    | asking.ReadCarry
    | asking.ChosenDay
    | asking.ReadPaid
    | asking.TimesLeft
    | judging.Compare
    | judging.OneOf
    | judging.InCalendar
    | judging.Ago
    | judging.Nth
    | judging.Not
    | judging.AllOf
    | judging.AnyTrue
    | judging.Fires
    | judging.Wins
    | amounts.Total
    | amounts.Plus
    | amounts.FixedAmount
    | amounts.Scale
    | amounts.ScaleNumber
    | amounts.Steps
    | amounts.Bands
    | amounts.Claim
    | amounts.Covers
    | amounts.GiveWay
    | amounts.Gather
    | amounts.Excess
    | amounts.KeepBest
    | amounts.Round
    | effects.TakeOff
    | effects.SettleDiscounts
    | effects.Post
    | effects.Carry
    | effects.IssueBenefit,
    Field(discriminator="do"),
]

"""What an evaluation did and why, rule by rule; and why a rule gave nothing.

All of it is read off the registers of the evaluation itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import compress

from dsl.engine.evaluation.outcome import Outcome
from dsl.engine.evaluation.reasons_in_words import Judged, first_failed, judged
from dsl.engine.evaluation.runtime import Runtime
from dsl.plan.amounts import Claim, Excess, Gather, GiveWay, Round
from dsl.plan.effects import IssueBenefit, Post, TakeOff
from dsl.plan.judging import Fires, Wins
from dsl.plan.plan import PlanLimit
from dsl.program.program import Discounts
from dsl.program.rules import Limit, Rule
from dsl.program.words_of_amounts import exact_words, money_words, units_words
from dsl.program.words_of_offers import offer_words
from dsl.program.words_of_rules import give_words, limit_words, trigger_words


@dataclass(frozen=True, slots=True)
class RuleExplained:
    """One rule in one evaluation.

    Attributes:
        conditions: everything that had to hold, with what it saw.
        steps: what it gave, from the exact amount to the posting, as sentences.
    """

    rule: str
    conditions: tuple[Judged, ...]
    steps: tuple[str, ...]


def explain(runtime: Runtime, procedure: int, outcome: Outcome) -> list[RuleExplained]:
    """Every rule of the procedure, in the order of the text."""
    view = View(runtime, procedure, outcome)
    return [view.explained(rule) for rule in runtime.plan.procedures[procedure].rules]


def why_not(runtime: Runtime, procedure: int, outcome: Outcome, rule_name: str) -> str:
    """Why a rule gave nothing, in one sentence; empty if it gave something.

    Args:
        runtime: the program, ready to run.
        procedure: what was evaluated.
        outcome: of that evaluation.
        rule_name: an earning rule or a benefit of the program.
    """
    names = [rule.name for rule in runtime.program.rules]
    if rule_name not in names:
        return f'There is no rule "{rule_name}" in this program.'
    place = names.index(rule_name)
    rule = runtime.program.rules[place]
    if rule.life.paused:
        return f'"{rule_name}" gives nothing: it is switched off for now.'
    if place not in runtime.plan.procedures[procedure].rules:
        when = trigger_words(runtime.program, rule.trigger)
        return f'"{rule_name}" gives nothing here: its turn comes {when}.'
    reason = View(runtime, procedure, outcome).reason(place)
    return f'"{rule_name}" gives nothing: {reason}.' if reason else ""


class View:
    """The operations of one evaluation with their results."""

    def __init__(self, runtime: Runtime, procedure: int, outcome: Outcome) -> None:
        self._runtime = runtime
        self._outcome = outcome
        self._operations = runtime.plan.procedures[procedure].operations

    def explained(self, place: int) -> RuleExplained:
        """One rule."""
        fires = self._fires(place)
        conditions = judged(self._runtime, fires, self._outcome)
        return RuleExplained(
            rule=self._rule(place).name,
            conditions=tuple(conditions),
            steps=tuple(self._steps(place)),
        )

    def reason(self, place: int) -> str:
        """Why a rule gave nothing; empty if it gave something."""
        if self._gave(place):
            return ""
        failed = first_failed(self._runtime, self._fires(place), self._outcome)
        return failed or self._other_rule(place) or self._nothing_left(place)

    def _rule(self, place: int) -> Rule:
        return self._runtime.program.rules[place]

    def _fires(self, place: int) -> Fires:
        """The firing that counted: the last, where a rule was looked at twice."""
        return next(
            operation
            for operation in reversed(self._operations)
            if isinstance(operation, Fires) and operation.rule == place
        )

    def _gave(self, place: int) -> bool:
        outcome = self._outcome
        return (
            any(posting.rule == place and posting.amount for posting in outcome.postings)
            or place in outcome.issues
            or any(given.rule == place for given in outcome.discounts)
        )

    def _other_rule(self, place: int) -> str:
        """Whether another rule counts in its place."""
        for register, operation in enumerate(self._operations):
            if isinstance(operation, Wins) and operation.rules[operation.rank] == place:
                if not self._outcome.registers[register] and self._offers(operation):
                    winner = self._winner(operation)
                    group = self._rule(place).group
                    return f'in group "{group}" {winner} counts instead of it'
        if self._gives_way(place):
            above = [
                f'"{rule.name}"'
                for rule in self._runtime.program.rules
                if self._rule(place).name in rule.instead_of
            ]
            return f"{' or '.join(above)} stands instead of it here"
        return ""

    def _offers(self, wins: Wins) -> bool:
        return any(self._outcome.registers[wins.amounts[wins.rank]])

    def _winner(self, wins: Wins) -> str:
        for register, operation in enumerate(self._operations):
            same = isinstance(operation, Wins) and operation.rules == wins.rules
            if same and self._outcome.registers[register]:
                assert isinstance(operation, Wins)
                return f'"{self._rule(operation.rules[operation.rank]).name}"'
        return "another rule"

    def _gives_way(self, place: int) -> bool:
        """Whether the rule would pay, were there no others instead of it."""
        covers = [
            register
            for operation in self._operations
            if isinstance(operation, GiveWay)
            for register in operation.to
        ]
        stood = any(
            self._rule(place).name in other.instead_of for other in self._runtime.program.rules
        )
        return stood and any(any(self._outcome.registers[register]) for register in covers)

    def _nothing_left(self, place: int) -> str:
        """Rounding, limits, better discounts, or nothing to count."""
        for operation in self._operations:
            if isinstance(operation, TakeOff) and operation.rule == place:
                return self._no_discount(operation)
            if isinstance(operation, Post) and operation.rule == place:
                before = self._outcome.registers[operation.numbers][operation.index]
                exact = self._exact(operation)
                if before:
                    return self._cut_words(operation, before)
                if exact:
                    return f"it comes to {self._units(operation, exact)}, which rounds to nothing"
        return "what it counts comes to nothing"

    def _no_discount(self, operation: TakeOff) -> str:
        rule = self._rule(operation.rule)
        if rule.benefit is None or not self._outcome.discounts:
            return "there is nothing to take it off, or its limit is used up"
        if self._runtime.program.discounts is Discounts.BEST:
            return "another discount is better, and the best discount counts"
        return "another discount comes before it"

    def _steps(self, place: int) -> Iterator[str]:
        """From the exact amount to what was posted."""
        program = self._runtime.program
        rule = self._rule(place)
        for given in self._outcome.discounts:
            if given.rule == place:
                yield f"takes {money_words(program, sum(given.by_slot))} off"
        for operation in self._operations:
            if isinstance(operation, Post) and operation.rule == place:
                yield from self._posting_steps(operation)
            if isinstance(operation, IssueBenefit) and operation.rule == place:
                if place in self._outcome.issues and rule.benefit is not None:
                    yield f"gives {offer_words(program, rule.benefit.offer)}"

    def _posting_steps(self, post: Post) -> Iterator[str]:
        exact = self._exact(post)
        if not exact:
            return
        rounding = self._operations[post.numbers]
        assert isinstance(rounding, Round)
        yield from self._parts(post, rounding.amounts[post.index])
        before = self._outcome.registers[post.numbers][post.index]
        rounded = self._units(post, Fraction(before))
        if Fraction(before) != exact:
            how = f"{rounding.mode} per {rounding.place}"
            yield f"rounded {how}, after the rules before it: {rounded}"
        amount = self._amount(post)
        if amount != before:
            yield self._cut_words(post, before)
        yield f"gives {self._units(post, Fraction(amount))}"

    def _parts(self, post: Post, register: int) -> Iterator[str]:
        """Each line of the rule with its exact amount."""
        operation = self._operations[register]
        if isinstance(operation, Gather):
            for part in operation.amounts:
                yield from self._parts(post, part)
            return
        amount = self._units(post, self._sum(register, post))
        if isinstance(operation, Excess):
            base = self._units(post, self._sum(operation.base, post, operation.mask))
            factor = exact_words(1 + Fraction(operation.numerator, operation.denominator))
            yield f"multiplies {base} by {factor}, which adds {amount}"
            return
        gives = [
            give_words(self._runtime.program, give)
            for give in self._rule(post.rule).gives
            if give.kind != "multiply"
        ]
        what = gives[0] if len(gives) == 1 and isinstance(operation, Claim) else "this"
        if what != amount:
            yield f"{what}: {amount}"

    def _sum(self, register: int, post: Post, mask: int | None = None) -> Fraction:
        """The sum of slots as units, of those in the mask if there is one."""
        scale = self._runtime.plan.wallets[post.wallet].scale
        slots = self._outcome.registers[register]
        meant = None if mask is None else self._outcome.registers[mask]
        return Fraction(sum(slots if meant is None else compress(slots, meant)), scale)

    def _exact(self, post: Post) -> Fraction:
        rounding = self._operations[post.numbers]
        assert isinstance(rounding, Round)
        return self._sum(rounding.amounts[post.index], post)

    def _units(self, post: Post, amount: Fraction) -> str:
        wallet = self._runtime.program.wallets[post.wallet]
        return units_words(self._runtime.program, wallet, amount)

    def _amount(self, post: Post) -> int:
        return sum(
            posting.amount
            for posting in self._outcome.postings
            if (posting.rule, posting.wallet) == (post.rule, post.wallet)
        )

    def _cut_words(self, post: Post, before: int) -> str:
        """Which limit cut, and what it left."""
        left = dict(self._outcome.left)
        for operation in self._operations:
            if operation is post:
                break
            if isinstance(operation, Post):
                for row in operation.limits:
                    left[row] -= self._amount(operation)
        for row in post.limits:
            if left[row] < before:
                words = self._limit_words(self._runtime.plan.limits[row], post)
                rest = self._units(post, Fraction(max(left[row], 0)))
                return f"a limit ({words}) leaves {rest} of {self._units(post, Fraction(before))}"
        return "how often it may pay is used up"

    def _limit_words(self, limit: PlanLimit, post: Post) -> str:
        wallet = self._runtime.program.wallets[post.wallet]
        if limit.holds is not None:
            return f"a member holds at most {self._units(post, Fraction(limit.holds))}"
        written = Limit(
            amount=limit.amount,
            wallet=wallet.name,
            times=limit.times,
            scope=limit.scope,
            value=limit.value,
            window=limit.window,
        )
        return limit_words(self._runtime.program, written)

"""What the rules of a procedure claim, and who stands instead of whom."""

from dataclasses import dataclass, field

from dsl.plan.amounts import Claim, Covers, FixedAmount, GiveWay, Scale
from dsl.plan.builder import Builder
from dsl.plan.from_gives import amounts_of
from dsl.plan.register import Register
from dsl.program.rules import Add, Multiply, Rule


@dataclass(frozen=True, slots=True)
class Part:
    """What a rule gives in one wallet by one of its lines.

    Attributes:
        wallet: empty for a benefit: money off, or one of something.
        mask: the slots that the amounts can be in; None is every slot.
        multiplied: multipliers apply.
    """

    rule: Rule
    wallet: str
    amounts: Register
    mask: Register | None
    multiplied: bool


@dataclass
class Claims:
    """The claims of rules that run together.

    Attributes:
        rules: in the order of the text.
        scales: of each wallet, by name.
        fires: register of each rule's firing, by name.
        times: register of how often each pays; None is once.
        parts: what each rule claims, by name.
    """

    builder: Builder
    rules: list[Rule]
    scales: dict[str, int]
    fires: dict[str, Register] = field(default_factory=dict)
    times: dict[str, Register | None] = field(default_factory=dict)
    parts: dict[str, list[Part]] = field(default_factory=dict)

    def claim(self, rule: Rule) -> list[Part]:
        """The rule's parts; whoever stands instead of it claims before it."""
        known = self.parts.get(rule.name)
        if known is not None:
            return known
        parts = self.parts[rule.name] = []
        to = self.covers_over(rule)
        for give in rule.gives:
            if isinstance(give, Multiply):
                continue
            amounts = amounts_of(
                self.builder, give, self.scales[give.wallet], self.times[rule.name], to
            )
            multiplied = not isinstance(give, Add) or give.multiplied
            claim = self._emit_claim(rule, amounts.slots)
            parts.append(Part(rule, give.wallet, claim, amounts.mask, multiplied))
        if rule.benefit is not None:
            parts.append(self._one_benefit(rule, to))
        return parts

    def covers_over(self, rule: Rule) -> tuple[Register, ...]:
        """Covers of all rules that stand instead of a rule."""
        return tuple(cover for other in self.above(rule) for cover in self._covers(other))

    def above(self, rule: Rule) -> list[Rule]:
        """The rules that stand instead of a rule, directly or through others."""
        names = {rule.name}
        waiting = [rule.name]
        while waiting:
            name = waiting.pop()
            for other in self.rules:
                if name in other.instead_of and other.name not in names:
                    names.add(other.name)
                    waiting.append(other.name)
        return [other for other in self.rules if other.name in names and other is not rule]

    def _covers(self, rule: Rule) -> list[Register]:
        """Where a rule pays."""
        fires = self.fires[rule.name]
        covers = [
            self.builder.emit(Covers(fires=fires, amounts=part.amounts, mask=part.mask))
            for part in self.claim(rule)
        ]
        for give in rule.gives:
            if isinstance(give, Multiply):
                mask = self.builder.mask(give.scope)
                covers.append(self.builder.emit(Covers(fires=fires, amounts=None, mask=mask)))
        return covers

    def _one_benefit(self, rule: Rule, to: tuple[Register, ...]) -> Part:
        amounts = self.builder.emit(FixedAmount(exact=1, times=self.times[rule.name]))
        if to:
            mask = self.builder.emit(GiveWay(mask=None, to=to))
            amounts = self.builder.emit(Scale(slots=amounts, mask=mask, factor=1))
        return Part(rule, "", self._emit_claim(rule, amounts), None, False)

    def _emit_claim(self, rule: Rule, amounts: Register) -> Register:
        place = self.builder.tables.rules[rule.name]
        return self.builder.emit(Claim(rule=place, fires=self.fires[rule.name], amounts=amounts))

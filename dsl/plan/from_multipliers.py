"""Multipliers: what each adds to the base amounts of its wallet."""

from dataclasses import dataclass
from fractions import Fraction

from dsl.plan.amounts import Excess, Gather, KeepBest
from dsl.plan.builder import Builder
from dsl.plan.from_gives import without
from dsl.plan.register import Register
from dsl.plan.scales import Multiplier, stacks
from dsl.program.names import Stacking


@dataclass(frozen=True, slots=True)
class Multipliers:
    """Lowers the multipliers of one wallet.

    Attributes:
        fires: register of each rule's firing, by name.
        to: covers of the rules that stand instead of each rule, by name.
    """

    builder: Builder
    fires: dict[str, Register]
    to: dict[str, tuple[Register, ...]]

    def excess(self, multiplier: Multiplier, base: Register) -> Register:
        """What one multiplier adds to base amounts."""
        rule, multiply = multiplier
        more = multiply.factor.exact - 1
        return self.builder.emit(
            Excess(
                rule=self.builder.tables.rules[rule.name],
                fires=self.fires[rule.name],
                base=base,
                mask=without(self.builder, self.builder.mask(multiply.scope), self.to[rule.name]),
                numerator=more.numerator,
                denominator=Fraction(more).denominator,
            )
        )

    def all_of(
        self, multipliers: list[Multiplier], base: Register
    ) -> list[tuple[Multiplier, Register]]:
        """What each multiplier adds: stack after stack, each on what the ones before made."""
        found: list[tuple[Multiplier, Register]] = []
        added: list[Register] = []
        for stacking, together in stacks(self.builder.tables.program, multipliers):
            if found:
                base = self.builder.emit(Gather(amounts=(base, *added)))
            added = self._stack(stacking, together, base)
            found += zip(together, added, strict=True)
        return found

    def _stack(
        self, stacking: Stacking, together: list[Multiplier], base: Register
    ) -> list[Register]:
        if stacking is Stacking.BEST:
            return self._best([self.excess(each, base) for each in together])
        if stacking is Stacking.ADD:
            return self._add(together, base)
        return self._multiply(together, base)

    def _best(self, amounts: list[Register]) -> list[Register]:
        if len(amounts) == 1:
            return amounts
        among = tuple(amounts)
        return [self.builder.emit(KeepBest(rank=rank, among=among)) for rank in range(len(among))]

    def _add(self, together: list[Multiplier], base: Register) -> list[Register]:
        """Each acts on the same base; of several tiers only the better one counts."""
        of_tiers = [self.excess(each, base) for each in together if each[0].tier_multiplier]
        best = iter(self._best(of_tiers))
        return [
            next(best) if each[0].tier_multiplier else self.excess(each, base) for each in together
        ]

    def _multiply(self, together: list[Multiplier], base: Register) -> list[Register]:
        """One after the other; all tiers in the place of the first of them."""
        found: dict[int, Register] = {}
        added: list[Register] = []
        for place, multiplier in enumerate(together):
            if place in found:
                continue
            if added:
                base = self.builder.emit(Gather(amounts=(base, *added)))
            places = [place]
            if multiplier[0].tier_multiplier:
                places = [at for at, each in enumerate(together) if each[0].tier_multiplier]
            added = self._best([self.excess(together[at], base) for at in places])
            found.update(zip(places, added, strict=True))
        return [found[place] for place in range(len(together))]

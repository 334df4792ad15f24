"""What a condition asks of the fact or the member, as a domain of one thing.

Conditions on different things are taken as independent, so "cannot hold together" is certain and
"can" may be wrong: the checks that build on it stay silent where they do not know.
"""

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any, NamedTuple

from dsl.checker.whole_program.domains import (
    Domain,
    Numbers,
    Values,
    covers,
    intersection,
    some,
    stretch,
    truth,
)
from dsl.program import conditions as program
from dsl.program.conditions import Comparison, Condition, Guard, Relation
from dsl.program.names import Attribute, ValueKind
from dsl.program.program import Program
from dsl.program.rules import Audience, Life
from dsl.program.tiers import ForEveryone

Key = Hashable
NO_TIER = ""
NEVER = -1
_WEEKDAYS = range(1, 8)
_FIRST_DAY = date(1, 1, 1).toordinal()
_LAST_MINUTE = 1439


class Facet(NamedTuple):
    """One thing, and the values of it that are meant."""

    key: Key
    domain: Domain


class Regions:
    """Works out facets of conditions for one program."""

    def __init__(self, program: Program) -> None:
        names = [tier.name for tier in program.tiers]
        everyone = any(isinstance(tier.entry, ForEveryone) for tier in program.tiers)
        self._tiers = names if everyone else [NO_TIER, *names]
        self._values = {
            "channel": (*program.channels, ""),
            "store": (*program.stores, ""),
            "brand": (*program.brands, ""),
            "payment method": (*program.payment_methods, ""),
        }
        self._attributes = {one.name: one for one in program.attributes}
        self._life = Life(first=program.starts, last=program.ends)

    def guard(self, guard: Guard, fields: dict[str, Attribute]) -> Facet:
        """What a `when` or `unless` line asks."""
        facet = self.condition(guard.condition, fields)
        return Facet(facet.key, facet.domain.complement()) if guard.negated else facet

    def condition(self, condition: Condition, fields: dict[str, Attribute]) -> Facet:
        """What a condition asks; what is not understood is a truth of its own."""
        read = _READERS.get(type(condition))
        found = read(self, condition, fields) if read else None
        return found or Facet(("itself", condition), truth(True))

    def base(self, inside: Audience, audience: Audience, life: Life) -> dict[Key, Domain]:
        """What block, audience and dates of a rule ask, before its conditions."""
        region: dict[Key, Domain] = {}
        for whom in (inside, audience):
            facet = self.audience(whom)
            if facet is not None:
                add(region, facet)
        for dates in (self._life, life):
            if dates.first or dates.last:
                add(region, self._dates(dates.first, dates.last))
        if len(life.during) == 1:
            add(region, Facet(("calendar", life.during[0]), truth(True)))
        return region

    def audience(self, whom: Audience) -> Facet | None:
        """The tiers of an audience; memberships and segments say nothing about each other."""
        if whom.tiers and not whom.memberships and not whom.segments:
            return Facet("tier", some(whom.tiers, self._tiers))
        if len(whom.segments) == 1 and not whom.tiers and not whom.memberships:
            return Facet(("segment", whom.segments[0]), truth(True))
        return None

    def _dates(self, first: date | None, last: date | None) -> Facet:
        low = first.toordinal() if first else None
        return Facet("date", stretch(low, last.toordinal() if last else None, _FIRST_DAY))

    def tier(self, condition: program.TierIs, fields: Any) -> Facet:
        """The member's tier."""
        return Facet("tier", some(condition.tiers, self._tiers))

    def property(self, condition: program.PropertyIs, fields: Any) -> Facet:
        """A property of the purchase."""
        universe = (*self._values[condition.property.value], *condition.values)
        return Facet(condition.property.value, some(condition.values, universe))

    def date_between(self, condition: program.DateBetween, fields: Any) -> Facet:
        """The date of the fact."""
        return self._dates(condition.first, condition.last)

    def attribute(self, condition: program.AttributeIs, fields: Any) -> Facet | None:
        """An attribute of the member."""
        attribute = self._attributes.get(condition.attribute)
        key = ("attribute", condition.attribute)
        return _attribute(key, attribute, condition.values, condition.comparison)

    def field(self, condition: program.FieldIs, fields: dict[str, Attribute]) -> Facet | None:
        """An attribute of the activity at hand."""
        attribute = fields.get(condition.field)
        return _attribute(
            ("field", condition.field), attribute, condition.values, condition.comparison
        )

    def any_of(self, condition: program.AnyOf, fields: dict[str, Attribute]) -> Facet | None:
        """Alternatives about one thing are the union of what they ask."""
        facets = [self.condition(one, fields) for one in condition.conditions]
        keys = {facet.key for facet in facets}
        if len(keys) > 1:
            return None
        outside: Domain = facets[0].domain.complement()
        for facet in facets[1:]:
            outside = intersection(outside, facet.domain.complement())
        return Facet(facets[0].key, outside.complement())


def add(region: dict[Key, Domain], facet: Facet) -> None:
    """Asks one more thing of a region."""
    known = region.get(facet.key)
    region[facet.key] = facet.domain if known is None else intersection(known, facet.domain)


def are_apart(one: dict[Key, Domain], two: dict[Key, Domain]) -> bool:
    """Whether nothing can be in both regions."""
    small, large = (one, two) if len(one) <= len(two) else (two, one)
    return any(
        key in large and intersection(domain, large[key]).is_empty for key, domain in small.items()
    )


def is_implied(facet: Facet, region: dict[Key, Domain]) -> bool:
    """Whether everything in the region has what the facet asks; all that there is, at least."""
    within = region.get(facet.key)
    if within is not None and not within.is_empty and covers(facet.domain, within):
        return True
    if isinstance(facet.domain, Values):
        return facet.domain.members == facet.domain.universe
    return facet.domain.complement().is_empty


def compared(comparison: Comparison, least: int = 0) -> Numbers:
    """The numbers that fulfil a comparison."""
    low = comparison.low
    return {
        Relation.IS: lambda: stretch(low, low, least),
        Relation.AT_LEAST: lambda: stretch(low, None, least),
        Relation.AT_MOST: lambda: stretch(None, low, least),
        Relation.MORE_THAN: lambda: stretch(low + 1, None, least),
        Relation.LESS_THAN: lambda: stretch(None, low - 1, least),
        Relation.BETWEEN: lambda: stretch(low, comparison.high, least),
    }[comparison.relation]()


def _with_never(found: Numbers) -> Numbers:
    """Numbers that count only where there is a value at all; without one it is `NEVER`."""
    return Numbers(found.stretches, NEVER)


def _attribute(
    key: Key, attribute: Attribute | None, values: tuple[str, ...], comparison: Comparison | None
) -> Facet | None:
    if comparison is not None:
        return Facet(key, _with_never(compared(comparison)))
    if attribute is None or attribute.value is ValueKind.TEXT:
        return Facet((key, values), truth(True))
    options = attribute.options or ("yes", "no")
    return Facet(key, some(values, (*options, NEVER)))


def _day(regions: Regions, condition: program.DayIs, fields: Any) -> Facet:
    return Facet("weekday", some(condition.weekdays, _WEEKDAYS))


def _calendar(regions: Regions, condition: program.DateIn, fields: Any) -> Facet:
    return Facet(("calendar", condition.calendar), truth(True))


def _segment(regions: Regions, condition: program.InSegment, fields: Any) -> Facet:
    return Facet(("segment", condition.segment), truth(True))


def _time(regions: Regions, condition: program.TimeBetween, fields: Any) -> Facet:
    """Minutes of a day end at the last one, so all of them are everything."""
    end = condition.end_minute - 1
    return Facet("time", stretch(condition.start_minute, None if end >= _LAST_MINUTE else end))


def _measure(regions: Regions, condition: program.MeasureIs, fields: Any) -> Facet:
    return Facet(("measure", condition.measure), compared(condition.comparison))


def _balance(regions: Regions, condition: program.BalanceIs, fields: Any) -> Facet:
    return Facet(("balance", condition.wallet), compared(condition.comparison))


def _includes(regions: Regions, condition: program.PurchaseIncludes, fields: Any) -> Facet:
    return Facet(("items", condition.scope), stretch(condition.at_least, None))


def _since(regions: Regions, condition: program.TimeSince, fields: Any) -> Facet:
    lengths = [condition.length, condition.other_length or condition.length]
    key = ("since", condition.since, condition.tier, lengths[0].unit)
    if lengths[0].unit != lengths[1].unit:
        return Facet(("itself", condition), truth(True))
    comparison = Comparison(
        relation=condition.relation,
        low=lengths[0].count,
        high=lengths[1].count if condition.other_length else None,
    )
    return Facet(key, _with_never(compared(comparison)))


_READERS: dict[type, Callable[[Regions, Any, dict[str, Attribute]], Facet | None]] = {
    program.DayIs: _day,
    program.DateIn: _calendar,
    program.DateBetween: Regions.date_between,
    program.TimeBetween: _time,
    program.PropertyIs: Regions.property,
    program.TierIs: Regions.tier,
    program.PurchaseIncludes: _includes,
    program.MeasureIs: _measure,
    program.BalanceIs: _balance,
    program.InSegment: _segment,
    program.AttributeIs: Regions.attribute,
    program.FieldIs: Regions.field,
    program.TimeSince: _since,
    program.AnyOf: Regions.any_of,
}

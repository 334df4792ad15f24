"""Lowers a program to its plan, once; the same program gives the same plan."""

from collections.abc import Iterable
from math import lcm

from dsl.plan.builder import Builder, Kind
from dsl.plan.from_questions import questions
from dsl.plan.from_rules import lower_rules
from dsl.plan.plan import Plan, Procedure, WalletTerms
from dsl.plan.scales import scale_of
from dsl.plan.tables import Tables
from dsl.program.measures import Measure
from dsl.program.program import Program
from dsl.program.rules import (
    OnActivity,
    OnCount,
    OnEach,
    OnNth,
    OnPurchase,
    Rule,
    Trigger,
)
from dsl.program.saved_form import program_sha256


def lower(program: Program) -> Plan:
    """The plan of a checked program."""
    tables = Tables(program)
    tables.default_terms()
    together = _by_occasion(program)
    scales = {
        wallet.name: lcm(*(scale_of(program, wallet.name, rules) for _, rules in together))
        for wallet in program.wallets
    }
    procedures = [_procedure(tables, occasion, rules, scales) for occasion, rules in together]
    procedures += questions(tables)
    return Plan(
        program_sha256=program_sha256(program),
        wallets=tuple(
            WalletTerms(wallet=tables.wallets[name], scale=scale) for name, scale in scales.items()
        ),
        terms=tables.finished_terms(),
        selections=tables.finished_selections(),
        counters=tables.finished_counters(),
        limits=tables.finished_limits(),
        carries=tables.finished_carries(),
        procedures=tuple(procedures),
    )


def _by_occasion(program: Program) -> list[tuple[Trigger, list[Rule]]]:
    """Rules that run, with those of the same occasion; each progress rule by itself."""
    shared: dict[Trigger, list[Rule]] = {}
    progress: list[tuple[Trigger, list[Rule]]] = []
    for rule in program.rules:
        if rule.life.paused:
            continue
        if isinstance(rule.trigger, OnCount | OnEach):
            progress.append((rule.trigger, [rule]))
        else:
            shared.setdefault(_occasion(rule.trigger), []).append(rule)
    return [*shared.items(), *progress]


def _occasion(trigger: Trigger) -> Trigger:
    """The occasion of a trigger: an nth purchase is a purchase."""
    if isinstance(trigger, OnNth):
        return OnActivity(activity=trigger.activity) if trigger.activity else OnPurchase()
    return trigger


def _procedure(
    tables: Tables, occasion: Trigger, rules: list[Rule], scales: dict[str, int]
) -> Procedure:
    activity = occasion.activity if isinstance(occasion, OnActivity) else ""
    builder = Builder(tables, _kind(occasion), activity)
    measure = _measure(occasion)
    counter = tables.counter(measure) if measure is not None else None
    lower_rules(builder, rules, scales)
    return Procedure(
        occasion=occasion,
        rules=_places(tables, rules),
        operations=tuple(builder.operations),
        counter=counter,
    )


def _places(tables: Tables, rules: Iterable[Rule]) -> tuple[int, ...]:
    return tuple(tables.rules[rule.name] for rule in rules)


def _kind(occasion: Trigger) -> Kind:
    match occasion:
        case OnPurchase():
            return "purchase"
        case OnActivity():
            return "activity"
        case OnCount() | OnEach():
            return "progress"
        case _:
            return "event"


def _measure(occasion: Trigger) -> Measure | None:
    """What a progress rule counts."""
    if isinstance(occasion, OnCount):
        return occasion.counted.measure
    return occasion.measure if isinstance(occasion, OnEach) else None

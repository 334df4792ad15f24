"""A finished replay's totals as results."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from dsl.program.program import Program
from dsl.program.saved_form import program_sha256
from dsl.program.wallets import Wallet
from dsl.program.worth import units_worth
from simulator.orders.report import ImportReport
from simulator.replay.ledger_file import LedgerFile
from simulator.replay.player import Player
from simulator.replay.redeeming import Redeem
from simulator.replay.replay import Replay
from simulator.replay.results import Gainer, ReplayResults, RuleFigures, WalletFigures
from simulator.replay.summary import RuleTotals, Summary, WalletTotals

TOP = 10


def replay_results(
    program: Program,
    player: Player,
    replay: Replay,
    imported: ImportReport,
    ledger: LedgerFile,
    state_bytes: int,
    redeem: Redeem,
) -> ReplayResults:
    """The results of a replay that has ended."""
    summary = replay.summary
    worths = units_worth(program)
    wallets = tuple(_wallet(wallet, summary, worths) for wallet in program.wallets)
    perk_cost_minor = player.perk_cost_minor()
    return ReplayResults(
        program=program.name,
        program_sha256=program_sha256(program),
        currency=program.currency,
        starts=program.starts.isoformat() if program.starts else "",
        first_day=_iso(summary.first_day),
        last_day=_iso(summary.last_day),
        orders=summary.orders,
        returns=summary.returns,
        members=summary.joined,
        sales_minor=summary.sales_minor,
        returned_minor=summary.returned_minor,
        cost_minor=summary.cost_minor + perk_cost_minor,
        perk_cost_minor=perk_cost_minor,
        cost_by_month=tuple(_cost_by_month(summary)),
        owed_minor=sum(wallet.owed_minor for wallet in wallets) + player.rewards_owed_minor(),
        wallets=wallets,
        rules=tuple(_rules(program, summary, worths)),
        tiers=tuple(player.tier_counts().items()),
        tiers_by_month=tuple(
            (month, tuple(counts.items())) for month, counts in summary.tiers_by_month.items()
        ),
        declined=tuple(summary.declined.items()),
        ignored=tuple(sorted(player.ignored.items(), key=lambda each: (-each[1], each[0]))),
        gained_most=_gained_most(summary, worths),
        imported=imported.to_json(),
        policies=(("rewards", redeem.in_words), *imported.policies.items()),
        fallback_members=player.fallback_members,
        why_one_by_one=player.why_one_by_one,
        entries=summary.entries,
        state_bytes=state_bytes,
        ledger_sha256=ledger.hash,
    )


def _cost_by_month(summary: Summary) -> Iterator[tuple[str, int]]:
    """Every month, those without any cost among them."""
    if not summary.last_day:
        return
    last = max(_iso(summary.last_day)[:7], *summary.cost_by_month)
    then = date.fromordinal(summary.first_day).replace(day=1)
    while (month := then.isoformat()[:7]) <= last:
        yield month, summary.cost_by_month.get(month, 0)
        then = (then + timedelta(days=31)).replace(day=1)


def _wallet(wallet: Wallet, summary: Summary, worths: dict[str, Fraction]) -> WalletFigures:
    totals = summary.wallets.get(wallet.name, WalletTotals())
    owed = 0 if wallet.status_only else _rounded(totals.outstanding * worths[wallet.name])
    return WalletFigures(
        name=wallet.name,
        unit=wallet.plural,
        decimals=wallet.decimals,
        accrued=totals.accrued,
        spent=totals.spent,
        expired=totals.expired,
        reversed=totals.reversed,
        outstanding=totals.outstanding,
        priced=wallet.status_only or worths[wallet.name] > 0,
        owed_minor=owed,
    )


def _rules(program: Program, summary: Summary, worths: dict[str, Fraction]) -> list[RuleFigures]:
    names = [rule.name for rule in program.rules] + [reward.name for reward in program.rewards]
    names += [name for name in summary.rules if name not in names]
    return [
        _rule(name, summary.rules.get(name, RuleTotals()), worths) for name in dict.fromkeys(names)
    ]


def _rule(name: str, totals: RuleTotals, worths: dict[str, Fraction]) -> RuleFigures:
    given_in, given = next(iter(totals.given.items()), ("", 0))
    return RuleFigures(
        name=name,
        times=totals.times,
        given=given,
        given_in=given_in,
        worth_minor=_worth(totals.given, worths),
        cost_minor=totals.cost_minor,
    )


def _gained_most(summary: Summary, worths: dict[str, Fraction]) -> tuple[Gainer, ...]:
    gainers = [Gainer(member, _worth(given, worths)) for member, given in summary.gained.items()]
    gainers.sort(key=lambda gainer: (-gainer.value_minor, gainer.member))
    return tuple(gainers[:TOP])


def _worth(given: dict[str, int], worths: dict[str, Fraction]) -> int:
    """Minor units that amounts by wallet (and money) are worth together."""
    parts = (worths.get(what, Fraction(1)) * amount for what, amount in given.items())
    return _rounded(sum(parts, Fraction(0)))


def _rounded(exact: Fraction) -> int:
    """To the nearest minor unit, half away from zero."""
    doubled = 2 * abs(exact) + 1
    whole = doubled.numerator // (2 * doubled.denominator)
    return whole if exact >= 0 else -whole


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat() if day else ""

"""The tables of a plan while it is built: what operations point into by index."""

from dsl.plan.plan import Counter, MonthlySum, PlanLimit, Selection, Terms
from dsl.program.measures import Measure, Quantity, Scope
from dsl.program.program import Program
from dsl.program.rules import Limit, LimitScope, Rule
from dsl.program.time import Duration, Ever, InPeriod, Rolling, ThisPurchase, Window
from dsl.program.wallets import AccrualCap, Wallet

_ALWAYS = Ever()
_MEASURES_OF_LINES = frozenset(
    {Quantity.NET_SPEND, Quantity.FULL_PRICE, Quantity.AMOUNT_PAID, Quantity.ITEMS}
)


def is_of_lines(quantity: Quantity) -> bool:
    """Whether a quantity is summed over the lines of a purchase."""
    return quantity in _MEASURES_OF_LINES


def _places(names: list[str]) -> dict[str, int]:
    return {name: index for index, name in enumerate(names)}


class Tables:
    """Names to indices, and the rows that operations have asked for so far."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.wallets = _places([wallet.name for wallet in program.wallets])
        self.rules = _places([rule.name for rule in program.rules])
        self.tiers = _places([tier.name for tier in program.tiers])
        self.memberships = _places([membership.name for membership in program.memberships])
        self.calendars = _places([calendar.name for calendar in program.calendars])
        self.segments = {segment.name: segment for segment in program.segments}
        self.groups = {group.name: group for group in program.groups}
        self._selections: dict[Selection, int] = {}
        self._carries: dict[MonthlySum, int] = {}
        self._terms: dict[Terms, int] = {}
        self._limits: dict[PlanLimit, int] = {}
        self._counters: dict[tuple[Quantity, int, str], list[Window]] = {}

    def selection(self, scope: Scope) -> int:
        """The row of a selection of lines."""
        everything = not scope.products and not scope.without
        row = Selection(scope=scope, everything=everything)
        return self._selections.setdefault(row, len(self._selections))

    def counter(self, measure: Measure) -> int:
        """The row of what a measure counts; its window is remembered with it."""
        key = (measure.quantity, self.selection(measure.scope), measure.name)
        windows = self._counters.setdefault(key, [])
        if measure.window not in windows:
            windows.append(measure.window)
        return list(self._counters).index(key)

    def terms(self, wallet: Wallet, rule: Rule) -> int:
        """The row of a rule's terms in a wallet: its own where it has some."""
        row = Terms(
            wallet=self.wallets[wallet.name],
            available=rule.available or wallet.available,
            expiry=rule.expiry or wallet.expiry,
        )
        return self._terms.setdefault(row, len(self._terms))

    def default_terms(self) -> None:
        """A row for each wallet's own terms, in the order of the wallets."""
        for index, wallet in enumerate(self.program.wallets):
            row = Terms(wallet=index, available=wallet.available, expiry=wallet.expiry)
            self._terms.setdefault(row, len(self._terms))

    def limit(self, owner_kind: str, owner: str, limit: Limit) -> int:
        """The row of a written limit."""
        return self._limit(
            PlanLimit.model_validate(
                {
                    "owner_kind": owner_kind,
                    "owner": owner,
                    "amount": limit.amount,
                    "times": limit.times,
                    "scope": limit.scope,
                    "value": limit.value,
                    "window": limit.window,
                }
            )
        )

    def accrual_cap(self, wallet: Wallet, cap: AccrualCap) -> int:
        """The row of a wallet's cap on what is accrued."""
        window: Window = Ever()
        if cap.any_days is not None:
            window = Rolling(length=Duration(count=cap.any_days, unit="day"))
        elif cap.period is not None:
            window = InPeriod(period=cap.period)
        return self._wallet_limit(wallet, amount=cap.at_most, window=window)

    def holding_cap(self, wallet: Wallet) -> int:
        """The row of a wallet's cap on the balance."""
        assert wallet.hold_at_most is not None
        return self._wallet_limit(wallet, holds=wallet.hold_at_most)

    def _wallet_limit(
        self,
        wallet: Wallet,
        *,
        amount: int | None = None,
        holds: int | None = None,
        window: Window = _ALWAYS,
    ) -> int:
        return self._limit(
            PlanLimit(
                owner_kind="wallet",
                owner=wallet.name,
                amount=amount,
                times=None,
                scope=LimitScope.MEMBER,
                value="",
                window=window,
                holds=holds,
            )
        )

    def _limit(self, row: PlanLimit) -> int:
        return self._limits.setdefault(row, len(self._limits))

    def carry(self, wallet_name: str, rule: Rule | None) -> int:
        """The exact sum of a wallet's monthly rounding, or of a rule's own."""
        place = self.rules[rule.name] if rule else -1
        row = MonthlySum(wallet=self.wallets[wallet_name], rule=place)
        return self._carries.setdefault(row, len(self._carries))

    def finished_counters(self) -> tuple[Counter, ...]:
        """All counters, with all the windows that they are read over."""
        return tuple(
            Counter(quantity=quantity, selection=selection, name=name, windows=tuple(windows))
            for (quantity, selection, name), windows in self._counters.items()
        )

    def finished_selections(self) -> tuple[Selection, ...]:
        """All selections."""
        return tuple(self._selections)

    def finished_carries(self) -> tuple[MonthlySum, ...]:
        """All exact sums of monthly roundings."""
        return tuple(self._carries)

    def finished_limits(self) -> tuple[PlanLimit, ...]:
        """All limits."""
        return tuple(self._limits)

    def finished_terms(self) -> tuple[Terms, ...]:
        """All terms."""
        return tuple(self._terms)


def is_within_purchase(window: Window) -> bool:
    """Whether a window is the purchase at hand alone."""
    return isinstance(window, ThisPurchase)

"""A procedure while it is written: operations, each known by its register."""

from dataclasses import dataclass, field
from typing import Literal

from dsl.plan import asking
from dsl.plan.asking import ReadLines, SelectLines
from dsl.plan.operations import Operation
from dsl.plan.register import Register
from dsl.plan.tables import Tables
from dsl.program.measures import Quantity, Scope
from dsl.program.model import Model

Kind = Literal["purchase", "activity", "event", "progress", "question"]


@dataclass
class Builder:
    """Writes operations; what was written before is used again.

    Attributes:
        kind: what the procedure is about. In a purchase, an activity or another event, counters
            lack the fact at hand; progress rules and questions come when all is counted.
        activity: name of the activity.
    """

    tables: Tables
    kind: Kind
    activity: str = ""
    operations: list[Operation] = field(default_factory=list)
    known: dict[Model, Register] = field(default_factory=dict)

    def emit(self, operation: Operation) -> Register:
        """The register of an operation."""
        known = self.known.get(operation)
        if known is not None:
            return known
        self.operations.append(operation)
        self.known[operation] = len(self.operations) - 1
        return len(self.operations) - 1

    def forget(self) -> None:
        """From here on the lines are others: what was made of them is not used again."""
        kept = {
            operation: register
            for operation, register in self.known.items()
            if type(operation).__module__ == asking.__name__
            and not isinstance(operation, ReadLines)
        }
        self.known = kept

    @property
    def adds_fact(self) -> bool:
        """Whether what the fact adds to a counter must be added to the history."""
        return self.kind in ("purchase", "activity", "event")

    def lines(self, quantity: Quantity) -> Register:
        """Slots of a quantity of lines."""
        return self.emit(ReadLines.model_validate({"quantity": quantity}))

    def mask(self, scope: Scope) -> Register | None:
        """The mask of a scope; None for every slot."""
        if not scope.products and not scope.without:
            return None
        return self.emit(SelectLines(selection=self.tables.selection(scope)))

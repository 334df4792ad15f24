"""Opening the owner's orders: a file that was chosen, or what was read last."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from designer.screens.newest_read import Show
from designer.screens.reading import ReadingScreen
from designer.workbench.refusal import Refusal

if TYPE_CHECKING:
    from designer.workbench.order_files import OrdersFile
    from designer.workbench.own_orders import OwnOrders
    from dsl.program.program import Program


class OpeningOrders:
    """For one screen.

    Attributes:
        screen: it says what is under way.
        opened: takes what was opened.
    """

    def __init__(self, screen: ReadingScreen, opened: "Callable[[OwnOrders], None]") -> None:
        self.screen, self.opened = screen, opened
        self._is_looking = False

    def open(self, path: Path) -> None:
        """Open a file, in the currency of the program."""
        from designer.workbench.order_files import open_orders
        from designer.workbench.own_orders import OwnOrders

        self._open(path, lambda currency: OwnOrders(open_orders(path, currency)))

    def open_last(self) -> None:
        """Offer what was read last, before this start or after it."""
        from designer.workbench.orders_remembered import orders_path_remembered

        designer = self.screen.designer
        home, program = designer.home, designer.path

        def remembered() -> Show:
            path = orders_path_remembered(home, program) if program else None
            return lambda: self._open_remembered(path)

        self.screen.look("file", remembered)

    def open_again(
        self, own: "OwnOrders", is_read_as_before: "Callable[[OwnOrders], None]"
    ) -> None:
        """Open what was opened before, which may have been written anew since.

        Args:
            own: as it was opened.
            is_read_as_before: takes it where its columns and its mapping are the same.
        """
        from designer.workbench.order_files import open_orders

        def read(currency: str) -> Show:
            found = open_orders(own.file.path, currency)
            if (found.head.header, found.kept) != (own.file.head.header, own.file.kept):
                return lambda: self.opened(replace(own, file=found))
            file = replace(found, mapping=own.file.mapping)
            return lambda: is_read_as_before(replace(own, file=file))

        self.screen.with_program(
            lambda program: self.screen.look("file", lambda: read(program.currency))
        )

    def look(self, own: "OwnOrders", mapped_anew: "Callable[[OwnOrders], None]") -> None:
        """Read orders anew where somebody wrote their mapping since; r tells what is wrong in it.

        Args:
            own: as they are read.
            mapped_anew: takes them as the mapping has them now.
        """
        from designer.workbench.order_files import mapped_otherwise

        def read() -> Show:
            found = None
            with suppress(Refusal):
                found = mapped_otherwise(own.file)
            return lambda: seen(found)

        def seen(found: "OrdersFile | None") -> None:
            self._is_looking = False
            if found is not None:
                mapped_anew(replace(own, file=found))

        if not self._is_looking:
            self._is_looking = True
            self.screen.look("mapping", read)

    def remember(self, own: "OwnOrders") -> None:
        """Keep what is read, so that it is offered after the next start."""
        from designer.workbench.orders_remembered import remember_orders

        designer = self.screen.designer
        home, program = designer.home, designer.path
        if program is not None:
            work = designer.in_turn(lambda: remember_orders(home, program, own))
            designer.run_worker(work, group="remember")

    def _open_remembered(self, path: Path | None) -> None:
        """Open what is remembered of the program; else what was looked at since the start."""
        from designer.workbench.orders_remembered import orders_remembered

        designer = self.screen.designer
        home, program = designer.home, designer.path
        if program is not None and path is not None:
            self._open(path, lambda currency: orders_remembered(home, program, currency))
        elif designer.orders_path is not None:  # nothing can be kept on this computer
            self.open(designer.orders_path)

    def _open(self, path: Path, read: "Callable[[str], OwnOrders | None]") -> None:
        def found(currency: str) -> Show:
            own = read(currency)
            return (lambda: self.opened(own)) if own else (lambda: self.screen.say_progress(""))

        def open_in_currency(program: "Program") -> None:
            self.screen.say_progress(f"Looking at {path.name} ...")
            self.screen.look("file", lambda: found(program.currency))

        self.screen.with_program(open_in_currency)

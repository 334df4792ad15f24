"""The shop's figures beside a program while it is being written: read again when they change."""

from pathlib import Path

from designer.workbench.draft_files import stamp_of
from designer.workbench.endings import SHOP_ENDING
from designer.workbench.program_files import shop_beside
from designer.workbench.refusal import Refusal
from dsl.program.shop import Shop


class ShopFile:
    """NAME.shop.toml beside a program.

    Attributes:
        shop: the figures; None where there is no file, or none that can be used.
        problem: why the file cannot be used, in a sentence; "" where it can, or there is none.
    """

    def __init__(self, program: Path) -> None:
        """Reads the file, if there is one."""
        self.path = program.with_suffix(SHOP_ENDING)
        self._program = program
        self.shop: Shop | None = None
        self.problem = ""
        self._stamp = stamp_of(self.path)
        self._read()

    def read_again(self) -> bool:
        """Read the file where somebody wrote it meanwhile; whether somebody did."""
        stamp = stamp_of(self.path)
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        self._read()
        return True

    def _read(self) -> None:
        self.shop, self.problem = None, ""
        try:
            self.shop = shop_beside(self._program)
        except Refusal as refused:
            self.problem = refused.sentence

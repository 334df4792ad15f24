"""Program files: reading them safely and compiling them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from designer.workbench.endings import SHOP_ENDING
from designer.workbench.refusal import Refusal
from designer.workbench.text_files import read_document
from dsl.checker.families import Family
from dsl.compile import Compiled, compile_text
from dsl.diagnostics.diagnostic import Diagnostic, Severity
from dsl.diagnostics.render_text import render
from dsl.program.program import Program
from dsl.program.shop import Shop
from dsl.program.shop_from_toml import ShopRefused, shop_from_toml
from dsl.source.document import Document

NOT_RUN_YET = "not-run-yet"


@dataclass(frozen=True)
class ProgramFile:
    """A program file as it was read and what compiling it gave."""

    path: Path
    document: Document
    compiled: Compiled

    @property
    def errors(self) -> list[Diagnostic]:
        """The diagnostics that stop the program from running."""
        return [
            diagnostic
            for diagnostic in self.compiled.diagnostics
            if diagnostic.severity is Severity.ERROR
        ]

    @property
    def not_run(self) -> list[Diagnostic]:
        """The diagnostics of lines that are understood and do not run yet."""
        return [one for one in self.compiled.diagnostics if one.slug == NOT_RUN_YET]

    def lines_by_name(self) -> dict[str, int]:
        """The line (from 1) of everything that a ledger entry can name."""
        places = self.compiled.places
        program = self.compiled.program
        if program is None:
            return {}
        named = [
            *((Family.WALLET, wallet.name) for wallet in program.wallets),
            *((Family.AUDIENCE, tier.name) for tier in program.tiers),
            *((Family.AUDIENCE, membership.name) for membership in program.memberships),
            *((Family.RULE, rule.name) for rule in program.rules),
            *((Family.RULE, reward.name) for reward in program.rewards),
        ]
        lines = ((name, places.line_of(family, name)) for family, name in named)
        return {name: line for name, line in lines if line is not None}


def open_program(path: Path, *, today: date | None = None) -> ProgramFile:
    """Reads and compiles a program file, with the shop's figures beside it if there are any.

    Args:
        path: the program's file; NAME.shop.toml beside NAME.loyalty holds the figures.
        today: the day against which dates are past; without it none is.

    Raises:
        Refusal: the file, or the shop file, cannot be read.
    """
    document = read_document(path)
    return ProgramFile(path, document, compile_text(document, shop_beside(path), today=today))


def shop_beside(path: Path) -> Shop | None:
    """The figures in NAME.shop.toml beside a program; None where there is no such file.

    Raises:
        Refusal: the file cannot be read.
    """
    beside = path.with_suffix(SHOP_ENDING)
    if not beside.is_file():
        return None
    try:
        return shop_from_toml(read_document(beside).text)
    except ShopRefused as refused:
        raise Refusal(f"{beside}: {refused}.") from refused


def runnable_program(file: ProgramFile) -> Program:
    """The program, if it has no errors and holds nothing that does not run yet.

    Raises:
        Refusal: with every error, or with the clauses that do not run yet.
    """
    program = file.compiled.program
    if program is None:
        shown = render(file.document, file.errors)
        raise Refusal(f"{file.path} cannot run before this is mended.\n\n{shown}")
    if file.compiled.not_run:
        shown = render(file.document, file.not_run)
        raise Refusal(f"{file.path} says things that do not run yet.\n\n{shown}")
    return program

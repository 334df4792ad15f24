"""What a shop is told when its files cannot be read at all."""

from collections import Counter
from collections.abc import Iterable, Sequence
from errno import ENAMETOOLONG
from pathlib import Path

from dsl.diagnostics.suggest import suggest


class OrdersError(Exception):
    """The files cannot be used; nothing was read from them.

    Attributes:
        problem: what is wrong, on one line.
        place: the file, with `:row` where one row is meant; empty where no file is.
        cause: why it matters, or what was found instead.
        fix: what to change.
        wrong_usage: there is no such file that can be read; not what a file says.
    """

    def __init__(
        self,
        problem: str,
        *,
        place: str = "",
        cause: str = "",
        fix: str = "",
        wrong_usage: bool = False,
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.place = place
        self.cause = cause
        self.fix = fix
        self.wrong_usage = wrong_usage

    def __str__(self) -> str:
        lines = [self.problem]
        if self.place:
            lines.append(f"  --> {self.place}")
        if self.cause:
            lines += ["", self.cause]
        if self.fix:
            lines += ["", f"Try:  {self.fix}"]
        return "\n".join(lines)


def unread_file(path: Path, problem: OSError) -> OrdersError:
    """What is said of a file that cannot be read, whatever it was to hold."""
    place = str(path)
    if isinstance(problem, IsADirectoryError):
        said, fix = "this is a folder, not a file", "name a file in it"
        return OrdersError(said, place=place, fix=fix, wrong_usage=True)
    if isinstance(problem, FileNotFoundError):
        return OrdersError("there is no such file", place=place, wrong_usage=True)
    return OrdersError(
        "the file cannot be read",
        place=place,
        cause=f"{problem.strerror}.",
        fix="name it by a shorter path" if problem.errno == ENAMETOOLONG else "",
        wrong_usage=True,
    )


def place_in(path: Path, row: int | None = None) -> str:
    """How a place in a file is written."""
    return str(path) if row is None else f"{path}:{row}"


def quoted_list(names: Iterable[str], between: str = ", ") -> str:
    """Names in quotes, separated by commas."""
    return between.join(f'"{name}"' for name in names)


MOST_NAMES = 10


def columns_told(header: Sequence[str]) -> str:
    """A sentence with the columns of a file; of many the first, and how many more there are."""
    more = len(header) - MOST_NAMES
    if more <= 1:
        return f"It has the columns {quoted_list(header)}.{_repeated_told(header)}"
    first = quoted_list(header[:MOST_NAMES])
    return f"It has the columns {first} and {more} more.{_repeated_told(header)}"


def _repeated_told(header: Sequence[str]) -> str:
    counts = Counter(name.strip() for name in header)
    repeated = [name for name, count in counts.items() if name and count > 1]
    if not repeated:
        return ""
    are = "is" if len(repeated) == 1 else "are"
    return (
        f"\n{quoted_list(repeated[:MOST_NAMES])} {are} there more than once, and a mapping cannot "
        "tell which is meant: to use one, give each its own name in the file."
    )


def offer_names(written: str, known: Iterable[str]) -> str:
    """A sentence with the names that a misspelt name may have meant, empty when there are none."""
    found = suggest(written, known)
    if found.nearest:
        return f"did you mean {quoted_list(found.nearest, ' or ')}?"
    return f"there are {quoted_list(found.listed)}" if found.listed else ""

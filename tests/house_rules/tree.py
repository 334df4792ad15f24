"""The files of the checkout as the house rules see them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("dsl", "simulator", "designer")
SOURCE_FOLDERS = (*PACKAGES, "tests", "benchmarks", "programs")
TEXT_SUFFIXES = frozenset({".py", ".lark", ".md", ".toml", ".yaml", ".json", ".loyalty", ".lock"})
_NOT_OURS = frozenset({".git", ".venv", "build", "dist", "out", "__pycache__"})


def _is_ours(name: str) -> bool:
    return name not in _NOT_OURS and not name.endswith(("_cache", ".egg-info"))


def name_of(path: Path) -> str:
    """The path as a person names it: from the root of the checkout, with forward slashes."""
    return path.relative_to(ROOT).as_posix()


def root_entries() -> list[str]:
    """What lies at the root of the checkout, without what tools leave there."""
    return sorted(path.name for path in ROOT.iterdir() if _is_ours(path.name))


def files_under(folder: Path) -> Iterator[Path]:
    """Every file below a folder, without what tools leave there."""
    for path in sorted(folder.iterdir()):
        if not _is_ours(path.name):
            continue
        if path.is_dir():
            yield from files_under(path)
        else:
            yield path


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """The Python files of the folders (all source folders where none is named)."""
    chosen = [ROOT / folder for folder in folders or SOURCE_FOLDERS]
    return tuple(
        path
        for folder in chosen
        if folder.is_dir()
        for path in files_under(folder)
        if path.suffix == ".py"
    )


@cache
def text_files() -> tuple[Path, ...]:
    """Every text file of the project: source, settings, documents, programs."""
    scripts = (ROOT / "Makefile", *files_under(ROOT / ".ci"))
    found = [path for path in files_under(ROOT) if path.suffix in TEXT_SUFFIXES]
    return tuple(sorted({*found, *scripts}))


@cache
def lines_of(path: Path) -> tuple[str, ...]:
    """The lines of a text file."""
    return tuple(path.read_text(encoding="utf-8").splitlines())


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def module_name(path: Path) -> str:
    """The name under which a Python file is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def modules_under(*folders: str) -> list[str]:
    """The import names of all modules below the folders."""
    return [module_name(path) for path in python_files(*folders)]

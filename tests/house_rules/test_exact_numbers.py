"""Money and points are whole numbers, and tests compare them with `==`."""

import ast
import re

from tests.house_rules.tree import PACKAGES, lines_of, name_of, parsed, python_files

# Statistics (simulator/calibration and what is built on it) are of floats: parameters, chances.
EXACT = (
    *("dsl/values", "dsl/program", "dsl/plan", "dsl/ledger", "dsl/engine", "dsl/columns"),
    *("dsl/checker", "simulator/orders", "simulator/replay", "simulator/results"),
)
WHOLE = ("dsl/ledger", "dsl/engine", "dsl/columns")
AMOUNT = re.compile(r"^(?!mean_)\w*_minor$")
# Spelled with brackets, so that this file does not find itself.
TOLERANCE = re.compile(r"\bappro[x]\(|\bisclos[e]\(|\ballclos[e]\(")
EXCUSE = re.compile(r"\bmark\.ski[p]|\bpytest\.ski[p]\(|\bxfai[l]\b|\bimportorski[p]\(")


def _is_float(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float)
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "float"
    if isinstance(node, ast.AnnAssign | ast.arg):
        return isinstance(node.annotation, ast.Name) and node.annotation.id == "float"
    return False


def test_no_float_where_amounts_are_calculated() -> None:
    floats = [
        f"{name_of(path)}:{getattr(node, 'lineno', 0)}"
        for path in python_files(*EXACT)
        for node in ast.walk(parsed(path))
        if _is_float(node)
    ]
    assert floats == []


def test_no_amount_is_declared_a_float() -> None:
    """Also beside statistics, what is named for minor units holds whole ones, save averages."""
    floats = [
        f"{name_of(path)}:{node.lineno} {name}"
        for path in python_files(*PACKAGES)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.AnnAssign | ast.arg) and _is_float(node)
        for name in [ast.unparse(node.target) if isinstance(node, ast.AnnAssign) else node.arg]
        if AMOUNT.search(name)
    ]
    assert floats == []


def test_no_true_division_where_amounts_are_whole() -> None:
    divisions = [
        f"{name_of(path)}:{node.lineno}"
        for path in python_files(*WHOLE)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)
    ]
    assert divisions == []


def test_tests_compare_exactly_and_leave_nothing_out() -> None:
    found = [
        f"{name_of(path)}:{number}"
        for path in python_files("tests")
        for number, line in enumerate(lines_of(path), start=1)
        if TOLERANCE.search(line) or EXCUSE.search(line)
    ]
    assert found == []

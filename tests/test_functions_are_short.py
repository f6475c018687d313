"""Sizes to feel at home in: functions of 8 lines, none over 50; the engine says the contract of each."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parent.parent / "src" / "parvis"
ENGINE = ROOT / "analysis"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(root: Path) -> list[Path]:
    return [path for path in sorted(root.rglob("*.py")) if not {"tests", "migrations"} & set(path.parts)]


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, Function):
            yield node


def lines(function: Function) -> int:
    """Lines of the body, its docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0  # type: ignore[operator]


@pytest.mark.parametrize("root", [ROOT, ENGINE], ids=["parvis", "engine"])
def test_the_median_function_is_at_most_eight_lines(root):
    assert median(lines(function) for path in modules(root) for function in functions(path)) <= 8


def test_no_function_is_over_fifty_lines():
    long = {
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}": lines(function)
        for path in modules(ROOT)
        for function in functions(path)
        if lines(function) > 50
    }
    assert long == {}


def test_no_file_is_over_four_hundred_lines():
    assert {str(path): n for path in modules(ROOT) if (n := len(path.read_text().splitlines())) > 400} == {}


def public_definitions(path: Path) -> Iterator[ast.AST]:
    tree = ast.parse(path.read_text())
    yield tree
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (n for n in node.body if isinstance(n, Function) and not n.name.startswith("_"))


def test_every_public_function_of_the_engine_is_documented():
    silent = [
        f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"
        for path in modules(ENGINE)
        if path.read_text().strip()
        for node in public_definitions(path)
        if not ast.get_docstring(node)  # type: ignore[arg-type]
    ]
    assert silent == []

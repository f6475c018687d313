"""What the engine can say, read in its own source: the codes of its errors, and the keys of its notes."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from parvis import analysis

ROOT = Path(analysis.__path__[0])


@dataclass(frozen=True)
class Raised:
    """One place where an error is made: its code, and what it gives the sentence to name."""

    code: str
    details: frozenset[str]
    place: str


@cache
def trees(*rooms: str) -> tuple[tuple[Path, ast.Module], ...]:
    """The modules of some rooms of the engine, tests left out; of the whole engine where none is named."""
    paths = [path for room in rooms or ("",) for path in sorted((ROOT / room).rglob("*.py"))]
    return tuple((path, ast.parse(path.read_text("utf-8"))) for path in paths if "tests" not in path.parts)


def errors(*rooms: str) -> list[Raised]:
    """Every error that these rooms can make, those whose code comes through a helper included."""
    found: list[Raised] = []
    helpers: dict[str, tuple[int, frozenset[str]]] = {}
    for path, function, call in _calls(*rooms):
        if _name(call) != "AnalysisError":
            continue
        details = frozenset(word.arg for word in call.keywords if word.arg)
        code = call.args[0]
        if isinstance(code, ast.Constant):
            found.append(Raised(str(code.value), details, f"{path.name}:{call.lineno}"))
        else:
            helpers[function.name] = (_position(function, code), details)
    return found + list(_through(helpers, *rooms))


def notes() -> set[str]:
    """Every key that a result of the engine may carry in its notes."""
    found: set[str] = set()
    for _, tree in trees():
        for node in ast.walk(tree):
            found |= set(_notes(node))
    return found


def _through(helpers: dict[str, tuple[int, frozenset[str]]], *rooms: str) -> Iterator[Raised]:
    """Errors made by functions that are told which code to use: every caller must say it openly."""
    for path, _, call in _calls(*rooms):
        if _name(call) in helpers:
            position, details = helpers[_name(call)]
            code = call.args[position]
            place = f"{path.name}:{call.lineno}"
            assert isinstance(code, ast.Constant), f"{place} hides the code of an error"
            yield Raised(str(code.value), details, place)


def _calls(*rooms: str) -> Iterator[tuple[Path, ast.FunctionDef, ast.Call]]:
    for path, tree in trees(*rooms):
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                for call in ast.walk(function):
                    if isinstance(call, ast.Call):
                        yield path, function, call


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _position(function: ast.FunctionDef, code: ast.expr) -> int:
    names = [argument.arg for argument in function.args.args if argument.arg != "self"]
    return names.index(ast.unparse(code))


def _notes(node: ast.AST) -> Iterator[str]:
    """Keys in what is given or assigned to `notes`, added to it, or listed by a function that makes them."""
    if isinstance(node, ast.keyword | ast.Assign):
        target = node.arg if isinstance(node, ast.keyword) else ast.unparse(node.targets[0])
        yield from _words(node.value) if target == "notes" else ()
    elif isinstance(node, ast.Tuple) and any(ast.unparse(item) == "*notes" for item in node.elts):
        yield from _words(node)
    elif isinstance(node, ast.FunctionDef) and node.name == "_notes":
        yield from (key for table in ast.walk(node) if isinstance(table, ast.Dict) for key in _words(table))
    elif isinstance(node, ast.Call) and _name(node) == "_noted":
        yield from _words(node.args[1])


def _words(node: ast.AST) -> Iterator[str]:
    """The strings of an expression, those that it is given by a function call or a comparison left out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Tuple | ast.BinOp | ast.IfExp):
        parts = (node.body, node.orelse) if isinstance(node, ast.IfExp) else ast.iter_child_nodes(node)
        yield from (word for part in parts for word in _words(part))
    elif isinstance(node, ast.Dict):
        yield from (word for key in node.keys if key for word in _words(key))

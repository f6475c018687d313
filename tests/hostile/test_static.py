"""What opens a door by being written: each such place is named here, with the reason why it is safe."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "src" / "parvis"
ESCAPED = "each part is escaped before it is joined"
CONSTANT = "one private function runs the statements of its file, each a constant with parameters"
COMPOSED = "names composed by psycopg.sql, which quotes them; none comes from a request"

TRUSTED = {
    (
        "testing/installation.py",
        "sql",
    ): "the name of a database of the tests, drawn a line before",
    (
        "ui/components/actions.py",
        "mark_safe",
    ): "a drawing made by the package of icons from a name in the code",
    (
        "understanding/style.py",
        "mark_safe",
    ): "the style sheets of the house, put into a report that stands alone",
    (
        "pages/glossary.py",
        "mark_safe",
    ): "a text that was safe, with links whose words and titles are escaped",
    ("ui/qr.py", "mark_safe"): "a QR code drawn by segno: paths and numbers, no text of anybody",
    ("contributions/diff.py", "SafeString"): ESCAPED,
    ("contributions/templatetags/contributions.py", "SafeString"): ESCAPED,
    ("config/postgres.py", "sql"): COMPOSED,
    ("config/backup.py", "sql"): COMPOSED,
    ("config/restore.py", "sql"): COMPOSED,
    ("config/half_made.py", "sql"): COMPOSED,
    ("conduct/rehearsal/stage.py", "sql"): COMPOSED,
    ("following/views/stop.py", "csrf_exempt"): "RFC 8058: a POST without cookie; the address is signed",
    ("ledger/domain/append.py", "sql"): CONSTANT,
    ("moderation/signals.py", "sql"): CONSTANT,
    ("quality/acts.py", "sql"): CONSTANT,
    ("contributions/results.py", "sql"): CONSTANT,
    ("room/domain/answer.py", "sql"): CONSTANT,
    ("debate/domain/count.py", "sql"): "one of two function names of the code; the value is a parameter",
    ("testing/database.py", "sql"): "the schema of the queue, in tests alone",
}
"""A file and what is found in it: why it may stand."""

FORBIDDEN = {"csrf_exempt", "RawSQL", "xframe_options_exempt", "never_cache_exempt", "AllowAny"}
FORBIDDEN_METHODS = {"extra", "raw"}
MARKS = {"mark_safe", "SafeString", "SafeText", "html_safe"}
FORMATS = {"format_html": 1, "format_html_join": 2}
EXECUTES = {"execute", "executemany"}
IN_TEMPLATES = re.compile(r"\|\s*safe(?:seq)?\b|autoescape\s+off|filter\s+safe")


def sources(suffixes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for path in sorted(ROOT.rglob("*")):
        if path.suffix in suffixes and not {"tests", "migrations"} & set(path.parts):
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def name_of(function: ast.expr) -> str:
    match function:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def is_written_here(text: ast.expr) -> bool:
    """A text of the code itself: nothing of a reader's is in it."""
    match text:
        case ast.Constant():
            return True
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.isupper()
        case ast.Call(func=function, args=[inner]):
            return name_of(function) in MARKS and is_written_here(inner)
    return False


def doubtful(call: ast.Call) -> str:
    """What is doubtful in a call; nothing, as a rule."""
    name, given = name_of(call.func), call.args
    if name in FORBIDDEN or (name in FORBIDDEN_METHODS and isinstance(call.func, ast.Attribute)):
        return name
    if name in MARKS and not all(map(is_written_here, given)):
        return name
    if name in FORMATS and not all(map(is_written_here, given[: FORMATS[name]])):
        return name
    return "sql" if name in EXECUTES and given and not is_written_here(given[0]) else ""


def found_in_code(text: str) -> set[str]:
    tree = ast.parse(text)
    calls = {doubtful(node) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} & FORBIDDEN
    return (calls | names) - {""}


def test_no_code_trusts_a_text_that_is_not_its_own() -> None:
    found = {(path, what) for path, text in sources((".py",)) for what in found_in_code(text)}

    assert found - set(TRUSTED) == set()


def test_the_list_of_trusted_places_is_not_longer_than_need_be() -> None:
    found = {(path, what) for path, text in sources((".py",)) for what in found_in_code(text)}

    assert set(TRUSTED) - found == set()
    assert all(len(reason) > 20 for reason in TRUSTED.values())


def test_templates_escape_everything_save_plain_text() -> None:
    """In a mail or a file of plain text, escaping would show `&#39;` to its reader."""
    found = {path for path, text in sources((".html", ".txt", ".svg", ".xml")) if IN_TEMPLATES.search(text)}

    assert {path for path in found if not path.endswith(".txt")} == set()


DOORS = [
    ('mark_safe(f"<p>{name}</p>")', "mark_safe"),
    ('SafeString("<p>" + name)', "SafeString"),
    ('format_html("<p>" + name)', "format_html"),
    ('format_html_join(", ", f"<p>{name}</p>", rows)', "format_html_join"),
    ("cursor.execute(f'SELECT {name}')", "sql"),
    ("cursor.execute('SELECT %s' % name)", "sql"),
    ("cursor.execute('SELECT ' + name)", "sql"),
    ("cursor.execute(text.format(name))", "sql"),
    ("rows.extra(where=[name])", "extra"),
    ("rows.raw(name)", "raw"),
    ("RawSQL(name, [])", "RawSQL"),
    ("@csrf_exempt\ndef view(request): ...", "csrf_exempt"),
]
WALLS = [
    'format_html("<p>{}</p>", name)',
    "cursor.execute(SELECT, [name])",
    "cursor.execute('SELECT %s', [name])",
]


@pytest.mark.parametrize(("code", "what"), DOORS)
def test_each_door_is_seen(code: str, what: str) -> None:
    assert found_in_code(code) == {what}


@pytest.mark.parametrize("code", WALLS)
def test_what_is_safe_is_let_through(code: str) -> None:
    assert found_in_code(code) == set()

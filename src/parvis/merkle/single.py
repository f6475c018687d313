"""Makes one file of the verifier, and one of the monitor, out of their modules.

Every export carries the first as `verify.py`: it is this very code.
"""

import ast
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

MODULES = (
    "canonical",
    "commitments",
    "tree",
    "proofs",
    "ed25519",
    "notes",
    "checkpoints",
    "proof_text",
    "verifier/findings",
    "verifier/texts",
    "verifier/fields",
    "verifier/archive",
    "verifier/manifest",
    "verifier/leaf",
    "verifier/log",
    "verifier/trust",
    "verifier/receipts",
    "verifier/rows",
    "verifier/tallies",
    "verifier/check",
    "verifier/report",
    "verifier/command",
)
MONITOR_MODULES = ("tree", "proofs", "ed25519", "notes", "checkpoints", "tiles", "monitor")
ABOUT = '''"""Checks an export of Parvis: that nothing is missing, altered or slipped in.

    python3 verify.py EXPORT.zip --vkey KEY

Vérifie un export de Parvis : que rien ne manque, n’est altéré ni ajouté.

One file, no dependency, nothing sent anywhere. Needs Python 3.10 or later. Made from the modules of
parvis.merkle, one after the other; the formats are in docs/reference/ledger-format.md.
Licence: EUPL 1.2.
"""
'''
MONITOR_ABOUT = '''"""Watches, from elsewhere, the public log of a Parvis site.

Says when it shows two histories, or is silent.

    python3 monitor.py https://example.org/log/ --vkey KEY --keep last.txt

Surveille, d’ailleurs, le journal public d’un site Parvis : dit s’il montre deux histoires, ou s’il se tait.

One file, no dependency. Needs Python 3.10 or later. Exit status: 0 all is well, 1 two histories, 2 wrong use,
3 silence for too long. See docs/howto/verify.md. Licence: EUPL 1.2.
"""
'''
GUARD = """
import sys

if sys.version_info < (3, 10):
    sys.stderr.write("Python 3.10 or later is needed. Il faut Python 3.10 ou plus récent.\\n")
    sys.exit(2)

"""
FOOTER = """

if __name__ == "__main__":
    sys.exit(main())
"""
OURS = "parvis."


def build() -> str:
    """The text of `verify.py`."""
    return _join(ABOUT, MODULES)


def build_monitor() -> str:
    """The text of `monitor.py`."""
    return _join(MONITOR_ABOUT, MONITOR_MODULES)


def _join(about: str, names: Sequence[str]) -> str:
    """One file of modules. Raises ValueError when two of them give one name to two things."""
    folder = Path(__file__).parent
    modules = {name: (folder / f"{name}.py").read_text(encoding="utf-8") for name in names}
    _check_names(modules)
    imports = "\n".join(_imports("\n".join(modules.values())))
    bodies = (f"\n\n# {'-' * 20} {name} {'-' * 20}\n{_body(text)}" for name, text in modules.items())
    return f"#!/usr/bin/env python3\n{about}{GUARD}{imports}{''.join(bodies)}{FOOTER}"


def _imports(text: str) -> list[str]:
    """What is imported from the standard library, a line each module."""
    whole: set[str] = set()
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for node in ast.parse(text).body:
        if isinstance(node, ast.Import):
            whole |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.module.startswith(OURS):
            parts[node.module] |= {alias.name for alias in node.names}
    lines = [f"import {name}" for name in sorted(whole - {"sys"})]
    return lines + [f"from {name} import {', '.join(sorted(parts[name]))}" for name in sorted(parts)]


def _body(text: str) -> str:
    """A module without its imports and what starts it; its docstring becomes a comment."""
    lines, tree = text.splitlines(), ast.parse(text)
    dropped = {
        number
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom | ast.If) or node is tree.body[0]
        for number in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    about = [f"# {line}".rstrip() for line in (ast.get_docstring(tree) or "").splitlines()]
    kept = [line for number, line in enumerate(lines, 1) if number not in dropped]
    return "\n".join([*about, "", "", "\n".join(kept).strip("\n")])


def _check_names(modules: dict[str, str]) -> None:
    names = Counter(name for text in modules.values() for name in _names(text))
    twice = sorted(name for name, times in names.items() if times > 1)
    if twice:
        raise ValueError(f"named in two modules: {', '.join(twice)}")


def _names(text: str) -> set[str]:
    """What a module names at its top level, and what it imports from ours under another name."""
    found = set()
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.asname for alias in node.names if alias.asname}
    return found

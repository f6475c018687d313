"""Every package that an installation gets is used, and has its line in the reference."""

import re
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def names(lines: list[str]) -> set[str]:
    """Names of packages as registries compare them."""
    found = (re.match(r"[\w.-]+", line.strip()) for line in lines)
    return {re.sub(r"[-_.]+", "-", name.group()).lower() for name in found if name}


def test_every_dependency_is_named_in_the_code():
    code = "\n".join(path.read_text() for path in (ROOT / "src").rglob("*.py"))
    words = set(re.findall(r"\w+", code))
    used = [packages for module, packages in packages_distributions().items() if module in words]
    assert names(PROJECT["dependencies"]) - names(list(chain(*used))) == set()


def test_the_reference_lists_just_the_dependencies_that_exist():
    reference = (ROOT / "docs/reference/dependencies.md").read_text()
    cells = re.findall(r"^\| (?!package)([^|[(]+)", reference, re.MULTILINE)
    listed = names([name for cell in cells for name in cell.split(",")])
    optional = chain(*PROJECT["optional-dependencies"].values())
    assert listed == names([*PROJECT["dependencies"], *optional])

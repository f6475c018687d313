"""Every setting stands in the reference, and the reference names no other."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_the_reference_lists_just_the_settings_that_exist():
    source = (ROOT / "src/parvis/config/settings.py").read_text()
    used = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))
    reference = (ROOT / "docs/reference/settings.md").read_text()
    assert set(re.findall(r"^\| `([A-Z_]+)`", reference, re.MULTILINE)) == used

"""Every setting stands in the reference, and the reference names no other."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONFIG = ROOT / "src/parvis/config"
BEFORE_DJANGO = re.compile(r'environ(?:\.get\(|\[)"(PARVIS_[A-Z_]+|DATABASE_URL)"')


def test_the_reference_lists_just_the_settings_that_exist():
    used = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (CONFIG / "settings.py").read_text()))
    for path in CONFIG.rglob("*.py"):
        used |= set(BEFORE_DJANGO.findall(path.read_text()))
    reference = (ROOT / "docs/reference/settings.md").read_text()
    assert set(re.findall(r"^\| `([A-Z_]+)`", reference, re.MULTILINE)) == used

"""Checks that every text of the interface has its French, and that no catalog lags behind the sources.

Source texts are English: complete by nature. Needs GNU gettext (xgettext), as `makemessages` does.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

APPS = Path(__file__).resolve().parent.parent / "src" / "parvis"
CATALOG = Path("locale/fr/LC_MESSAGES/django.po")
# -P: an app has files named like modules of the standard library (jobs/queue.py).
MAKE_MESSAGES = ["-P", "-m", "django", "makemessages", "-l", "fr", "--no-location", "--no-wrap", "-v", "0"]


def read(path: Path) -> Catalog:
    """Read a catalog; an app without one has an empty catalog."""
    if not path.exists():
        return Catalog(locale="fr")
    with path.open("rb") as stream:
        return read_po(stream, locale="fr")


def extract(app: Path) -> Catalog:
    """Return the catalog that the sources of `app` ask for, made in a copy."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / app.name
        shutil.copytree(app, copy, ignore=shutil.ignore_patterns("static", "__pycache__", "*.mo"))
        (copy / "locale").mkdir(exist_ok=True)
        subprocess.run([sys.executable, *MAKE_MESSAGES], cwd=copy, check=True)  # noqa: S603
        return read(copy / CATALOG)


def find_faults(app: Path) -> Iterator[str]:
    """Yield what is wrong with the French of one app."""
    present = read(app / CATALOG)
    wanted = {(message.context, message.id) for message in extract(app) if message.id}
    found = {(message.context, message.id) for message in present if message.id}
    yield from (f"{app.name}: not in the catalog: {text!r}" for _, text in sorted(wanted - found, key=str))
    yield from (
        f"{app.name}: no longer in the sources: {text!r}" for _, text in sorted(found - wanted, key=str)
    )
    for message in present:
        forms = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
        if message.id and not all(forms):
            yield f"{app.name}: not translated: {message.id!r}"
        if message.id and message.fuzzy:
            yield f"{app.name}: fuzzy: {message.id!r}"


def main() -> None:
    """Print faults and exit 1 when there are any."""
    if not shutil.which("xgettext"):
        sys.exit("GNU gettext is missing: install the package `gettext` of your system.")
    apps = sorted(path.parent for path in APPS.glob("*/__init__.py"))
    with ThreadPoolExecutor(2) as pool:
        faults = [fault for found in pool.map(lambda app: list(find_faults(app)), apps) for fault in found]
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()

"""Compiles every translation catalog that changed, with Babel: GNU gettext is not needed to run Parvis."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parent.parent / "src"


def compile_catalog(path: Path) -> None:
    """Write the .mo beside the .po; another process may be reading the old one, hence the rename."""
    with path.open("rb") as stream:
        catalog = read_po(stream)
    partial = path.with_suffix(".mo.partial")
    with partial.open("wb") as stream:
        write_mo(stream, catalog)
    partial.replace(path.with_suffix(".mo"))


def main() -> None:
    """Compile what is missing or older than its source."""
    for path in SOURCE.glob("parvis/*/locale/*/LC_MESSAGES/*.po"):
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime:
            compile_catalog(path)


if __name__ == "__main__":
    main()

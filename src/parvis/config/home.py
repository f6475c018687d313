"""Where an installation keeps its files."""

import os
from pathlib import Path


def find_home() -> Path:
    """Return PARVIS_HOME, or `var/` of the checkout, or the user's data folder; the choice is
    written to the environment, so that settings and child processes make the same one.
    """
    chosen = os.environ.get("PARVIS_HOME")
    home = Path(chosen).expanduser().resolve() if chosen else _default_home()
    os.environ["PARVIS_HOME"] = str(home)
    return home


def _default_home() -> Path:
    checkout = Path(__file__).resolve().parents[3]
    if (checkout / "pyproject.toml").is_file() and os.access(checkout, os.W_OK):
        return checkout / "var"
    data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(data).expanduser().resolve() / "parvis"

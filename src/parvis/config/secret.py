"""The installation's secret key, made once when the operator gives none."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def read_or_make_secret(home: Path) -> str:
    """Return the key kept under `home`, made on first use and readable by its owner alone.

    Several processes may start at once: the first to create the file wins, the others read it.
    """
    path = home / "secret-key"
    home.mkdir(parents=True, exist_ok=True)
    candidate = home / f"secret-key.{os.getpid()}"
    if not path.exists():
        candidate.touch(mode=0o600)
        candidate.write_text(get_random_secret_key())
        try:
            os.link(candidate, path)
        except FileExistsError:
            pass
        finally:
            candidate.unlink()
    return path.read_text()

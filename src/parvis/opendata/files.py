"""Where archives are kept: a folder that no address leads to, under names that nobody guesses."""

import secrets
import zipfile
from pathlib import Path

from django.conf import settings


def new_file() -> str:
    return f"{secrets.token_hex(16)}.zip"


def path_of(file: str) -> Path:
    """The folder is read from the settings each time, and made if need be: tests have one of their own."""
    folder = Path(settings.ARCHIVES_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / file


def remove(file: str) -> None:
    """Who is downloading it reads it to its end."""
    path_of(file).unlink(missing_ok=True)


def left_alone(known: set[str], *, before: float) -> list[str]:
    """Files that no archive has, not touched since `before` (seconds): an archive cut while it was made."""
    return [
        path.name
        for path in path_of("").glob("*.zip")
        if path.name not in known and path.stat().st_mtime < before
    ]


def lengths_in(file: str) -> dict[str, int]:
    """What an archive holds, each with its length; nothing when it is lost or cannot be read."""
    try:
        with zipfile.ZipFile(path_of(file)) as held:
            return {entry.filename: entry.file_size for entry in held.infolist()}
    except (OSError, zipfile.BadZipFile):
        return {}

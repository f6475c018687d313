"""Where the restored log stands against what outside places keep of it."""

from gettext import gettext as _
from typing import TYPE_CHECKING

from django.conf import settings

from parvis.config.backup_archive import KEYS, Reader

if TYPE_CHECKING:
    from parvis.merkle.checkpoints import SignedHead


def tell_history() -> list[str]:
    """Sentences for the person who restores. The log is halted when an outside place knows more of it."""
    from parvis.ledger import queries
    from parvis.ledger.domain.check_start import check_start

    halted = check_start()
    size = queries.signed_size()
    return [*_against_outside(size, bool(halted)), *_key()]


def _against_outside(size: int, halted: bool) -> list[str]:
    if not settings.PARVIS_LEDGER_PUSH:
        message = _(
            "The log holds {size} lines. No outside place keeps its checkpoints (PARVIS_LEDGER_PUSH): "
            "nothing says whether more were signed after this backup."
        )
        return [message.format(size=size)]
    kept, silent = _last_outside()
    lines = [] if kept is None else [_comparison(size, kept, halted)]
    if silent:
        message = _("Outside places that could not be read: {count}. Compare with what they keep.")
        lines.append(message.format(count=silent))
    return lines


def _comparison(size: int, kept: "SignedHead", halted: bool) -> str:
    if not halted:
        message = _(
            "The log holds {size} lines, and with them all that outside places keep of it ({outside})."
        )
    elif kept.size > size:
        message = _(
            "The log holds {size} lines, and the last checkpoint kept outside tells of {outside}: what was "
            "done after this backup is not in it. Nothing more is signed until somebody decides: "
            "parvis manage resume_ledger --help says how."
        )
    else:
        message = _(
            "The log holds {size} lines, and the checkpoint of {outside} lines kept outside is not in its "
            "history. Nothing more is signed until somebody decides: "
            "parvis manage resume_ledger --help says how."
        )
    return message.format(size=size, outside=kept.size)


def _last_outside() -> tuple["SignedHead | None", int]:
    """The largest checkpoint that outside places keep, and how many of them could not be read."""
    from parvis.ledger import queries
    from parvis.ledger.domain.outside import read_last
    from parvis.merkle.checkpoints import open_checkpoint

    found, silent, keys = [], 0, queries.keys()
    for place in settings.PARVIS_LEDGER_PUSH:
        try:
            note = read_last(place)
            if note is None:
                raise ValueError
            found.append(open_checkpoint(note, keys))
        except (OSError, ValueError):
            silent += 1
    return max(found, key=lambda head: head.size, default=None), silent


def _key() -> list[str]:
    """Whether the log can be signed from this machine."""
    from parvis.ledger import queries
    from parvis.ledger.domain.keys import key_file

    keys = queries.keys()
    if not keys or key_file(keys[0]).is_file():
        return []
    message = _(
        "The key that signs the log is not on this machine: copy it to {path}. Until then, acts wait for "
        "their place in the log."
    )
    return [message.format(path=key_file(keys[0]))]


def restore_keys(archive: Reader) -> None:
    """Put back the keys that the backup holds, never over one that is there."""
    for name in archive.names(KEYS):
        path = settings.LEDGER_KEYS / name.removeprefix(KEYS)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
            with archive.open(name) as stream:
                path.write_bytes(stream.read())

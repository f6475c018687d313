"""At the start: the log must hold all that outside places keep of it, or nothing more is signed.

After a restore from a backup, the log may be shorter than what was published: to go on would sign a second
history for sizes that are already signed, and an honest restore would look like a forgery.
"""

import logging

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.ledger import queries
from parvis.ledger.domain.halt import halt
from parvis.ledger.domain.keys import first_key
from parvis.ledger.domain.outside import name_of, read_last
from parvis.ledger.enums import HaltCode
from parvis.ledger.models import Checkpoint, Halt
from parvis.merkle.canonical import Value
from parvis.merkle.checkpoints import SignedHead, open_checkpoint
from parvis.merkle.notes import to_base64
from parvis.ui import words

log = logging.getLogger(__name__)


def check_start() -> str:
    """Halt the log when an outside place knows more of it; return why, in a sentence, or nothing."""
    first_key()
    for place in settings.PARVIS_LEDGER_PUSH:
        kept = _read(place)
        code = None if kept is None else _gap(kept)
        if kept is not None and code is not None:
            halt(code=code, facts=_facts(kept))
            return f"{_sentence(code, kept, place)} {_way_on()}"
    return _open_halt()


def _read(place: str) -> SignedHead | None:
    """The last checkpoint of this log that a place keeps; a place that cannot be read says nothing."""
    try:
        note = read_last(place)
        return None if note is None else open_checkpoint(note, queries.keys())
    except (OSError, ValueError) as error:
        log.warning("no checkpoint was read (%s): %s", name_of(place), type(error).__name__)
        return None


def _gap(kept: SignedHead) -> HaltCode | None:
    """How the log falls short of a checkpoint that is kept outside, unless a person has decided already."""
    if kept.size == 0 or Checkpoint.objects.filter(size=kept.size, root=kept.root).exists():
        return None
    if Halt.objects.filter(facts=_facts(kept), lifted_at__isnull=False).exists():
        return None
    return HaltCode.SHORT if kept.size > queries.signed_size() else HaltCode.FORK


def _facts(kept: SignedHead) -> dict[str, Value]:
    return {"outside_size": kept.size, "outside_root": to_base64(kept.root)}


def _sentence(code: HaltCode, kept: SignedHead, place: str) -> str:
    told = {"size": queries.signed_size(), "kept": kept.size, "place": name_of(place)}
    if code == HaltCode.SHORT:
        return (
            _(
                "The public log signs nothing more: it holds %(size)s lines, and the checkpoint kept outside "
                "(%(place)s) tells of %(kept)s. The database is probably that of an older backup."
            )
            % told
        )
    return (
        _(
            "The public log signs nothing more: the checkpoint of %(kept)s lines kept outside (%(place)s) "
            "is not in its history."
        )
        % told
    )


def _open_halt() -> str:
    found = queries.halted()
    if found is None:
        return ""
    told = {"moment": words.moment(found.at), "reason": found.get_code_display()}
    sentence = _("The public log signs nothing since %(moment)s: %(reason)s.") % told
    return f"{sentence} {_way_on()}"


def _way_on() -> str:
    return _(
        "The site works, and what people do waits for its place in the log. Either restore a more recent "
        'backup, or decide to go on: "parvis manage resume_ledger --help" says how.'
    )

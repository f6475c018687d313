"""Explain a word to the readers of a consultation, or to those of the whole site."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import differences, note
from parvis.consultations.models import ConsultationPage
from parvis.consultations.permissions import can
from parvis.pages.permissions import can as can_in_site
from parvis.pages.terms import Term

MOST_TERMS = 500


@dataclass(frozen=True, slots=True)
class TermDraft:
    """A word as its writer wants it; see `Term`."""

    word: str
    definition: str
    variants: str = ""
    source: str = ""
    link: str = ""


@transaction.atomic
def define(*, actor: Participant, consultation: ConsultationPage | None, draft: TermDraft) -> Term:
    """Add a word: of the whole site without a consultation. Raises `Refused`."""
    _check(actor, consultation)
    if Term.objects.filter(host=consultation).count() >= MOST_TERMS:
        raise Refused(_("A glossary holds 500 words at most."))
    term = Term(host=consultation)
    _write(term, draft)
    _note(actor, consultation, DeskAct.TERM_ADDED, term)
    return term


@transaction.atomic
def redefine(*, actor: Participant, term: Term, draft: TermDraft) -> None:
    """Change a word or what is said of it. Raises `Refused`."""
    consultation = _host_of(term)
    _check(actor, consultation)
    former = TermDraft(**{name: getattr(term, name) for name in asdict(draft)})
    _write(term, draft)
    if consultation is not None and draft != former:
        changes = differences(former, draft)
        note(
            actor=actor, consultation=consultation, act=DeskAct.TERM_CHANGED, about=term.word, changes=changes
        )


@transaction.atomic
def undefine(*, actor: Participant, term: Term) -> None:
    """Readers are no longer told what it means. Raises `Refused`."""
    consultation = _host_of(term)
    _check(actor, consultation)
    Term.objects.filter(pk=term.pk).delete()
    _note(actor, consultation, DeskAct.TERM_REMOVED, term)


def _host_of(term: Term) -> ConsultationPage | None:
    return None if term.host_id is None else ConsultationPage.objects.get(pk=term.host_id)


def _check(actor: Participant, consultation: ConsultationPage | None) -> None:
    if consultation is None and not can_in_site(actor, "edit_site"):
        raise Refused(_("Only whoever administers the site may change its glossary."))
    if consultation is not None and not can(actor, "edit", consultation):
        raise Refused(_("Only an organiser of this consultation may change its glossary."))


def _write(term: Term, draft: TermDraft) -> None:
    for name, value in asdict(draft).items():
        setattr(term, name, value)
    try:
        with transaction.atomic():
            term.save()
    except IntegrityError as error:
        raise Refused(
            _("The glossary already explains “%(word)s”: change what it says of it.") % {"word": draft.word}
        ) from error


def _note(actor: Participant, consultation: ConsultationPage | None, act: DeskAct, term: Term) -> None:
    """A word of the site belongs to no journal of a consultation."""
    if consultation is not None:
        note(actor=actor, consultation=consultation, act=act, about=term.word)

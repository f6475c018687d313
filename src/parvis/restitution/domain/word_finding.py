"""Ask a language model to word a finding from its sources; a person takes what stood of it, or leaves it."""

from __future__ import annotations

import logging
from hashlib import sha256
from html import escape

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage
from parvis.jobs.language_model import SEED, NoAnswer, complete, is_offered
from parvis.jobs.queue import defer_once
from parvis.restitution.checking import check
from parvis.restitution.enums import DRAFTING, MODEL, DraftState
from parvis.restitution.excerpts import excerpts_of, messages
from parvis.restitution.holding import hold_finding
from parvis.restitution.models import SynthesisPage
from parvis.restitution.sections import Finding, SynthesisDraft
from parvis.restitution.wording import plain
from parvis.restitution.wording_queries import gone_among, wordings_done
from parvis.restitution.wordings import Wording

JOB = "restitution.word_findings"
MOST_TRIES = 3
MOST_WORDS = 800
"""Tokens of an answer."""
LONGEST_NAME = 120
logger = logging.getLogger(__name__)


@transaction.atomic
def ask_wording(*, actor: Participant, finding: Finding) -> Wording:
    """In the language of whoever asks; a former proposal gives way. Raises `Refused`."""
    held, row = hold_finding(actor, finding)
    if not is_offered():
        raise Refused(_("No language model is set on this site."))
    if Wording.objects.filter(finding=row, state__in=DRAFTING).exists():
        raise Refused(_("This finding is being worded: wait for it."))
    if not excerpts_of(row, held.consultation):
        raise Refused(
            _("Cite contributions first: a program words a finding from what they say, and nothing else.")
        )
    Wording.objects.filter(finding=row).delete()
    asked = Wording.objects.create(
        finding=row,
        model=settings.PARVIS_MODEL_NAME[:LONGEST_NAME],
        language=translation.get_language() or actor.language,
        about=_digest(row),
    )
    note(actor=actor, consultation=held.consultation, act=DeskAct.SYNTHESIS_DRAFTED, about=row.section.title)
    defer_once(app.tasks[JOB], lock=JOB)
    return asked


def run_wording(*, wording: Wording) -> None:
    """Ask, check, keep what stands; what cannot be done says why. Three times at most.

    The words of the finding are not touched. No transaction is open while the model thinks.
    """
    live = Wording.objects.filter(pk=wording.pk, state__in=DRAFTING)
    if live.filter(tries__gte=MOST_TRIES).update(state=DraftState.FAILED, trouble="stopped"):
        return
    if not live.update(state=DraftState.RUNNING, tries=F("tries") + 1):
        return
    begun = Wording.objects.select_related("finding__section__synthesis").get(pk=wording.pk)
    try:
        _word(begun)
    except NoAnswer as error:
        _fail(begun, error.code)
    except Exception:
        _fail(begun, "unexpected")
        logger.exception("wording %s failed", begun.pk)


@transaction.atomic
def accept_wording(*, actor: Participant, finding: Finding) -> None:
    """It becomes the words of the finding, marked as a model's until somebody writes others.

    Not when one of its sources is gone, nor over words that somebody wrote meanwhile. Raises `Refused`.
    """
    held, row = hold_finding(actor, finding)
    wording = Wording.objects.filter(finding=row, state=DraftState.DONE).first()
    if wording is None:
        raise Refused(_("There is no proposal for this finding any longer."))
    if gone_among([wording]):
        raise Refused(
            _("A source of this proposal was withdrawn or rewritten since: leave it, and ask again.")
        )
    if wording.about != _digest(row):
        raise Refused(_("Somebody changed this finding since: leave the proposal, and ask again."))
    draft, _is_new = SynthesisDraft.objects.get_or_create(
        synthesis=held.synthesis,
        method=MODEL,
        engine_version=wording.model,
        seed=SEED,
        language=wording.language,
        state=DraftState.DONE,
        defaults={"progress": 100, "ended_at": Now()},
    )
    row.text, row.draft, row.accepted_at = _html(wording), draft, Now()  # type: ignore[assignment]
    row.save(update_fields=["text", "draft", "accepted_at"])
    wording.delete()
    note(actor=actor, consultation=held.consultation, act=DeskAct.SYNTHESIS, about=row.section.title)


@transaction.atomic
def leave_wording(*, actor: Participant, finding: Finding) -> None:
    """The proposal is erased; the finding keeps its words. Raises `Refused`."""
    held, row = hold_finding(actor, finding)
    if Wording.objects.filter(finding=row).exclude(state__in=DRAFTING).delete()[0]:
        note(actor=actor, consultation=held.consultation, act=DeskAct.SYNTHESIS, about=row.section.title)


def forget_wordings() -> None:
    """Proposals that rest on what is no longer read: nothing of it is kept in them."""
    Wording.objects.filter(pk__in=gone_among(list(wordings_done()))).delete()


def _word(wording: Wording) -> None:
    finding = wording.finding
    synthesis: SynthesisPage = finding.section.synthesis
    consultation: ConsultationPage = ConsultationPage.objects.parent_of(synthesis).get()
    excerpts = excerpts_of(finding, consultation)
    if not is_offered() or not excerpts:
        _fail(wording, "nothing_to_read" if is_offered() else "off")
        return
    said = complete(messages(finding, excerpts, wording.language), most_words=MOST_WORDS)
    given = {n: one.words for n, one in enumerate(excerpts, start=1)}
    checked = check(said, given, plain(str(finding.text)))
    sentences = [
        {"text": one.text, "sources": [excerpts[n - 1].contribution for n in one.cited]}
        for one in checked.sentences
    ]
    running = Wording.objects.filter(pk=wording.pk, state=DraftState.RUNNING)
    if sentences:
        running.update(state=DraftState.DONE, sentences=sentences, given=checked.given)
    else:
        running.update(state=DraftState.FAILED, trouble="nothing_stands", given=checked.given)


def _html(wording: Wording) -> str:
    """Each sentence names what it rests on, as everybody finds it on the site."""
    said = (
        f"{escape(one['text'], quote=False)} ({', '.join(f'C-{pk}' for pk in one['sources'])})"
        for one in wording.sentences
    )
    return f"<p>{' '.join(said)}</p>"


def _digest(finding: Finding) -> str:
    return sha256(str(finding.text).encode()).hexdigest()


def _fail(wording: Wording, trouble: str) -> None:
    rows = Wording.objects.filter(pk=wording.pk, state=DraftState.RUNNING)
    rows.update(state=DraftState.FAILED, trouble=trouble[:40])

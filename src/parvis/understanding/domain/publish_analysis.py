"""Publish an analysis, or take it back: both are told in the public log."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.ballots.totals import FEW, withheld
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import PhaseAction
from parvis.ledger.domain.append import append
from parvis.ui.words import number
from parvis.understanding import leaves
from parvis.understanding.holding import hold
from parvis.understanding.models import Analysis
from parvis.understanding.queries import SHOWN
from parvis.understanding.scope import scope_of


@transaction.atomic
def publish_analysis(*, actor: Participant, analysis: Analysis) -> None:
    """Everybody reads it from now on, and it is no longer corrected. Raises `Refused`."""
    held = hold(actor, analysis)
    if not held.is_done or held.published_at is not None:
        raise Refused(_("Only an analysis that is done, and not yet published, is published."))
    if held.ballot is not None:
        _check_votes(held.ballot)
    elif not held.topics.filter(SHOWN).exists():
        raise Refused(_("Every topic is left out of the public page: there would be nothing to read."))
    digest = leaves.digest_of(held)
    Analysis.objects.filter(pk=held.pk).update(published_at=Now(), result_sha256=digest)
    held.refresh_from_db(fields=["published_at", "result_sha256"])
    note(actor=actor, consultation=held.consultation, act=DeskAct.ANALYSIS_PUBLISHED, about=scope_of(held))
    append(leaves.published(held))


def _check_votes(ballot: PhaseAction) -> None:
    """Groups are made of single votes: they are told under the same rules. Raises `Refused`."""
    why = withheld(ballot)
    if why == "open":
        raise Refused(
            _("This vote is not over: groups are published once it is closed, as its result is. Wait, then"
              " run them again on all the votes.")
        )  # fmt: skip
    if why:
        raise Refused(
            _("Fewer than %(least)s votes count in this ballot: nothing of single votes is published.")
            % {"least": number(FEW)}
        )


@transaction.atomic
def take_back_analysis(*, actor: Participant, analysis: Analysis) -> None:
    """Nobody reads it any longer but the team; the log keeps that it was published. Raises `Refused`."""
    held = hold(actor, analysis)
    if held.published_at is None:
        raise Refused(_("This analysis is not published."))
    Analysis.objects.filter(pk=held.pk).update(published_at=None)
    note(actor=actor, consultation=held.consultation, act=DeskAct.ANALYSIS_PUBLISHED, about=scope_of(held))
    append(leaves.taken_back(held))

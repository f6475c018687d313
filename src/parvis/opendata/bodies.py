"""The body of a message to a webhook: what the API gives to everybody of the same thing, when it is sent.

Nothing is kept of it meanwhile: a text that was hidden since is not sent, however late its message is.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils import translation
from ninja.responses import NinjaJSONEncoder

from parvis.consultations.enums import Verb
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.consultations.queries import database_now
from parvis.contributions.models import Contribution
from parvis.ledger.models import Checkpoint
from parvis.opendata.api.hook_schemas import DATA
from parvis.opendata.api.reading import answer_out, contribution_out, dated_answers, public_contributions
from parvis.opendata.api.results import archive_out, ballot_out, checkpoint_out, commitment_out
from parvis.opendata.api.routes import address, public_consultation
from parvis.opendata.enums import WebhookEvent
from parvis.opendata.queries import offered_archive
from parvis.opendata.webhooks import Delivery
from parvis.restitution.commitments import Commitment
from parvis.restitution.models import PublishedSynthesis, SynthesisPage
from parvis.understanding.models import Analysis

Shown = dict[str, Any]


def body_of(delivery: Delivery) -> bytes | None:
    """In the language of the site, as its API answers by itself; None when nothing of it is public.

    The webhook of `delivery` is loaded.
    """
    event = WebhookEvent(delivery.event)
    with translation.override(settings.LANGUAGE_CODE):
        try:
            data = _data(delivery, event)
        except Http404:
            return None
        if data is None:
            return None
        told = {
            "type": str(event),
            "timestamp": _written(delivery.at),
            "consultation": delivery.consultation_id,
            "data": DATA[event].model_validate(data).model_dump(),
        }
        return json.dumps(told, cls=NinjaJSONEncoder, ensure_ascii=False, separators=(",", ":")).encode()


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _data(delivery: Delivery, event: WebhookEvent) -> Shown | None:
    if event == WebhookEvent.TESTED:
        return {"site": settings.PARVIS_ADDRESS, "events": list(delivery.webhook.events)}
    subject = delivery.subject or 0
    if event == WebhookEvent.CHECKPOINT_SIGNED:
        signed = Checkpoint.objects.filter(size=subject).first()
        return None if signed is None else checkpoint_out(signed)
    if delivery.consultation_id is None:
        return None
    return READERS[event](public_consultation(delivery.consultation_id), subject)


def _contribution(page: ConsultationPage, subject: int) -> Shown | None:
    found = public_contributions(page).filter(pk=subject).first()
    return None if found is None else contribution_out(found)


def _gone(page: ConsultationPage, subject: int) -> Shown | None:
    """Unless it is shown again since: that is told too."""
    if public_contributions(page).filter(pk=subject).exists():
        return None
    if not Contribution.objects.filter(consultation=page, pk=subject).exists():
        return None
    return {"id": subject, "consultation": page.pk, "url": address("front:contribution", subject)}


def _ballot(page: ConsultationPage, subject: int) -> Shown | None:
    rows = PhaseAction.objects.filter(verb=Verb.VOTE, phase__consultation=page, pk=subject)
    found = rows.select_related("phase__consultation").first()
    return None if found is None else ballot_out(found, database_now())


def _answer(page: ConsultationPage, subject: int) -> Shown | None:
    readable = public_contributions(page).order_by().values("pk")
    found = dated_answers().filter(contribution__in=readable, pk=subject).first()
    return None if found is None else answer_out(found)


def _commitment(page: ConsultationPage, subject: int) -> Shown | None:
    rows = Commitment.objects.filter(consultation=page, number=subject)
    found = rows.select_related("consultation").first()
    return None if found is None else commitment_out(found)


def _analysis(page: ConsultationPage, subject: int) -> Shown | None:
    rows = Analysis.objects.filter(consultation=page, pk=subject, published_at__isnull=False)
    found = rows.first()
    if found is None:
        return None
    face = "front:opinion_groups_of" if found.is_of_votes else "front:topics_of"
    return {
        "id": found.pk,
        "consultation": page.pk,
        "url": address(face, page.slug, found.pk),
        "kind": "opinion_groups" if found.is_of_votes else "topics",
        "published_at": found.published_at,
    }


def _synthesis(page: ConsultationPage, subject: int) -> Shown | None:
    live = SynthesisPage.objects.child_of(page).live()
    rows = PublishedSynthesis.objects.filter(synthesis__in=live, number=subject)
    found = rows.select_related("synthesis").order_by("-pk").first()
    if found is None:
        return None
    return {
        "consultation": page.pk,
        "version": found.number,
        "url": address("front:synthesis", page.slug),
        "title": found.synthesis.title,
        "sha256": found.digest,
        "published_at": found.published_at,
    }


def _archive(page: ConsultationPage, _subject: int) -> Shown | None:
    found = offered_archive(page)
    return None if found is None else archive_out(found, page.slug)


READERS: dict[WebhookEvent, Callable[[ConsultationPage, int], Shown | None]] = {
    WebhookEvent.CONTRIBUTION_PUBLISHED: _contribution,
    WebhookEvent.CONTRIBUTION_REVISED: _contribution,
    WebhookEvent.CONTRIBUTION_WITHDRAWN: _gone,
    WebhookEvent.CONTRIBUTION_HIDDEN: _gone,
    WebhookEvent.CONTRIBUTION_RESTORED: _contribution,
    WebhookEvent.VOTE_OPENED: _ballot,
    WebhookEvent.VOTE_CLOSED: _ballot,
    WebhookEvent.RESULT_PUBLISHED: _ballot,
    WebhookEvent.ANSWER_PUBLISHED: _answer,
    WebhookEvent.COMMITMENT_PUBLISHED: _commitment,
    WebhookEvent.COMMITMENT_UPDATED: _commitment,
    WebhookEvent.TOPICS_PUBLISHED: _analysis,
    WebhookEvent.SYNTHESIS_PUBLISHED: _synthesis,
    WebhookEvent.ARCHIVE_PUBLISHED: _archive,
}

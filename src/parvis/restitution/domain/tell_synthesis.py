"""Tell the log the words of a synthesis, as they go live and each time that they change."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse
from django.utils import translation

from parvis.consultations.models import ConsultationPage
from parvis.ledger.domain.append import append
from parvis.merkle.canonical import Value
from parvis.restitution import leaves
from parvis.restitution.models import PublishedSynthesis, SynthesisPage


def tell_synthesis(*, synthesis: SynthesisPage) -> PublishedSynthesis | None:
    """Keep and tell the words when they are not those told last; a draft's concern nobody yet.

    Findings change with `publish_synthesis` alone: what the editor of pages publishes keeps the last ones.
    """
    with transaction.atomic():
        locked: SynthesisPage = SynthesisPage.objects.select_for_update(of=("self",)).get(pk=synthesis.pk)
        consultation = ConsultationPage.objects.parent_of(locked).get()
        if not (locked.live and consultation.live):
            return None
        last = locked.published.order_by("number").last()
        return keep_version(locked, consultation, leaves.findings(last.words) if last else {})


def keep_version(
    synthesis: SynthesisPage, consultation: ConsultationPage, findings: Mapping[str, Value]
) -> PublishedSynthesis | None:
    """The next version with its leaf, unless the last one says the same. The caller holds the page."""
    words = {**leaves.words(synthesis), **findings}
    last = synthesis.published.order_by("number").last()
    if last is not None and last.digest == leaves.digest(words):
        return None
    told: PublishedSynthesis = PublishedSynthesis.objects.create(
        synthesis=synthesis,
        number=1 if last is None else last.number + 1,
        words=words,
        digest=leaves.digest(words),
    )
    append(leaves.published(told, consultation_id=consultation.pk, address=_address(consultation)))
    return told


def _address(consultation: ConsultationPage) -> str:
    """The path of its page in the site's own language."""
    with translation.override(None):
        return reverse("front:synthesis", args=[consultation.slug])

"""Tell the log the words of a synthesis, as they go live and each time that they change."""

from django.db import transaction
from django.urls import reverse
from django.utils import translation

from parvis.consultations.models import ConsultationPage
from parvis.ledger.domain.append import append
from parvis.restitution import leaves
from parvis.restitution.models import PublishedSynthesis, SynthesisPage


def tell_synthesis(*, synthesis: SynthesisPage) -> PublishedSynthesis | None:
    """Keep and tell the words when they are not those told last; a draft's concern nobody yet."""
    with transaction.atomic():
        locked: SynthesisPage = SynthesisPage.objects.select_for_update(of=("self",)).get(pk=synthesis.pk)
        consultation = ConsultationPage.objects.parent_of(locked).get()
        words = leaves.words(locked)
        last = locked.published.order_by("number").last()
        if not (locked.live and consultation.live):
            return None
        if last is not None and last.digest == leaves.digest(words):
            return None
        told = PublishedSynthesis.objects.create(
            synthesis=locked,
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

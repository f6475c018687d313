"""Make an empty draft with an address of its own: what templates and copies begin with."""

from __future__ import annotations

from parvis.accounts.models import Participant
from parvis.consultations.domain.prepare_site import prepare_site
from parvis.consultations.models import ConsultationIndexPage, ConsultationPage
from parvis.consultations.slugs import free_slug, stem_of

SLUG_LENGTH = 80


def add_draft(*, actor: Participant, consultation: ConsultationPage) -> ConsultationPage:
    """Put a consultation that is no row yet below the others, in the caller's transaction."""
    index = _lock(prepare_site())
    consultation.slug = _free_slug(consultation.title)
    consultation.owner = actor
    consultation.live = False
    consultation.has_unpublished_changes = True
    index.add_child(instance=consultation)
    consultation.save_revision(user=actor, log_action="wagtail.create")
    return consultation


def _lock(index: ConsultationIndexPage) -> ConsultationIndexPage:
    """Whoever creates at the same time waits, and then sees the slug just taken."""
    locked: ConsultationIndexPage = ConsultationIndexPage.objects.select_for_update(
        of=("self", "page_ptr")
    ).get(pk=index.pk)
    return locked


def _free_slug(title: str) -> str:
    stem = stem_of(title, SLUG_LENGTH, "consultation")
    return free_slug(
        stem, ConsultationPage.objects.filter(slug__startswith=stem).values_list("slug", flat=True)
    )

"""What the desk page of a consultation gathers beside its phases."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from parvis.consultations.models import ConsultationPage
from parvis.pages.models import ArticlePage, NewsPage, ResourcePage
from parvis.restitution.models import SynthesisPage

CHILDREN: tuple[tuple[type[Page], Promise, Promise], ...] = (
    (NewsPage, gettext_lazy("News"), gettext_lazy("Write a piece of news")),
    (ResourcePage, gettext_lazy("Resources"), gettext_lazy("Add a resource")),
    (ArticlePage, gettext_lazy("Articles"), gettext_lazy("Write an article")),
    (SynthesisPage, gettext_lazy("Synthesis"), gettext_lazy("Write the synthesis")),
)


@dataclass(frozen=True, slots=True)
class Children:
    """The pages of one type below a consultation, and where to add one."""

    label: str
    add_label: str
    add_url: str
    pages: tuple[Page, ...]


def children_of(consultation: ConsultationPage) -> list[Children]:
    """News, resources, articles and syntheses of a consultation, drafts included: one query for all."""
    below = list(
        Page.objects.child_of(consultation)
        .select_related("content_type")
        .order_by("-latest_revision_created_at")
    )
    return [
        Children(
            label=str(label),
            add_label=str(add_label),
            add_url=_add_url(model, consultation),
            pages=tuple(page for page in below if page.content_type.model_class() is model),
        )
        for model, label, add_label in CHILDREN
    ]


def _add_url(model: type[Model], consultation: ConsultationPage) -> str:
    if model is SynthesisPage:
        return reverse("desk:synthesis", args=[consultation.pk])
    meta = model._meta
    return reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, consultation.pk])

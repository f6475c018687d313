"""What a consultation follows on from, and in which ones it was continued; the same of one text."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.consultations.continuations import Continuation
from parvis.consultations.models import ConsultationPage
from parvis.contributions.enums import State
from parvis.contributions.merging import name_of
from parvis.contributions.models import Contribution
from parvis.contributions.quotations import Quotation
from parvis.ui.data import Fact


@dataclass(frozen=True, slots=True)
class Quoted:
    """Where the words of a quotation were written first; without a link once that page is not public."""

    title: str
    author: str
    url: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A public consultation that quotes a text, and the page of the quotation."""

    title: str
    url: str


def chain_of(consultation: ConsultationPage) -> list[Fact]:
    """The public consultations before and after this one; two queries."""
    rows = Continuation.objects.select_related("source", "consultation")
    before = rows.filter(consultation=consultation, source__live=True)
    after = rows.filter(source=consultation, consultation__live=True)
    return [
        *(_fact(_("Follows on from"), row.source) for row in before),
        *(_fact(_("Continued in"), row.consultation) for row in after),
    ]


def _fact(label: str, page: ConsultationPage) -> Fact:
    return Fact(label, page.title, reverse("front:consultation", args=[page.slug]))


def quoted_by(contribution: Contribution) -> Quoted | None:
    """What this text quotes, if it is a quotation; one query."""
    rows = Quotation.objects.filter(contribution=contribution)
    row = rows.select_related(
        "source__consultation", "source__author", "source__organisation", "source__gathering"
    ).first()
    if row is None:
        return None
    text, page = row.source, row.source.consultation
    is_public = text.state == State.PUBLISHED and page.live
    url = reverse("front:contribution", args=[text.pk]) if is_public else ""
    return Quoted(page.title if page.live else "", name_of(text) if is_public else "", url)


def quoting(contribution: Contribution) -> list[Elsewhere]:
    """Where this text is quoted, as everybody may read it; one query."""
    rows = Quotation.objects.filter(
        source=contribution,
        contribution__state=State.PUBLISHED,
        contribution__consultation__live=True,
    )
    return [
        Elsewhere(
            row.contribution.consultation.title, reverse("front:contribution", args=[row.contribution_id])
        )
        for row in rows.select_related("contribution__consultation")
    ]

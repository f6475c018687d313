"""A text for the press: the consultation's own words, and figures that anybody may read."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from parvis.consultations.models import ConsultationPage
from parvis.front.composition.result import took_part
from parvis.front.composition.sentences import plain
from parvis.front.kit.material import Material
from parvis.restitution.queries import DatedFigures
from parvis.ui import words


def press_text(consultation: ConsultationPage, material: Material, dated: DatedFigures | None) -> str:
    """Plain text in the language of `material`; what the organiser did not say is left out."""
    with translation.override(material.lang):
        head = [material.title, consultation.summary]
        told = _told(consultation, material, dated)
        lines = [_("%(label)s: %(words)s") % {"label": name, "words": said} for name, said in told if said]
        parts = [*(part for part in head if part), "\n".join(lines), material.legal]
        return "\n\n".join(part for part in parts if part) + "\n"


def _told(
    consultation: ConsultationPage, material: Material, dated: DatedFigures | None
) -> Iterator[tuple[str, str]]:
    """Each line with its label, in the order of a good summary: who, what, when, what for, how many, how."""
    yield _("Who consults"), consultation.organiser
    yield _("Who decides"), consultation.decision_maker
    yield material.labels.dates, material.dates
    yield _("What it is for"), plain(consultation.objective)
    yield _("What can still change"), plain(consultation.open_points)
    yield _("What is already settled"), plain(consultation.settled_points)
    yield material.labels.use, plain(consultation.use_of_contributions)
    yield _("Answer due by"), words.day(consultation.answer_due) if consultation.answer_due else ""
    yield _("In figures"), _figures(dated)
    yield material.labels.participate, material.url
    yield material.labels.offline, " ".join(consultation.offline_ways.split())
    yield _("Contact"), consultation.contact


def _figures(dated: DatedFigures | None) -> str:
    """How many people did what, and when they were counted; nothing while nobody took part."""
    if dated is None or dated.figures.is_empty:
        return ""
    counted = _("Counted on %(moment)s.") % {"moment": words.moment(dated.computed_at)}
    return f"{took_part(dated.figures)} {counted}"

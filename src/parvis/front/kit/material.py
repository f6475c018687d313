"""What the pieces of a kit say, in one language: the consultation's own words, and ours around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from parvis.consultations.enums import LegalProfile
from parvis.consultations.models import ConsultationPage, Phase
from parvis.front.composition.sentences import first_sentence
from parvis.ui import words

OFFLINE, USE = 330, 240
"""How many characters of these hold on the smallest flyer; the page of the consultation has the rest."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Our own words on a piece."""

    dates: str
    use: str
    participate: str
    offline: str
    litter: str
    qr: str


@dataclass(frozen=True, slots=True)
class Material:
    """Plain texts, empty when the organiser said nothing of it. `address` is `url` as people type it."""

    lang: str
    title: str
    organiser: str
    summary: str
    dates: str
    use: str
    offline: str
    legal: str
    url: str
    address: str
    labels: Labels

    @property
    def alt(self) -> str:
        """What a picture says, for those who do not see it."""
        told = (self.organiser, self.title, self.dates, self.address)
        with translation.override(self.lang):
            return _("Picture with words: %(words)s.") % {"words": " – ".join(part for part in told if part)}


def material_of(consultation: ConsultationPage, phases: Sequence[Phase], language: str) -> Material:
    """Written in this language, whatever the reader's; no query once phases are read with their actions."""
    with translation.override(language):
        url = settings.PARVIS_ADDRESS + reverse("front:consultation", args=[consultation.slug])
        parts = urlsplit(url)
        return Material(
            lang=language,
            title=consultation.title,
            organiser=consultation.organiser,
            summary=consultation.summary,
            dates=dates_of(phases),
            use=Truncator(first_sentence(consultation.use_of_contributions)).chars(USE),
            offline=Truncator(" ".join(consultation.offline_ways.split())).chars(OFFLINE),
            legal=legal_mention(consultation),
            url=url,
            address=f"{parts.netloc}{parts.path}",
            labels=_labels(),
        )


def _labels() -> Labels:
    return Labels(
        dates=_("When"),
        use=_("What will be done with it"),
        participate=_("Take part"),
        offline=_("Without the internet"),
        litter=_("Please do not drop in the street."),
        qr=_("QR code that leads to the page of the consultation"),
    )


def bounds(phases: Sequence[Phase]) -> tuple[datetime | None, datetime | None]:
    """From the first to the last day on which one may take part; no end when a phase has none."""
    active = [phase for phase in phases if phase.actions.all()]
    if not active:
        return None, None
    ends = [phase.ends_at for phase in active if phase.ends_at]
    first = min(phase.starts_at for phase in active)
    return first, max(ends) if len(ends) == len(active) else None


def dates_of(phases: Sequence[Phase]) -> str:
    """ "From 3 March 2026 to 12 April 2026", or nothing while nothing is announced."""
    said = words.period(*bounds(phases))
    return said[:1].upper() + said[1:]


def legal_mention(consultation: ConsultationPage) -> str:
    """Of the frames that ask for one: the article by which people take part, and what it stands for."""
    match consultation.profile:
        case LegalProfile.COMMITTEE if consultation.replaced_committee:
            return _(
                "Open consultation in place of this committee: %(committee)s (articles L132-1 to L132-3 of "
                "the French Code of relations between the public and the administration)."
            ) % {"committee": consultation.replaced_committee}
        case LegalProfile.COMMITTEE:
            return _(
                "Open consultation in place of a committee (articles L132-1 to L132-3 of the French Code of "
                "relations between the public and the administration)."
            )
        case LegalProfile.ENVIRONMENT:
            return _("Public participation under article L123-19-1 of the French Environmental Code.")
        case LegalProfile.INDIVIDUAL:
            return _("Public participation under article L123-19-2 of the French Environmental Code.")
    return ""

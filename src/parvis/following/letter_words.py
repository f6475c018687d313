"""A letter as a mail: in one language throughout, with why one gets it and the links that stop it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse, translate_url
from django.utils import translation

from parvis.accounts.models import Participant
from parvis.following import words
from parvis.following.domain.digest import ONE_CLICK
from parvis.following.enums import Sort
from parvis.following.letters import Letter
from parvis.following.segments import reason
from parvis.following.tokens import Stop
from parvis.jobs.mail import Message, foot


@dataclass(frozen=True, slots=True)
class Written:
    """A mail before it has an address."""

    language: str
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Way:
    """What a link of the mail stops, and its address; in a preview, which stops nothing, there is none."""

    title: str
    address: str


def message(letter: Letter, person: Participant, ways: Sequence[tuple[Sort, int]]) -> Message:
    """For one person. The header that programs press stops every mail of news, as that of digests."""
    out = words.stop_address(Stop(person.pk))
    found = compose(letter, person.language, person=person.pk, ways=ways)
    return Message(
        to=str(person.email),
        subject=found.subject,
        text=found.text,
        language=found.language,
        html=found.html,
        headers={"List-Unsubscribe": f"<{out}>", **ONE_CLICK},
    )


def compose(
    letter: Letter, language: str, *, person: int | None = None, ways: Sequence[tuple[Sort, int]] = ()
) -> Written:
    """Its mail in the language nearest to this one; for nobody, its links to stop have no address."""
    said = letter.words(language)
    with translation.override(said.language):
        context = {
            "words": said,
            "letter": letter,
            "consultation": letter.consultation,
            "language": said.language,
            "link": page_address(letter.link),
            "reason": reason(letter),
            "archive": archive_address(letter),
            "settings": settings.PARVIS_ADDRESS + reverse("front:my_follows"),
            "ways": [_way(letter, person, sort, pk) for sort, pk in ways] if person else [],
            "all": words.stop_address(Stop(person)) if person else "",
            "foot": foot(),
        }
        return Written(
            language=said.language,
            subject=words.whole_line(said.subject),
            text=render_to_string("following/mail/letter.txt", context),
            html=render_to_string("following/mail/letter.html", context),
        )


def page_address(path: str) -> str:
    """The whole address of a page of this site, in the language of the moment; empty for none."""
    return settings.PARVIS_ADDRESS + page_path(path) if path else ""


def page_path(path: str) -> str:
    """A page of this site, kept in the language of the installation, in that of the moment."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    with translation.override(settings.LANGUAGE_CODE):
        return translate_url(path, language) if path else ""


def archive_address(letter: Letter) -> str:
    return settings.PARVIS_ADDRESS + reverse("front:letter", args=[letter.consultation.slug, letter.pk])


def _way(letter: Letter, person: int, sort: Sort, pk: int) -> Way:
    title = letter.consultation.title if sort == Sort.CONSULTATION else letter.segment_name
    return Way(words.one_line(title), words.stop_address(Stop(person, Sort(sort), pk)))

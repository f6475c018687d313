"""A consultation with a debate small enough to be counted by hand, rows written at once."""

from __future__ import annotations

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.models import ConsultationPage
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.enums import Side, TextKind
from parvis.debate.models import Argument
from parvis.debate.tests.factories import ArgumentFactory
from parvis.panel.tests.factories import open_consultation

PEOPLE = 30


def people(number: int) -> list[Participant]:
    made: list[Participant] = Participant.objects.bulk_create(ParticipantFactory.build_batch(number))
    return made


def write(place: ConsultationPage, authors: list[Participant | None], **said: object) -> list[Contribution]:
    phase = place.phases.get()
    rows = ContributionFactory.build_batch(
        len(authors), kind=phase.actions.all()[0].kind, consultation=place, phase=phase, author=None, **said
    )
    for row, author in zip(rows, authors, strict=True):
        row.author = author
    made: list[Contribution] = Contribution.objects.bulk_create(rows)
    return made


def argue(item: Contribution, authors: list[Participant], **said: object) -> list[Argument]:
    rows = ArgumentFactory.build_batch(len(authors), contribution=item, author=None, **said)
    for row, author in zip(rows, authors, strict=True):
        row.author = author
    made: list[Argument] = Argument.objects.bulk_create(rows)
    return made


def comment(item: Contribution, authors: list[Participant], **said: object) -> list[Argument]:
    return argue(item, authors, kind=TextKind.COMMENT, side="", **said)


def debate() -> tuple[ConsultationPage, list[Participant], list[Contribution]]:
    """Thirty people write once; twenty argue for the first text and ten against; fifteen comment on it, and
    each of the others answers one of them."""
    place = open_consultation()
    crowd = people(PEOPLE)
    texts = write(place, list(crowd))
    argue(texts[0], crowd[:20])
    argue(texts[0], crowd[20:], side=Side.AGAINST)
    said = comment(texts[0], crowd[:15])
    for author, parent in zip(crowd[15:], said, strict=True):
        comment(texts[0], [author], parent=parent, depth=1)
    return place, crowd, texts

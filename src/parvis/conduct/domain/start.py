"""Start a consultation from a few questions: a draft as complete as they allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import translation
from django.utils.html import linebreaks
from django.utils.translation import gettext as _

from parvis.accounts.models import Participant
from parvis.conduct.calendar import check_answer, days_of
from parvis.conduct.domain.keep_record import keep_record
from parvis.conduct.enums import LegalBasis, OpinionsGround
from parvis.conduct.facts import PIECES
from parvis.consultations.domain.create_from_template import create_from_template
from parvis.consultations.enums import Figure, LegalProfile
from parvis.consultations.models import ConsultationPage
from parvis.consultations.templates_catalogue import Template
from parvis.moderation.domain.promise_appeals import promise_appeals
from parvis.pages.enums import ResourceOrigin
from parvis.pages.models import ResourcePage


@dataclass(frozen=True, slots=True)
class Answers:
    """What the organiser answered, in plain text."""

    profile: LegalProfile
    replaced_committee: str
    summary: str
    presentation: str
    use_of_contributions: str
    decision_maker: str
    open_points: str
    settled_points: str
    alternatives: str
    answer_due: date
    answer_in_charge: str
    offline_ways: str
    has_no_guarantor: bool
    appeal_days: int
    funder: str
    operator: str
    contact: str
    officer: str
    opinions_ground: OpinionsGround
    assessment: str


PLAIN = (
    "profile", "replaced_committee", "summary", "decision_maker", "answer_due", "answer_in_charge",
    "offline_ways", "has_no_guarantor", "funder", "operator", "contact",
)  # fmt: skip
PUBLISHER = 120
"""The longest name of who publishes a resource."""
RICH = ("presentation", "use_of_contributions", "open_points", "settled_points", "alternatives")


@transaction.atomic
def start(
    *,
    actor: Participant,
    template: Template,
    title: str,
    organiser: str,
    starts_on: date,
    answers: Answers,
    themes: Sequence[str] = (),
    closes_on: date | None = None,
    figures: Mapping[Figure, int] | None = None,
) -> ConsultationPage:
    """A draft with its frame, a record of personal data to read again, the places of its legal file.

    Raises `Refused`, with the first day that would do when the dates are not those of the legal frame.
    """
    slots = days_of(template, profile=answers.profile, starts_on=starts_on, closes_on=closes_on)
    check_answer(slots, profile=answers.profile, answer_due=answers.answer_due)
    made = create_from_template(
        actor=actor,
        template=template,
        title=title,
        organiser=organiser,
        starts_on=starts_on,
        themes=themes,
        slots=slots,
        figures=figures,
    )
    for name in PLAIN:
        setattr(made, name, getattr(answers, name))
    for name in RICH:
        setattr(made, name, linebreaks(getattr(answers, name), autoescape=True))
    made.save_revision(user=actor)
    with translation.override(actor.language):
        said = proposed(organiser, answers)
        keep_record(actor=actor, consultation=made, said=said)
        _prepare_file(actor, made, answers.profile)
    promise_appeals(actor=actor, consultation=made, days=answers.appeal_days)
    return made


def _prepare_file(actor: Participant, consultation: ConsultationPage, profile: LegalProfile) -> None:
    """A draft of a resource for each document that the law asks for: its file is all that it lacks."""
    for piece in sorted(PIECES.get(profile, ())):
        page = ResourcePage(
            title=str(piece.label).capitalize(),
            origin=ResourceOrigin.ORGANISER,
            publisher=consultation.organiser[:PUBLISHER],
            piece=piece,
            live=False,
            has_unpublished_changes=True,
        )
        consultation.add_child(instance=page)
        page.save_revision(user=actor, log_action="wagtail.create", clean=False)  # it lacks its file


def proposed(organiser: str, answers: Answers) -> dict[str, str]:
    """A record that says what the software does, to be read again and completed."""
    is_private = answers.profile == LegalProfile.PRIVATE
    return {
        "controller": organiser,
        "purposes": _(
            "Gather what people propose and think on the question asked, count it, publish it under the name"
            " that each chose, answer it."
        ),
        "basis": LegalBasis.LEGITIMATE if is_private else LegalBasis.PUBLIC_TASK,
        "opinions_ground": answers.opinions_ground,
        "recipients": _(
            "Everybody, for what is published. The team of the consultation, for what it asks in private."
            " Addresses: nobody but those who run the site."
        ),
        "periods": _(
            "What is published: as long as the consultation is; unsigned once the account is deleted."
            " Addresses: until the account is deleted, or unused for two years. The public log: for ever,"
            " without a name."
        ),
        "rights": _(
            "In one's own space: read and take away everything; correct or withdraw while one may take part;"
            " delete the account, which leaves texts unsigned. For the rest, write to the contact; then, if"
            " need be, to the data protection authority."
        ),
        "officer": answers.officer,
        "assessment": answers.assessment,
    }

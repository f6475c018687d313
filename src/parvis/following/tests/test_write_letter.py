"""Writing a letter, planning its departure, cancelling it: by whom, and as long as it has not left."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import (
    ConsultationFactory,
    PhaseFactory,
    TeamMemberFactory,
    ThemeFactory,
)
from parvis.following.domain.carry_letters import depart
from parvis.following.domain.send_letter import cancel_letter, plan_letter, try_letter
from parvis.following.domain.write_letter import LetterDraft, drop_letter, rewrite_letter, write_letter
from parvis.following.enums import LetterState, Segment
from parvis.following.models import Letter
from parvis.following.tests.factories import LetterFactory, follower
from parvis.jobs.models import Mail

pytestmark = pytest.mark.django_db
SAID = LetterDraft(segment=Segment.FOLLOWERS, subject_fr="Objet", text_fr="Texte")


@pytest.fixture
def place() -> ConsultationPage:
    return ConsultationFactory()


@pytest.fixture
def animator(place) -> Participant:
    return TeamMemberFactory(consultation=place, role=Role.ANIMATOR, participant__language="en").participant


@pytest.mark.parametrize(
    ("role", "may"),
    [(role, role in {Role.ORGANISER, Role.ANIMATOR}) for role in Role],
)
def test_organisers_and_animators_write_and_send_the_rest_of_the_team_does_not(place, role, may):
    follower(place)
    person = TeamMemberFactory(consultation=place, role=role).participant
    letter = LetterFactory(consultation=place)
    acts = [
        lambda: write_letter(actor=person, consultation=place, draft=SAID),
        lambda: rewrite_letter(actor=person, letter=letter, draft=SAID),
        lambda: try_letter(actor=person, letter=letter),
        lambda: plan_letter(actor=person, letter=letter),
        lambda: cancel_letter(actor=person, letter=letter),
        lambda: drop_letter(actor=person, letter=letter),
    ]
    for act in acts:
        if may:
            act()
        else:
            with pytest.raises(Refused):
                act()
    assert Letter.objects.filter(pk=letter.pk).exists() is not may


def test_nobody_writes_in_the_consultation_of_others(place, animator):
    stranger = TeamMemberFactory(role=Role.ORGANISER).participant
    letter = LetterFactory(consultation=place)
    for person in (stranger, ParticipantFactory()):
        with pytest.raises(Refused):
            write_letter(actor=person, consultation=place, draft=SAID)
        with pytest.raises(Refused):
            drop_letter(actor=person, letter=letter)


@pytest.mark.parametrize(
    "draft",
    [
        LetterDraft(segment=Segment.FOLLOWERS),
        LetterDraft(segment=Segment.FOLLOWERS, subject_fr="Objet", text_en="Text"),
        LetterDraft(segment=Segment.FOLLOWERS, subject_fr="Objet", text_fr="  \r\n "),
        LetterDraft(segment=Segment.PHASE, subject_fr="Objet", text_fr="Texte"),
        LetterDraft(segment=Segment.THEME, subject_fr="Objet", text_fr="Texte"),
    ],
)
def test_half_a_letter_is_refused(place, animator, draft):
    with pytest.raises(Refused):
        write_letter(actor=animator, consultation=place, draft=draft)
    assert Letter.objects.count() == 0


def test_a_segment_is_of_its_own_consultation_and_keeps_its_name(place, animator):
    for mine, theirs, name in (
        (PhaseFactory(consultation=place, title="Idées"), PhaseFactory(), "phase"),
        (ThemeFactory(consultation=place, name="Idées"), ThemeFactory(), "theme"),
    ):

        def draft(row: object, name: str = name) -> LetterDraft:
            return LetterDraft(segment=Segment(name), subject_fr="O", text_fr="T", **{name: row})

        with pytest.raises(Refused):
            write_letter(actor=animator, consultation=place, draft=draft(theirs))
        letter = write_letter(actor=animator, consultation=place, draft=draft(mine))
        assert letter.segment_name == "Idées"


def test_it_is_planned_for_a_moment_to_come_changed_no_more_and_cancelled(place, animator):
    follower(place)
    letter = write_letter(actor=animator, consultation=place, draft=SAID)
    for wrong in (timezone.now() - timedelta(minutes=1), timezone.now() + timedelta(days=400)):
        with pytest.raises(Refused):
            plan_letter(actor=animator, letter=letter, at=wrong)
    plan_letter(actor=animator, letter=letter, at=timezone.now() + timedelta(hours=1))
    for act in (rewrite_letter, drop_letter):
        more = {"draft": SAID} if act is rewrite_letter else {}
        with pytest.raises(Refused):
            act(actor=animator, letter=letter, **more)
    assert depart(now=timezone.now()) == 0
    held = cancel_letter(actor=animator, letter=letter)
    assert (held.state, held.send_at) == (LetterState.DRAFT, None)
    assert depart(now=timezone.now() + timedelta(hours=2)) == 0


def test_what_has_left_is_neither_cancelled_nor_changed(place, animator):
    follower(place)
    letter = plan_letter(actor=animator, letter=LetterFactory(consultation=place))
    assert depart(now=timezone.now() + timedelta(seconds=1)) == 1
    for act in (cancel_letter, drop_letter, plan_letter):
        with pytest.raises(Refused):
            act(actor=animator, letter=letter)


def test_a_letter_to_nobody_or_without_a_public_page_is_refused(place, animator):
    letter = LetterFactory(consultation=place)
    with pytest.raises(Refused, match="accepté"):
        plan_letter(actor=animator, letter=letter)
    follower(place)
    ConsultationPage.objects.filter(pk=place.pk).update(live=False)
    with pytest.raises(Refused, match="publi"):
        plan_letter(actor=animator, letter=Letter.objects.get(pk=letter.pk))


def test_one_tries_it_on_oneself_in_each_language_and_nobody_else_gets_it(place, animator):
    follower(place)
    letter = LetterFactory(consultation=place, subject_en="News of the square", text_en="Works begin.")
    assert try_letter(actor=animator, letter=letter) == 2
    mails = list(Mail.objects.order_by("pk"))
    assert {mail.recipient for mail in mails} == {animator.email}
    assert [mail.subject for mail in mails] == ["Essai : Des nouvelles du square", "Test: News of the square"]
    assert [mail.headers for mail in mails] == [{}, {}]


def test_the_journal_of_the_team_says_who_did_what(place, animator):
    follower(place)
    letter = write_letter(actor=animator, consultation=place, draft=SAID)
    plan_letter(actor=animator, letter=letter, at=timezone.now() + timedelta(hours=1))
    cancel_letter(actor=animator, letter=letter)
    drop_letter(actor=animator, letter=letter)
    told = PageLogEntry.objects.filter(page=place.pk, user=animator.pk).order_by("pk")
    assert list(told.values_list("action", flat=True)) == [
        f"parvis.letter.{what}" for what in ("written", "planned", "cancelled", "dropped")
    ]

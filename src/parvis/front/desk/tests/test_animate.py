"""Letters and announcements at the desk: written, looked at, tried, sent, cancelled; by those who animate."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.tests.factories import StaffFactory
from parvis.consultations.enums import Role
from parvis.consultations.models import TeamMember
from parvis.consultations.tests.factories import (
    KindFactory,
    PhaseActionFactory,
    PhaseFactory,
    TeamMemberFactory,
)
from parvis.contributions.tests.factories import ContributionFactory
from parvis.following.enums import LetterState
from parvis.following.models import Announcement, Letter
from parvis.following.tasks import carry_letters
from parvis.following.tests.factories import AnnouncementFactory, LetterFactory, SubscriptionFactory, follower
from parvis.front.desk.today import today
from parvis.jobs.models import Mail

pytestmark = pytest.mark.django_db
SAID = {
    "segment": "followers",
    "subject_fr": "Le square",
    "text_fr": "Les travaux commencent.",
    "subject_en": "The square",
    "text_en": "Works begin.",
}


@pytest.fixture
def animator(organiser) -> TeamMember:
    return TeamMemberFactory(
        consultation=organiser.consultation, role=Role.ANIMATOR, participant__language="en"
    )


def address(name: str, member: TeamMember, **more: int) -> str:
    return reverse(f"desk:{name}", kwargs={"pk": member.consultation_id, **more})


def test_a_letter_from_its_first_word_to_its_figures(desk, animator):
    person, other = follower(animator.consultation, language="en"), follower(animator.consultation)
    SubscriptionFactory(consultation=animator.consultation)
    client = desk(animator.participant)
    answer = client.post(address("add_letter", animator), SAID)
    letter = Letter.objects.get()
    page = client.get(answer["Location"]).content.decode()
    for words in ("2 people would get it now.", "1 other person", "Works begin.", "Les travaux commencent."):
        assert words in page
    client.post(address("try_letter", animator, letter_pk=letter.pk))
    assert {mail.recipient for mail in Mail.objects.all()} == {animator.participant.email}

    client.post(address("letter", animator, letter_pk=letter.pk), {"when": "now"})
    carry_letters()
    sent = Mail.objects.exclude(recipient=animator.participant.email)
    assert {mail.recipient for mail in sent} == {person.email, other.email}
    page = client.get(address("letter", animator, letter_pk=letter.pk)).content.decode()
    assert "on their way" in page
    assert "Nobody knows who opened it" in page
    assert (
        client.get(reverse("front:letter", args=[animator.consultation.slug, letter.pk])).status_code == 200
    )


def test_planned_for_later_it_is_cancelled_and_nobody_gets_it(desk, animator):
    follower(animator.consultation)
    letter = LetterFactory(consultation=animator.consultation)
    client = desk(animator.participant)
    url = address("letter", animator, letter_pk=letter.pk)
    assert "Say at which day and hour." in client.post(url, {"when": "later"}).content.decode()
    tomorrow = timezone.localtime() + timedelta(days=1)
    client.post(url, {"when": "later", "at": f"{tomorrow:%Y-%m-%dT%H:%M}"})
    letter.refresh_from_db()
    assert letter.state == LetterState.PLANNED
    [line] = today(animator.participant)
    assert [note for note in line.soon if "Des nouvelles du square" in note] != []
    client.post(address("cancel_letter", animator, letter_pk=letter.pk))
    carry_letters()
    letter.refresh_from_db()
    assert (letter.state, Mail.objects.count()) == (LetterState.DRAFT, 0)
    client.post(address("drop_letter", animator, letter_pk=letter.pk))
    assert Letter.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text_fr": ""}, "A letter has a subject and a text."),
        ({"segment": "phase"}, "Say which one, or choose another segment."),
        ({"subject_fr": "", "text_fr": "", "subject_en": "", "text_en": ""}, "Write a subject and a text"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(desk, animator, typed, said):
    page = (
        desk(animator.participant).post(address("add_letter", animator), {**SAID, **typed}).content.decode()
    )
    assert said in page
    if "text_en" not in typed:
        assert "Works begin." in page
    assert Letter.objects.count() == 0


def test_a_draft_is_changed_and_one_that_left_is_not(desk, animator):
    draft = LetterFactory(consultation=animator.consultation)
    gone = LetterFactory(consultation=animator.consultation, gone=True)
    client = desk(animator.participant)
    for letter in (draft, gone):
        client.post(address("edit_letter", animator, letter_pk=letter.pk), SAID)
    assert set(Letter.objects.values_list("subject_fr", flat=True)) == {
        "Le square",
        "Des nouvelles du square",
    }


def test_an_announcement_is_written_changed_and_taken_down(desk, animator, client):
    now = timezone.localtime()
    typed = {
        "text_fr": "Réunion jeudi.",
        "starts_at": f"{now - timedelta(hours=1):%Y-%m-%dT%H:%M}",
        "ends_at": f"{now + timedelta(hours=2):%Y-%m-%dT%H:%M}",
        "is_urgent": "on",
    }
    desk_client, public = (
        desk(animator.participant),
        reverse("front:consultation", args=[animator.consultation.slug]),
    )
    desk_client.post(address("add_announcement", animator), typed)
    row = Announcement.objects.get()
    assert "Réunion jeudi." in client.get(public).content.decode()
    again = desk_client.post(address("add_announcement", animator), typed).content.decode()
    assert "one urgent announcement at a time" in again
    place = {"announcement_pk": row.pk}
    desk_client.post(address("announcement", animator, **place), {**typed, "text_fr": "Réunion vendredi."})
    assert "Réunion vendredi." in client.get(public).content.decode()
    desk_client.post(address("remove_announcement", animator, **place))
    assert "Réunion" not in client.get(public).content.decode()


def test_the_end_of_a_phase_is_proposed_and_nothing_is_sent_by_itself(desk, animator):
    follower(animator.consultation)
    now = timezone.now()
    phase = PhaseFactory(
        consultation=animator.consultation,
        title="Ideas",
        starts_at=now - timedelta(days=9),
        ends_at=now + timedelta(days=2, hours=1),
    )
    client = desk(animator.participant)
    for url in (address("animate", animator), reverse("desk_animate"), reverse("wagtailadmin_home")):
        assert f"{address('add_letter', animator)}?end={phase.pk}" in client.get(url).content.decode()
    form = client.get(f"{address('add_letter', animator)}?end={phase.pk}").content.decode()
    assert ("Ideas: 2 days left" in form, "Il reste 2 jours" in form or "2 jours" in form) == (True, True)
    carry_letters()
    assert (Letter.objects.count(), Mail.objects.count()) == (0, 0)
    client.post(f"{address('add_letter', animator)}?end={phase.pk}", SAID)
    assert Letter.objects.get().end_of == phase
    page = client.get(address("animate", animator)).content.decode()
    assert f"{address('add_letter', animator)}?end={phase.pk}" not in page
    assert f"{address('add_announcement', animator)}?end={phase.pk}" in page


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANALYST, Role.GUARANTOR, Role.OBSERVER])
def test_the_rest_of_the_team_sees_neither_the_page_nor_the_menu(desk, organiser, role):
    member = TeamMemberFactory(consultation=organiser.consultation, role=role)
    client = desk(member.participant)
    assert client.get(address("animate", member)).status_code == 404
    assert client.get(reverse("desk_animate")).status_code == 404
    assert reverse("desk_animate") not in client.get(reverse("wagtailadmin_home")).content.decode()
    [line] = today(member.participant)
    assert line.proposals == []


def test_neither_a_stranger_nor_the_number_of_another_consultation_reaches_a_letter(desk, organiser):
    letter = LetterFactory(consultation=organiser.consultation)
    stranger = TeamMemberFactory()
    client = desk(stranger.participant)
    assert client.get(address("letter", organiser, letter_pk=letter.pk)).status_code == 404
    assert client.get(address("letter", stranger, letter_pk=letter.pk)).status_code == 404
    assert client.post(address("drop_letter", stranger, letter_pk=letter.pk)).status_code == 404
    assert desk(StaffFactory(is_superuser=True)).get(address("animate", organiser)).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_whatever_their_number(desk, organiser, number, django_assert_max_num_queries):
    for _one in range(number):
        LetterFactory(consultation=organiser.consultation, planned=True)
        AnnouncementFactory(consultation=organiser.consultation)
        PhaseFactory(
            consultation=organiser.consultation,
            starts_at=timezone.now() - timedelta(days=1),
            ends_at=timezone.now() + timedelta(days=1),
        )
    client = desk(organiser.participant)
    client.get(reverse("desk_animate"))
    with django_assert_max_num_queries(24):
        client.get(address("animate", organiser))


def test_what_came_is_told_by_kind_and_channel_beside_the_days_before(organiser):
    page = organiser.consultation
    action = PhaseActionFactory(
        phase__consultation=page, kind=KindFactory(consultation=page, plural_name="idées")
    )
    now = timezone.localtime().replace(hour=12)
    for days, origin in ((0, "web"), (1, "paper"), (2, "web"), (8, "web"), (8, "web"), (9, "web")):
        row = ContributionFactory(kind=action.kind, phase=action.phase, origin=origin)
        row.created_at = now - timedelta(days=days)
        row.save(update_fields=["created_at"])
    [line] = today(organiser.participant)
    [came] = line.came
    assert (came.label, came.today, came.yesterday, came.week) == ("idées", 1, 1, 3)
    assert came.mean == "0,4"
    assert came.by_channel == "Papier 1"

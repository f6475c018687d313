"""Reading what a team did."""

import csv
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from parvis.consultations.domain.edit_themes import edit_themes
from parvis.consultations.enums import DeskAct, Role, Visibility
from parvis.consultations.models import TeamMember
from parvis.consultations.tests.factories import KindFactory, TeamMemberFactory
from parvis.contributions.enums import PRIVATE
from parvis.contributions.tests.factories import ContributionFactory
from parvis.front.composition.journal.page import Wanted, journal_page, read_place
from parvis.front.enums import JournalKind
from parvis.moderation.domain.hide import hide
from parvis.moderation.enums import Reason

pytestmark = pytest.mark.django_db


def address(member: TeamMember, name: str = "journal") -> str:
    return reverse(f"desk:{name}", args=[member.consultation_id])


@pytest.fixture
def busy(organiser: TeamMember) -> TeamMember:
    """Themes written twice, and a text hidden by somebody else."""
    page = organiser.consultation
    PageLogEntry.objects.all().delete()
    edit_themes(actor=organiser.participant, consultation=page, names=["Walls"])
    edit_themes(actor=organiser.participant, consultation=page, names=["Walls", "Garden"])
    moderator = TeamMemberFactory(consultation=page, role=Role.MODERATOR).participant
    hide(actor=moderator, target=ContributionFactory(kind__consultation=page), reason=Reason.OFF_TOPIC)
    return organiser


def lines(member: TeamMember, **wanted):
    return [line.kind for line in journal_page(member.consultation, Wanted(**wanted)).lines]


def test_the_last_act_comes_first_with_who_and_what_changed(desk, busy) -> None:
    text = desk(busy.participant).get(address(busy)).content.decode()

    assert lines(busy) == [JournalKind.MODERATION, JournalKind.SETTINGS, JournalKind.SETTINGS]
    assert text.index("hid a text") < text.index("changed the themes")
    assert ("<del>Walls</del>" in text, "<ins>Garden, Walls</ins>" in text) == (True, True)


def test_it_is_narrowed_by_person_kind_and_day(busy) -> None:
    page = busy.consultation
    PageLogEntry.objects.filter(page=page.pk).update(timestamp=timezone.now() - timedelta(days=9))

    assert lines(busy, person=busy.participant) == [JournalKind.SETTINGS] * 2
    assert lines(busy, kind=JournalKind.MODERATION) == [JournalKind.MODERATION]
    assert lines(busy, since=timezone.localdate()) == [JournalKind.MODERATION]
    assert lines(busy, until=timezone.localdate() - timedelta(days=5)) == [JournalKind.SETTINGS] * 2


def test_pages_follow_one_another_and_miss_nothing(busy) -> None:
    page, after, found = busy.consultation, None, []
    moment = timezone.now()
    PageLogEntry.objects.filter(page=page.pk).update(timestamp=moment)
    while True:
        part = journal_page(page, Wanted(), after=after, size=1)
        found += [line.place for line in part.lines]
        if not part.next:
            break
        after = read_place(part.next)

    assert found == [line.place for line in journal_page(page, Wanted()).lines]
    assert len(set(found)) == 3


@pytest.mark.parametrize("text", ["", "x", "2026-01-01_1_1", "2026-01-01T00:00:00+00:00_x_1", "_0_"])
def test_a_place_that_cannot_be_read_is_none(text: str) -> None:
    assert read_place(text) is None


def test_the_number_of_queries_does_not_grow(busy, django_assert_num_queries) -> None:
    with CaptureQueriesContext(connection) as few:
        journal_page(busy.consultation, Wanted())
    for names in (["A"], ["B"], ["C"]):
        edit_themes(actor=busy.participant, consultation=busy.consultation, names=names)
    with django_assert_num_queries(len(few)):
        journal_page(busy.consultation, Wanted())


def test_the_file_holds_the_same_and_taking_it_is_an_act(desk, busy) -> None:
    answer = desk(busy.participant).get(address(busy, "journal_csv") + "?kind=moderation")

    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
    assert [row[3] for row in rows] == ["what", "hid a text"]
    assert lines(busy)[0] == JournalKind.DATA


@pytest.mark.parametrize("role", [*sorted(set(Role) - {Role.ORGANISER, Role.GUARANTOR}), None])
def test_nobody_else_reads_it(desk, organiser, role) -> None:
    if role is None:
        other = TeamMemberFactory().participant
    else:
        other = TeamMemberFactory(consultation=organiser.consultation, role=role).participant

    for name in ("journal", "journal_csv"):
        assert desk(other).get(address(organiser, name)).status_code == 404


def test_the_guarantor_reads_it(desk, busy) -> None:
    guarantor = TeamMemberFactory(consultation=busy.consultation, role=Role.GUARANTOR).participant

    assert desk(guarantor).get(address(busy)).status_code == 200


def test_reading_private_answers_is_said_once_a_day_and_to_whom_they_were_shown(desk, organiser) -> None:
    page = organiser.consultation
    kind = KindFactory(consultation=page, visibility=Visibility.PRIVATE)
    row = ContributionFactory(kind=kind, state=PRIVATE)
    client = desk(organiser.participant)
    read = PageLogEntry.objects.filter(action=DeskAct.PRIVATE_READ.action)

    for address_of in (
        reverse("desk:contributions", args=[page.pk]),
        reverse("desk:contribution", args=[page.pk, row.pk]),
        reverse("front:contribution", args=[row.pk]),
    ):
        assert client.get(address_of).status_code == 200
    assert [entry.user_id for entry in read] == [organiser.participant_id]

    observer = TeamMemberFactory(consultation=page, role=Role.OBSERVER).participant
    text = desk(observer).get(reverse("desk:contributions", args=[page.pk])).content.decode()
    assert ("Text not public" in text or "Texte non public" in text, read.count()) == (True, 1)


@pytest.mark.parametrize("role", [Role.ANIMATOR, Role.OBSERVER])
def test_animators_and_observers_see_the_desk_and_no_private_word(desk, organiser, role) -> None:
    page = organiser.consultation
    kind = KindFactory(consultation=page, visibility=Visibility.PRIVATE)
    row = ContributionFactory(kind=kind, state=PRIVATE, title="", text="My own words.")
    client = desk(TeamMemberFactory(consultation=page, role=role).participant)

    assert client.get(reverse("desk:consultation", args=[page.pk])).status_code == 200
    shown = client.get(reverse("desk:contribution", args=[page.pk, row.pk]))
    assert "My own words." not in shown.content.decode()
    assert client.get(reverse("front:contribution", args=[row.pk])).status_code == 404

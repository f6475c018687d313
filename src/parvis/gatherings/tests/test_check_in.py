"""Keep the door: each person once, those who came without registering, and back."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.gatherings.domain import check_in as door
from parvis.gatherings.models import Registration
from parvis.gatherings.queries import Attendance, at_the_door, attendance_of
from parvis.gatherings.tests.factories import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def keeper(event, role=Role.ANIMATOR):
    return TeamMemberFactory(consultation=event.consultation, role=role).participant


def test_each_person_comes_once_and_it_is_undone() -> None:
    row = RegistrationFactory()
    RegistrationFactory(event=row.event, waiting=True)
    actor = keeper(row.event)
    assert [door.check_in(actor=actor, registration=row) for _time in range(2)] == [True, False]
    door.count_walk_ins(actor=actor, event=row.event, count=4)
    row.event.refresh_from_db()
    counts = attendance_of(row.event)
    assert (counts, counts.present) == (Attendance(coming=1, waiting=1, came=1, walk_ins=4), 5)
    door.undo_check_in(actor=actor, registration=row)
    assert attendance_of(row.event).came == 0


def test_nobody_comes_to_what_is_cancelled_nor_without_having_confirmed() -> None:
    row = RegistrationFactory(event=EventFactory(called_off=True))
    asked = RegistrationFactory(asked=True)
    with pytest.raises(Refused):
        door.check_in(actor=keeper(row.event), registration=row)
    assert door.check_in(actor=keeper(asked.event), registration=asked) is False
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.filter(pk=asked.pk).update(arrived_at=asked.asked_at)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.OBSERVER, None])
def test_others_keep_no_door(role: Role | None) -> None:
    row = RegistrationFactory()
    actor = keeper(row.event, role) if role else ParticipantFactory()
    for act in (
        lambda: door.check_in(actor=actor, registration=row),
        lambda: door.undo_check_in(actor=actor, registration=row),
        lambda: door.count_walk_ins(actor=actor, event=row.event, count=3),
    ):
        with pytest.raises(Refused):
            act()
    assert attendance_of(row.event) == Attendance(coming=1)


def test_the_list_is_searched_by_name_code_and_beginning_of_address() -> None:
    event = EventFactory()
    zoe = RegistrationFactory(event=event, name="Zoé Diop", email="zoe@exemple.fr", code="12345678")
    person = ParticipantFactory(public_name="Tilleul 9", email="awa@exemple.fr")
    awa = RegistrationFactory(event=event, participant=person, name="", email="", code="87654321")
    found = {typed: at_the_door(event, typed) for typed in ("zoé", "1234 56", "tilleul", "awa@", "exemple")}
    assert found == {"zoé": [zoe], "1234 56": [zoe], "tilleul": [awa], "awa@": [awa], "exemple": []}


def test_the_drawn_code_leads_whoever_keeps_the_door_and_nobody_else() -> None:
    row = RegistrationFactory()
    address = reverse("gatherings:check_in", args=[row.code])
    answers = {}
    for name, person in {
        "keeper": keeper(row.event),
        "moderator": keeper(row.event, Role.MODERATOR),
        "team of another": keeper(EventFactory()),
        "participant": ParticipantFactory(),
    }.items():
        client = Client()
        client.force_login(person)
        answers[name] = client.get(address).status_code
    visitor = Client().get(address)
    unknown = Client().get(reverse("gatherings:check_in", args=["00000000"]))
    assert answers == {"keeper": 302, "moderator": 404, "team of another": 404, "participant": 404}
    assert [answer.url.partition("?")[0] for answer in (visitor, unknown)] == ["/account/login/"] * 2

"""What another site asks for, at the desk of whoever administers this one."""

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from parvis.accounts.tests.factories import StaffFactory
from parvis.conduct.models import Instance
from parvis.conduct.tests.factories import InstanceFactory
from parvis.consultations.models import ConsultationPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    person = StaffFactory(is_superuser=True, language="en")
    UserProfile.objects.create(user=person, preferred_language="en")
    return person


def at(row: Instance, name: str = "desk_instance") -> str:
    return reverse(name, kwargs={"pk": row.pk})


def test_what_waits_comes_first_and_the_site_says_how_many(desk, operator, settings) -> None:
    settings.PARVIS_INSTANCES_KEY = "k" * 40
    waiting = InstanceFactory(name="Waits")
    InstanceFactory(name="Decided", state="failure", reason="No.")
    client = desk(operator)
    text = client.get(reverse("desk_instances")).content.decode()

    assert text.index("Waits") < text.index("Decided")
    assert at(waiting) in text
    site = client.get(reverse("desk_site")).content.decode()
    assert f'href="{reverse("desk_instances")}"' in site
    settings.PARVIS_INSTANCES_KEY = ""
    assert "the settings have no key" in client.get(reverse("desk_instances")).content.decode()
    assert f'href="{reverse("desk_instances")}"' not in client.get(reverse("desk_site")).content.decode()


def test_it_is_accepted(desk, operator) -> None:
    row = InstanceFactory()
    answer = desk(operator).post(at(row), {"template": "idea-box", "starts_on": "2099-01-01"}, follow=True)
    row.refresh_from_db()

    assert "the invitation is on its way" in answer.content.decode()
    assert row.consultation is not None
    assert reverse("desk:consultation", args=[row.consultation.pk]) in answer.content.decode()


def test_it_is_refused_with_a_reason(desk, operator) -> None:
    row = InstanceFactory()
    client = desk(operator)
    assert client.post(at(row, "desk_refuse_instance"), {"reason": ""}).status_code == 422
    assert client.post(at(row, "desk_refuse_instance"), {"reason": "Not ours."}).status_code == 302
    row.refresh_from_db()

    assert (row.state, row.reason) == ("failure", "Not ours.")
    assert "Not ours." in client.get(at(row)).content.decode()


def test_what_is_missing_is_told(desk, operator) -> None:
    answer = desk(operator).post(at(InstanceFactory()), {"template": "budget", "starts_on": ""})

    assert (answer.status_code, ConsultationPage.objects.filter(title="Quelle école demain ?").count()) == (
        422,
        0,
    )
    assert "Say on which day it starts." in answer.content.decode()


def test_it_is_for_whoever_administers_the_site(desk, organiser) -> None:
    row = InstanceFactory()
    client = desk(organiser.participant)

    assert client.get(reverse("desk_instances")).status_code == 404
    assert client.get(at(row)).status_code == 404
    assert client.post(at(row), {"template": "idea-box", "starts_on": "2099-01-01"}).status_code == 404
    assert client.post(at(row, "desk_refuse_instance"), {"reason": "No."}).status_code == 404

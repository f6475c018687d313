"""Whoever has a desk chooses its language, and is asked for nothing else."""

import pytest
from wagtail.users.models import UserProfile

from parvis.consultations.tests.factories import TeamMemberFactory

pytestmark = pytest.mark.django_db


def test_the_language_of_the_desk_is_changed_without_giving_a_name(desk) -> None:
    person = TeamMemberFactory().participant
    client = desk(person)
    page = client.get("/desk/account/")
    asked = {name: value for form in forms_of(page) for name, value in initial_of(form).items()}

    answer = client.post("/desk/account/", {**asked, "locale-preferred_language": "en"})

    assert (answer.status_code, answer.url) == (302, "/desk/account/")
    assert UserProfile.objects.get(user=person).preferred_language == "en"


def test_no_name_is_asked_for(desk) -> None:
    page = desk(TeamMemberFactory().participant).get("/desk/account/").content.decode()

    assert ("name_email" in page, "locale-preferred_language" in page) == (False, True)


def forms_of(page):
    return [panel.get_form() for panels in page.context["panels_by_tab"].values() for panel in panels]


def initial_of(form) -> dict[str, object]:
    """What a browser sends back of a form that nobody touched: choices and words, no file."""
    values = {
        form.add_prefix(name): form.get_initial_for_field(field, name) for name, field in form.fields.items()
    }
    return {name: value for name, value in values.items() if isinstance(value, str)}

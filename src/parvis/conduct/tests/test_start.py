"""From each template to a consultation that everybody sees: what the start asks is all that the rules ask."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.conduct.desk import StartForm
from parvis.conduct.domain.open_consultation import in_the_way
from parvis.conduct.enums import Effect, State, Step
from parvis.conduct.facts import PIECES
from parvis.conduct.queries import book_of, gather
from parvis.conduct.tests.starts import begin, creator, publish_file
from parvis.consultations.calendar import closing
from parvis.consultations.enums import LegalProfile
from parvis.consultations.models import ConsultationPage
from parvis.consultations.templates_catalogue import CATALOGUE, ENVIRONMENT, IDEA_BOX, Template
from parvis.pages.models import ResourcePage

pytestmark = pytest.mark.django_db
every_template = pytest.mark.parametrize("template", CATALOGUE.values(), ids=CATALOGUE.keys())


@every_template
def test_nothing_prevents_a_template_from_opening_once_its_start_is_answered(template: Template) -> None:
    """That people can do all that it opens is another test, and a rehearsal."""
    made = begin(creator(), template)

    publish_file(made)

    assert [line.rule.code for line in in_the_way(made)] == []
    made.save_revision().publish()
    lines = book_of(gather(made), step=Step.OPEN).lines
    assert [
        line.rule.code for line in lines if line.state == State.FAILS and line.effect == Effect.BLOCK
    ] == []


@pytest.mark.parametrize("profile", LegalProfile)
def test_the_places_of_the_legal_file_are_ready_and_empty(profile: LegalProfile) -> None:
    made = begin(creator(), IDEA_BOX, profile=profile, replaced_committee="Le comité de la gare")

    pages = ResourcePage.objects.child_of(made)
    assert {page.piece for page in pages} == PIECES.get(profile, frozenset())
    assert {(page.live, page.document_id) for page in pages} <= {(False, None)}
    assert [line.rule.code for line in in_the_way(made)] == (["C04"] if pages else [])


def test_dates_below_the_legal_least_make_no_draft() -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused):
        begin(creator(), ENVIRONMENT, closes_on=tomorrow + timedelta(days=20))
    with pytest.raises(Refused):
        begin(creator(), ENVIRONMENT, answer_due=tomorrow + timedelta(days=25))
    assert not ConsultationPage.objects.exists()
    made = begin(creator(), ENVIRONMENT, closes_on=tomorrow + timedelta(days=21))
    assert gather(made).days == 21


def test_the_phases_are_on_the_days_that_were_asked_for() -> None:
    last = timezone.localdate() + timedelta(days=30)
    made = begin(creator(), IDEA_BOX, closes_on=last)
    assert timezone.localdate(made.phases.first().ends_at) == last + timedelta(days=1)


@every_template
def test_the_form_proposes_the_frame_and_days_that_hold_in_it(template: Template) -> None:
    form = StartForm(template=template)
    assert form["profile"].value() == template.profile
    assert form["answer_due"].value() == closing(form.slots) + timedelta(days=60)
    assert [field.name for field in form.figure_fields] == [
        figure.name.lower() for figure in template.figures
    ]
    for name, hint in template.hints:
        assert form[name].help_text == hint


def test_a_consultation_in_place_of_a_committee_names_it() -> None:
    data = {"profile": LegalProfile.COMMITTEE, "starts_on": timezone.localdate()}
    assert "replaced_committee" in StartForm(data, template=IDEA_BOX).errors
    named = StartForm({**data, "replaced_committee": "Le comité"}, template=IDEA_BOX)
    assert "replaced_committee" not in named.errors


def test_looking_at_the_days_says_nothing_of_the_rest() -> None:
    first = timezone.localdate()
    data = {"profile": LegalProfile.ENVIRONMENT, "starts_on": first, "closes_on": first + timedelta(days=3)}
    form = StartForm(data, template=ENVIRONMENT)
    form.look_at_dates()
    assert set(form.errors) == {"closes_on", "answer_due"}
    held = StartForm({**data, "closes_on": first + timedelta(days=40)}, template=ENVIRONMENT)
    held.look_at_dates()
    assert closing(held.slots) == first + timedelta(days=40)

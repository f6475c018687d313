"""Organisers choose that texts are read before they appear: the form, the rules, the database."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from parvis.accounts.errors import Refused
from parvis.consultations.domain import edit_phase
from parvis.consultations.domain.edit_phase import ActionDraft
from parvis.consultations.enums import Verb
from parvis.consultations.forms import PhaseForm, initial_of
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import (
    KindFactory,
    PhaseActionFactory,
    PhaseFactory,
    TeamMemberFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def phase():
    return PhaseFactory(future=True)


@pytest.fixture
def organiser(phase):
    return TeamMemberFactory(consultation=phase.consultation).participant


@pytest.fixture
def kind(phase):
    return KindFactory(consultation=phase.consultation)


def asked(phase, *actions):
    return replace(edit_phase.draft_of(phase), actions=frozenset(actions))


def promised(phase):
    return dict(PhaseAction.objects.filter(phase=phase).values_list("verb", "read_within"))


def typed(phase, kind, **more):
    return {
        "title": "Ideas",
        "starts_at": phase.starts_at,
        "ends_at": phase.ends_at,
        "source": "nothing",
        **{f"{name}_{kind.pk}": value for name, value in more.items()},
    }


def test_the_form_says_within_how_many_hours_and_the_rules_tell_it(organiser, phase, kind) -> None:
    data = typed(phase, kind, deposit="on", argue="on", hours="24")
    form = PhaseForm(data, consultation=phase.consultation, phase=phase)
    assert form.is_valid(), form.errors
    edit_phase.change_phase(actor=organiser, phase=phase, draft=form.draft())

    assert promised(phase) == {"deposit": 24, "argue": None}
    assert initial_of(edit_phase.draft_of(phase))[f"hours_{kind.pk}"] == 24
    told = phase.consultation.rules.last().text["phases"][0]["actions"]
    assert {action["verb"]: action.get("read_within") for action in told} == {"deposit": 24, "argue": None}


@pytest.mark.parametrize(
    ("more", "wrong"),
    [({"argue": "on", "hours": "24"}, True), ({"deposit": "on", "hours": "0"}, True),
     ({"deposit": "on", "hours": "169"}, True), ({"deposit": "on", "hours": "168"}, False)],
)  # fmt: skip
def test_the_form_refuses_a_promise_about_nothing_or_beyond_a_week(phase, kind, more, wrong) -> None:
    form = PhaseForm(typed(phase, kind, **more), consultation=phase.consultation, phase=phase)
    assert (f"hours_{kind.pk}" in form.errors) is wrong


def test_nothing_is_asked_for_what_the_team_alone_reads(organiser, phase) -> None:
    private = KindFactory(consultation=phase.consultation, visibility="private")
    form = PhaseForm(consultation=phase.consultation, phase=phase)
    assert f"hours_{private.pk}" not in form.fields
    draft = asked(phase, ActionDraft(Verb.DEPOSIT, private, read_within=24))
    with pytest.raises(Refused):
        edit_phase.change_phase(actor=organiser, phase=phase, draft=draft)


def test_the_database_promises_to_read_what_is_written_and_nothing_else(phase) -> None:
    for traits in ({"vote": True, "read_within": 24}, {"argue": True, "read_within": 24}, {"read_within": 0}):
        with pytest.raises(IntegrityError, match="phase_action_read_within"), transaction.atomic():
            PhaseActionFactory(phase=phase, **traits)


@pytest.mark.parametrize(
    ("before", "after", "may"),
    [(None, 24, True), (24, None, False), (24, 48, False), (48, 24, False), (24, 24, True)],
)
def test_an_open_phase_may_begin_to_read_first_and_promises_are_kept(
    organiser, kind, before, after, may
) -> None:
    phase = PhaseFactory(consultation=kind.consultation)
    PhaseActionFactory(phase=phase, kind=kind, read_within=before)
    form = PhaseForm(
        consultation=kind.consultation,
        phase=phase,
        opened=True,
        initial=initial_of(edit_phase.draft_of(phase)),
    )
    assert form.fields[f"hours_{kind.pk}"].disabled is (before is not None)
    draft = asked(phase, ActionDraft(Verb.DEPOSIT, kind, read_within=after))
    if may:
        edit_phase.change_phase(actor=organiser, phase=phase, draft=draft)
    else:
        with pytest.raises(Refused):
            edit_phase.change_phase(actor=organiser, phase=phase, draft=draft)
    assert promised(phase) == {"deposit": after if may else before}

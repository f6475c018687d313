"""Organisers let guests deposit, where a guest may: the form, the rules, the database."""

from dataclasses import replace

import pytest
from django.db import IntegrityError

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.consultations.domain import edit_phase
from parvis.consultations.domain.edit_phase import ActionDraft
from parvis.consultations.domain.set_levels import set_levels
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.enums import Verb
from parvis.consultations.forms import PhaseForm, initial_of
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import (
    KindFactory,
    PhaseActionFactory,
    PhaseFactory,
    QuestionFactory,
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


def opened_to_guests(phase):
    return list(PhaseAction.objects.filter(phase=phase, allows_guests=True).values_list("verb", flat=True))


def test_the_form_lets_guests_deposit_and_the_rules_say_it(organiser, phase, kind) -> None:
    typed = {
        "title": "Ideas",
        "starts_at": phase.starts_at,
        "ends_at": phase.ends_at,
        "source": "nothing",
        f"deposit_{kind.pk}": "on",
        f"argue_{kind.pk}": "on",
        f"guests_{kind.pk}": "on",
    }
    form = PhaseForm(typed, consultation=phase.consultation, phase=phase)
    assert form.is_valid(), form.errors

    edit_phase.change_phase(actor=organiser, phase=phase, draft=form.draft())

    assert opened_to_guests(phase) == ["deposit"]
    assert initial_of(edit_phase.draft_of(phase))[f"guests_{kind.pk}"] is True
    (told,) = phase.consultation.rules.last().text["phases"]
    assert [action.get("guests") for action in sorted(told["actions"], key=lambda one: one["verb"])] == [
        None,
        True,
    ]


def test_the_form_says_that_guests_only_write(phase, kind) -> None:
    typed = {"title": "Ideas", "starts_at": phase.starts_at, "source": "nothing", f"guests_{kind.pk}": "on"}
    form = PhaseForm(typed, consultation=phase.consultation, phase=phase)
    assert list(form.errors) == [f"guests_{kind.pk}"]


@pytest.mark.parametrize(
    "changes", [{"visibility": "private"}, {"one_per_person": True}, {"asks": "personal"}, {"asks": "file"}]
)
def test_what_a_guest_may_not_write_is_refused(organiser, phase, kind, changes) -> None:
    asks = changes.pop("asks", "")
    if asks == "personal":
        QuestionFactory(kind=kind, is_personal=True, purpose="To draw a panel.")
    if asks == "file":
        QuestionFactory(kind=kind, type="file", settings={})
    for name, value in changes.items():
        setattr(kind, name, value)
    kind.save()

    draft = asked(phase, ActionDraft(Verb.DEPOSIT, kind, allows_guests=True))
    with pytest.raises(Refused):
        edit_phase.change_phase(actor=organiser, phase=phase, draft=draft)
    assert opened_to_guests(phase) == []


@pytest.mark.parametrize(
    "traits", [{"vote": True}, {"argue": True}, {"minimum_level": IdentityLevel.INVITED}]
)
def test_the_database_lets_guests_write_and_nothing_else(phase, traits) -> None:
    with pytest.raises(IntegrityError, match="phase_action_guests_write"):
        PhaseActionFactory(phase=phase, allows_guests=True, **traits)


def test_an_open_phase_may_close_to_guests_and_never_open_to_them(organiser, kind) -> None:
    phase = PhaseFactory(consultation=kind.consultation)
    PhaseActionFactory(phase=phase, kind=kind, allows_guests=True)
    told = tell_rules(consultation=kind.consultation).version
    form = PhaseForm(
        consultation=kind.consultation,
        phase=phase,
        opened=True,
        initial=initial_of(edit_phase.draft_of(phase)),
    )
    assert not form.fields[f"guests_{kind.pk}"].disabled

    edit_phase.change_phase(actor=organiser, phase=phase, draft=asked(phase, ActionDraft(Verb.DEPOSIT, kind)))
    assert opened_to_guests(phase) == []
    draft = asked(phase, ActionDraft(Verb.DEPOSIT, kind, allows_guests=True))
    with pytest.raises(Refused):
        edit_phase.change_phase(actor=organiser, phase=phase, draft=draft)
    assert phase.consultation.rules.last().version == told + 1


def test_a_higher_level_and_guests_do_not_go_together(organiser, phase, kind) -> None:
    action = PhaseActionFactory(phase=phase, kind=kind, allows_guests=True)
    with pytest.raises(Refused):
        set_levels(
            actor=organiser, consultation=phase.consultation, levels={action.pk: IdentityLevel.INVITED}
        )
    PhaseAction.objects.filter(pk=action.pk).update(allows_guests=False, minimum_level=IdentityLevel.INVITED)
    draft = asked(phase, ActionDraft(Verb.DEPOSIT, kind, allows_guests=True))
    with pytest.raises(Refused):
        edit_phase.change_phase(actor=organiser, phase=phase, draft=draft)

"""Saying why rules changed: at the act for the line of time, afterwards for the rest."""

from dataclasses import replace
from datetime import timedelta

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.conduct.domain import edit_time
from parvis.conduct.domain.explain import explain
from parvis.conduct.models import Explanation
from parvis.consultations.domain.edit_phase import PhaseDraft, draft_of
from parvis.consultations.domain.edit_themes import edit_themes
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage, Rules
from parvis.consultations.tests.factories import PhaseActionFactory, PhaseFactory, TeamMemberFactory
from parvis.ledger.models import Pending

pytestmark = pytest.mark.django_db
WHY = "La salle était prise."


@pytest.fixture
def place() -> ConsultationPage:
    return PhaseActionFactory().phase.consultation


@pytest.fixture
def organiser(place: ConsultationPage) -> Participant:
    return TeamMemberFactory(consultation=place, role=Role.ORGANISER).participant


def changed(place: ConsultationPage, organiser: Participant) -> Rules:
    edit_themes(actor=organiser, consultation=place, names=["Parcs"])
    edit_themes(actor=organiser, consultation=place, names=["Parcs", "Bancs"])
    return place.rules.last()


def longer(place: ConsultationPage) -> PhaseDraft:
    draft = draft_of(place.phases.get())
    return replace(draft, ends_at=draft.ends_at + timedelta(days=3))


def test_a_reason_is_said_once_and_the_log_holds_it(place, organiser) -> None:
    rules = changed(place, organiser)

    row = explain(actor=organiser, rules=rules, words=f"  {WHY} ")

    leaf = Pending.objects.get(kind="rules.explained")
    assert (row.words, leaf.public["version"], len(leaf.public["sha256"])) == (WHY, rules.version, 64)
    with pytest.raises(Refused, match="déjà dite"):
        explain(actor=organiser, rules=rules, words="Une autre.")
    assert Explanation.objects.get().words == WHY


@pytest.mark.parametrize("words", ["", "  ", "a" * 501])
def test_a_reason_says_something_and_is_short(place, organiser, words: str) -> None:
    with pytest.raises(Refused):
        explain(actor=organiser, rules=changed(place, organiser), words=words)
    assert not Explanation.objects.exists()


def test_nobody_else_gives_a_reason_and_the_first_rules_have_none(place, organiser) -> None:
    rules = changed(place, organiser)
    moderator = TeamMemberFactory(consultation=place, role=Role.MODERATOR).participant
    elsewhere = TeamMemberFactory(role=Role.ORGANISER).participant
    for actor in (moderator, elsewhere, ParticipantFactory()):
        with pytest.raises(Refused):
            explain(actor=actor, rules=rules, words=WHY)
    with pytest.raises(Refused, match="rien n’a changé"):
        explain(actor=organiser, rules=place.rules.get(version=1), words=WHY)


def test_who_changes_the_line_of_time_while_people_take_part_says_why(place, organiser) -> None:
    phase, draft = place.phases.get(), longer(place)
    with pytest.raises(Refused, match="dites pourquoi"):
        edit_time.change_phase(actor=organiser, phase=phase, draft=draft)
    phase.refresh_from_db()
    assert phase.ends_at != draft.ends_at

    edit_time.change_phase(actor=organiser, phase=phase, draft=draft, reason=WHY)

    phase.refresh_from_db()
    assert phase.ends_at == draft.ends_at
    assert place.rules.last().explanation.words == WHY
    assert list(Pending.objects.order_by("pk").values_list("kind", flat=True)) == [
        "rules.published",
        "extension",
        "rules.changed",
        "rules.explained",
    ]


def test_adding_and_removing_a_phase_needs_a_reason_too(place, organiser) -> None:
    draft = draft_of(PhaseFactory.build(consultation=place, pk=0))
    with pytest.raises(Refused, match="dites pourquoi"):
        edit_time.add_phase(actor=organiser, consultation=place, draft=draft)
    added = edit_time.add_phase(actor=organiser, consultation=place, draft=draft, reason=WHY)
    with pytest.raises(Refused, match="dites pourquoi"):
        edit_time.remove_phase(actor=organiser, phase=added)
    edit_time.remove_phase(actor=organiser, phase=added, reason="Elle faisait double emploi.")
    assert [row.words for row in Explanation.objects.order_by("pk")] == [WHY, "Elle faisait double emploi."]


def test_what_changes_nothing_needs_no_reason(place, organiser) -> None:
    phase = place.phases.get()
    edit_time.change_phase(actor=organiser, phase=phase, draft=draft_of(phase))
    assert not Explanation.objects.exists()


def test_before_it_opens_and_in_a_draft_nobody_is_owed_a_reason() -> None:
    announced = PhaseActionFactory(phase=PhaseFactory(future=True)).phase.consultation
    draft = PhaseActionFactory(phase__consultation__live=False).phase.consultation
    for place in (announced, draft):
        actor = TeamMemberFactory(consultation=place, role=Role.ORGANISER).participant
        assert not edit_time.needs_reason(place)
        edit_time.change_phase(actor=actor, phase=place.phases.get(), draft=longer(place))
    assert not Explanation.objects.exists()

"""Change the text of one's contribution."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.contributions.domain.react import mark_reaction
from parvis.contributions.domain.revise import revise
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution, Version
from parvis.contributions.tests.conftest import Deposit


def versions(contribution: Contribution) -> list[tuple[int, str, str, bool]]:
    return list(contribution.versions.order_by("number").values_list("number", "title", "text", "is_public"))


def test_before_the_first_reaction_the_former_text_is_kept_out_of_sight(
    person: Participant, deposit: Deposit
) -> None:
    contribution = deposit(title="Un banc", text="Avant.")

    revise(actor=person, contribution=contribution, title="Deux bancs", text="Après.")

    contribution.refresh_from_db()
    assert (contribution.title, contribution.text) == ("Deux bancs", "Après.")
    assert contribution.revised_at is not None
    assert versions(contribution) == [(1, "Un banc", "Avant.", False)]


def test_after_the_first_reaction_each_former_text_is_a_public_version(
    person: Participant, deposit: Deposit
) -> None:
    contribution = deposit(title="Un banc", text="Avant.")
    revise(actor=person, contribution=contribution, title="Un banc", text="Pendant.")
    assert (mark_reaction(contribution), mark_reaction(contribution)) == (True, False)

    revise(actor=person, contribution=contribution, title="Un banc", text="Après.")

    assert versions(contribution) == [(1, "Un banc", "Avant.", False), (2, "Un banc", "Pendant.", True)]


def test_the_same_words_again_make_no_version(person: Participant, deposit: Deposit) -> None:
    contribution = deposit(title="Un banc", text="Avant.")

    revise(actor=person, contribution=contribution, title=" Un  banc", text="Avant.\r\n")

    contribution.refresh_from_db()
    assert (versions(contribution), contribution.revised_at) == ([], None)


@pytest.mark.parametrize(("title", "text"), [("", "Un texte."), ("Un titre", " ")])
def test_empty_words_are_refused(person: Participant, deposit: Deposit, title: str, text: str) -> None:
    contribution = deposit()

    with pytest.raises(Refused):
        revise(actor=person, contribution=contribution, title=title, text=text)

    assert Version.objects.count() == 0


def test_an_outsider_and_a_teammate_are_refused(deposit: Deposit, action: PhaseAction) -> None:
    contribution, teammate = deposit(), ParticipantFactory.create()
    TeamMemberFactory.create(consultation=action.phase.consultation, participant=teammate)

    for actor in (ParticipantFactory.create(), teammate):
        with pytest.raises(Refused):
            revise(actor=actor, contribution=contribution, title="Autre", text="Autre.")

    contribution.refresh_from_db()
    assert contribution.title == "Un banc devant l'école"


@pytest.mark.parametrize("state", [State.HIDDEN, State.WITHDRAWN])
def test_a_text_that_is_not_shown_is_not_changed(person: Participant, deposit: Deposit, state: State) -> None:
    contribution = deposit()
    Contribution.objects.filter(pk=contribution.pk).update(state=state)

    with pytest.raises(Refused):
        revise(actor=person, contribution=contribution, title="Autre", text="Autre.")


def test_nothing_changes_once_the_phase_is_closed(
    person: Participant, deposit: Deposit, action: PhaseAction
) -> None:
    contribution = deposit()
    action.phase.ends_at = timezone.now() - timedelta(seconds=1)
    action.phase.save()

    with pytest.raises(Refused):
        revise(actor=person, contribution=contribution, title="Autre", text="Autre.")

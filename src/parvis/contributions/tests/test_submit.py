"""Deposit a contribution."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Source
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import (
    KindFactory,
    PhaseActionFactory,
    PhaseFactory,
    TeamMemberFactory,
    ThemeFactory,
)
from parvis.contributions.domain.carry import carry
from parvis.contributions.domain.submit import submit
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.tests.conftest import Deposit
from parvis.contributions.tests.factories import ContributionFactory
from parvis.jobs.models import Mail
from parvis.ledger.domain.receipt import receipt_address


def test_keeps_what_was_said_by_whom_and_how(
    action: PhaseAction, person: Participant, deposit: Deposit
) -> None:
    theme = ThemeFactory.create(consultation=action.phase.consultation)

    contribution = deposit(theme=theme)

    contribution.refresh_from_db()
    assert (contribution.title, contribution.text) == (
        "Un banc devant l'école",
        "Les parents attendent debout.",
    )
    assert (contribution.consultation_id, contribution.phase, contribution.kind, contribution.theme) == (
        action.phase.consultation_id,
        action.phase,
        action.kind,
        theme,
    )
    assert (contribution.author, contribution.identity_level) == (person, IdentityLevel.EMAIL)
    assert (contribution.state, contribution.origin, contribution.is_late) == (State.PUBLISHED, "web", False)


def test_sends_one_receipt_with_the_permanent_address(person: Participant, deposit: Deposit) -> None:
    contribution = deposit()

    mail = Mail.objects.get()
    assert mail.recipient == person.email
    assert f"/contributions/{contribution.pk}/" in mail.text
    assert f"C-{contribution.pk}" in mail.subject
    assert receipt_address(contribution.entry) in mail.text


def test_same_key_twice_gives_the_same_row_and_one_receipt(deposit: Deposit) -> None:
    key = uuid4()

    first, second = deposit(idempotency_key=key), deposit(idempotency_key=key, text="Autre texte.")

    assert first.pk == second.pk
    assert second.text == "Les parents attendent debout."
    assert (Contribution.objects.count(), Mail.objects.count()) == (1, 1)


def test_the_key_of_somebody_else_is_refused(deposit: Deposit) -> None:
    key = uuid4()
    deposit(idempotency_key=key)

    with pytest.raises(Refused):
        deposit(actor=ParticipantFactory.create(), idempotency_key=key)

    assert Contribution.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_same_key_from_eight_connections_at_once_gives_one_row() -> None:
    action, person, key = PhaseActionFactory.create(), ParticipantFactory.create(), uuid4()
    start, ids = Barrier(8), []

    def send() -> None:
        start.wait()
        try:
            row = submit(
                actor=person,
                action=action,
                title="Un banc",
                text="Les parents attendent debout.",
                theme=None,
                responds_to=None,
                idempotency_key=key,
            )
            ids.append(row.pk)
        finally:
            connections.close_all()

    threads = [Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert ids == [Contribution.objects.get().pk] * 8
    assert Mail.objects.count() == 1


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("", "Un texte."),
        ("   ", "Un texte."),
        ("Un titre", ""),
        ("Un titre", " \n\t "),
        ("Un titre", "\u200b\u202e"),
    ],
)
def test_empty_or_invisible_words_are_refused(deposit: Deposit, title: str, text: str) -> None:
    with pytest.raises(Refused):
        deposit(title=title, text=text)

    assert Contribution.objects.count() == 0


def test_a_kind_without_title_keeps_none(deposit: Deposit) -> None:
    action = PhaseActionFactory.create(kind__is_titled=False)

    assert deposit(action=action, title="Ignoré").title == ""


def test_words_are_composed_and_cleaned_of_control_characters(deposit: Deposit) -> None:
    contribution = deposit(
        title="E\u0301cole\x00 \n bleue", text="Ligne\r\nsuivante\x07\u202e\n\n\n\nfin\ud800 "
    )

    contribution.refresh_from_db()
    assert (contribution.title, contribution.text) == ("École bleue", "Ligne\nsuivante\n\nfin")


def test_the_limit_of_the_kind_is_said_in_characters(deposit: Deposit) -> None:
    action = PhaseActionFactory.create(kind__text_limit=10)

    assert deposit(action=action, text="é" * 10).text == "é" * 10
    with pytest.raises(Refused, match="3"):
        deposit(action=action, text="é" * 13)
    with pytest.raises(Refused, match="1"):
        deposit(action=action, title="é" * 161, text="court")
    action = PhaseActionFactory.create(kind__text_limit=2000)
    with pytest.raises(Refused, match=r"1\s500 caractères.*2\s000 au plus"):
        deposit(action=action, text="é" * 3500)


def test_a_visitor_is_refused(deposit: Deposit) -> None:
    with pytest.raises(Refused):
        deposit(actor=ParticipantFactory.create(identity_level=IdentityLevel.VISITOR))


def test_a_higher_level_is_asked_where_the_phase_says_so(deposit: Deposit) -> None:
    action = PhaseActionFactory.create(minimum_level=IdentityLevel.STATE)

    with pytest.raises(Refused):
        deposit(action=action)
    state = ParticipantFactory.create(identity_level=IdentityLevel.STATE)
    assert deposit(action=action, actor=state).identity_level == IdentityLevel.STATE


def test_a_teammate_deposits_like_anybody(deposit: Deposit, action: PhaseAction) -> None:
    organiser = ParticipantFactory.create()
    TeamMemberFactory.create(consultation=action.phase.consultation, participant=organiser)

    assert deposit(actor=organiser).author == organiser


def test_nothing_goes_into_a_consultation_that_is_not_published(
    deposit: Deposit, action: PhaseAction
) -> None:
    action.phase.consultation.live = False
    action.phase.consultation.save()

    organiser = ParticipantFactory.create()
    TeamMemberFactory.create(consultation=action.phase.consultation, participant=organiser)

    for actor in (ParticipantFactory.create(), organiser):
        with pytest.raises(Refused):
            deposit(action=PhaseAction.objects.get(pk=action.pk), actor=actor)
    assert Contribution.objects.count() == 0


def test_a_vote_opens_no_deposit(deposit: Deposit) -> None:
    with pytest.raises(Refused):
        deposit(action=PhaseActionFactory.create(vote=True))


@pytest.mark.parametrize("moment", ["past", "future"])
def test_a_phase_that_is_not_open_is_refused(deposit: Deposit, moment: str) -> None:
    action = PhaseActionFactory.create(phase=PhaseFactory.create(**{moment: True}))

    with pytest.raises(Refused):
        deposit(action=action)


def test_a_form_opened_before_the_end_has_fifteen_minutes_of_grace_and_says_so(deposit: Deposit) -> None:
    now = timezone.now()
    phase = PhaseFactory.create(starts_at=now - timedelta(days=1), ends_at=now - timedelta(minutes=14))
    action = PhaseActionFactory.create(phase=phase)

    assert deposit(action=action, opened_at=now - timedelta(minutes=20)).is_late is True
    with pytest.raises(Refused):
        deposit(action=action, opened_at=now - timedelta(minutes=13))


def test_grace_ends_after_fifteen_minutes(deposit: Deposit) -> None:
    now = timezone.now()
    phase = PhaseFactory.create(starts_at=now - timedelta(days=1), ends_at=now - timedelta(minutes=16))

    with pytest.raises(Refused):
        deposit(action=PhaseActionFactory.create(phase=phase), opened_at=now - timedelta(minutes=30))


def test_the_same_key_after_the_end_still_gives_the_row(deposit: Deposit, action: PhaseAction) -> None:
    key = uuid4()
    first = deposit(idempotency_key=key)
    action.phase.ends_at = timezone.now() - timedelta(hours=1)
    action.phase.save()

    assert deposit(idempotency_key=key).pk == first.pk


def test_a_theme_of_another_consultation_is_refused(deposit: Deposit) -> None:
    with pytest.raises(Refused):
        deposit(theme=ThemeFactory.create())


def test_a_solution_names_what_it_responds_to(deposit: Deposit, action: PhaseAction) -> None:
    consultation = action.phase.consultation
    solution = KindFactory.create(consultation=consultation, code="solution", responds_to=action.kind)
    opened = PhaseActionFactory.create(phase=action.phase, kind=solution)
    pain = ContributionFactory.create(kind=action.kind)

    assert deposit(action=opened, responds_to=pain).responds_to == pain
    with pytest.raises(Refused):
        deposit(action=opened)
    with pytest.raises(Refused):
        deposit(action=opened, responds_to=ContributionFactory.create())
    with pytest.raises(Refused):
        deposit(action=action, responds_to=pain)


def test_a_solution_responds_only_to_what_the_phase_carried_over(
    deposit: Deposit, action: PhaseAction
) -> None:
    consultation = action.phase.consultation
    solution = KindFactory.create(consultation=consultation, code="solution", responds_to=action.kind)
    later = PhaseFactory.create(consultation=consultation, source=Source.CHOSEN, source_phase=action.phase)
    opened = PhaseActionFactory.create(phase=later, kind=solution)
    chosen, left = ContributionFactory.create_batch(2, kind=action.kind, phase=action.phase)
    carry(phase=later, contribution_ids=[chosen.pk])

    assert deposit(action=opened, responds_to=chosen).responds_to == chosen
    with pytest.raises(Refused):
        deposit(action=opened, responds_to=left)

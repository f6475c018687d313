"""Letting people try a draft: who may, what is kept, and until when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.secret_links import hash_link
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.conduct.domain.hold_trial import end_trial, forget_trials, open_trial, remark
from parvis.conduct.models import DraftTrial, TrialRemark
from parvis.conduct.trials import MOST_REMARKS, MOST_SIGNS
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> ConsultationPage:
    return ConsultationFactory(live=False, first_published_at=None)


@pytest.fixture
def organiser(draft) -> Participant:
    return TeamMemberFactory(consultation=draft, role=Role.ORGANISER).participant


def test_the_code_of_a_link_is_kept_as_a_hash_alone(draft, organiser) -> None:
    code = open_trial(actor=organiser, consultation=draft)

    row = DraftTrial.objects.current().get()
    assert (row.code_hash, row.opened_by) == (hash_link(code), organiser)
    assert code not in str(vars(row))


def test_a_new_link_replaces_the_former_one_and_keeps_remarks(draft, organiser) -> None:
    former = open_trial(actor=organiser, consultation=draft)
    remark(trial=DraftTrial.objects.get(), path="/x/", text="Qui décide ?")

    open_trial(actor=organiser, consultation=draft)

    row = DraftTrial.objects.get()
    assert row.code_hash != hash_link(former)
    assert [one.text for one in row.remarks.all()] == ["Qui décide ?"]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ORGANISER])
def test_organisers_alone_hold_a_trial(draft, organiser, role) -> None:
    open_trial(actor=organiser, consultation=draft)
    others = (
        TeamMemberFactory(consultation=draft, role=role).participant,
        TeamMemberFactory(consultation=ConsultationFactory(), role=Role.ORGANISER).participant,
        ParticipantFactory(),
    )
    for person in others:
        for act in (open_trial, end_trial):
            with pytest.raises(Refused):
                act(actor=person, consultation=draft)
    assert DraftTrial.objects.current().count() == 1


def test_what_is_published_is_not_tried(draft, organiser) -> None:
    open_trial(actor=organiser, consultation=draft)
    draft.live, draft.first_published_at = True, timezone.now()
    draft.save(update_fields=["live", "first_published_at"])

    assert not DraftTrial.objects.current().exists()
    with pytest.raises(Refused):
        open_trial(actor=organiser, consultation=draft)
    with pytest.raises(Refused):
        remark(trial=DraftTrial.objects.get(), path="/", text="Trop tard ?")


def test_a_trial_ends_once(draft, organiser) -> None:
    open_trial(actor=organiser, consultation=draft)

    end_trial(actor=organiser, consultation=draft)

    assert not DraftTrial.objects.current().exists()
    with pytest.raises(Refused):
        end_trial(actor=organiser, consultation=draft)


def test_a_remark_says_something_and_there_are_not_too_many(draft, organiser) -> None:
    open_trial(actor=organiser, consultation=draft)
    trial = DraftTrial.objects.get()
    for text in (" ", "x" * (MOST_SIGNS + 1)):
        with pytest.raises(Refused):
            remark(trial=trial, path="/", text=text)
    assert remark(trial=trial, path="/" + "x" * 500, text=" Qui ? ").text == "Qui ?"
    TrialRemark.objects.bulk_create(
        TrialRemark(trial=trial, path="/", text="Quoi ?") for _number in range(MOST_REMARKS - 1)
    )
    with pytest.raises(Refused):
        remark(trial=trial, path="/", text="Encore ?")


def test_remarks_are_erased_sixty_days_after_the_trial(draft, organiser) -> None:
    open_trial(actor=organiser, consultation=draft)
    remark(trial=DraftTrial.objects.get(), path="/", text="Qui décide ?")
    moment = timezone.now()
    DraftTrial.objects.update(opened_at=moment - timedelta(days=73))
    assert forget_trials() == 0

    DraftTrial.objects.update(ended_at=moment - timedelta(days=61))

    assert (forget_trials(), DraftTrial.objects.count(), TrialRemark.objects.count()) == (1, 0, 0)


def test_a_link_that_was_left_open_ends_by_itself(draft, organiser) -> None:
    open_trial(actor=organiser, consultation=draft)
    DraftTrial.objects.update(opened_at=timezone.now() - timedelta(days=75))

    assert (forget_trials(), DraftTrial.objects.count()) == (0, 0)

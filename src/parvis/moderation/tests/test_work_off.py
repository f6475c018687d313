"""Deciding on what waits: it stays, or it is hidden; one decision for each text, that can be taken back."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role, Visibility
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import PhaseActionFactory, TeamMemberFactory
from parvis.contributions.domain.revise import revise
from parvis.contributions.domain.submit import submit
from parvis.contributions.domain.withdraw import withdraw
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.tests.factories import ArgumentFactory
from parvis.ledger.models import Pending
from parvis.moderation.domain.hide import hide
from parvis.moderation.domain.report import report
from parvis.moderation.domain.restore import restore
from parvis.moderation.domain.work_off import hide_waiting, keep, undo
from parvis.moderation.enums import Reason
from parvis.moderation.models import Case, Decision, Reading
from parvis.moderation.tests.factories import moderator_of

pytestmark = pytest.mark.django_db
SINCE = timezone.now() - timedelta(days=2)


@pytest.fixture
def text() -> Contribution:
    """Published, and read by nobody of the team."""
    return ContributionFactory(to_read_since=SINCE)


@pytest.fixture
def moderator(text):
    return moderator_of(text.consultation)


def reported(target):
    return report(actor=ParticipantFactory(), target=target, reason=Reason.INSULT).case


def deposited(action: PhaseAction) -> Contribution:
    made = submit(
        actor=ParticipantFactory(),
        action=action,
        title="Un banc",
        text="Les parents attendent debout.",
        theme=None,
        responds_to=None,
        idempotency_key=uuid.uuid4(),
    )
    made.refresh_from_db()
    return made


def test_what_is_sent_waits_to_be_read_and_what_the_team_alone_reads_does_not() -> None:
    public = deposited(PhaseActionFactory())
    assert public.state == "published"
    assert abs(public.to_read_since - public.created_at) < timedelta(seconds=5)
    private = deposited(PhaseActionFactory(kind__visibility=Visibility.PRIVATE))
    assert (private.state, private.to_read_since) == ("private", None)


def test_a_text_that_is_kept_no_longer_waits_and_nothing_else_changes(text, moderator) -> None:
    before = Pending.objects.count()
    done = keep(actor=moderator, target=text)
    text.refresh_from_db()
    assert (text.state, text.to_read_since, done.case) == ("published", None, None)
    reading = Reading.objects.get()
    assert (reading.contribution, reading.entry, reading.moderator, reading.waited_since) == (
        text,
        text.entry,
        moderator,
        SINCE,
    )
    assert (Pending.objects.count(), Decision.objects.count()) == (before, 0)


def test_new_words_wait_again_and_words_that_waited_keep_their_place(moderator) -> None:
    made = deposited(PhaseActionFactory())
    first = made.to_read_since
    waiting = revise(actor=made.author, contribution=made, title="Un banc", text="Debout, sous la pluie.")
    assert waiting.to_read_since == first
    somebody = moderator_of(made.consultation)
    keep(actor=somebody, target=made)
    revised = revise(actor=made.author, contribution=made, title="Un banc", text="Debout, au soleil.")
    assert revised.to_read_since == revised.revised_at
    keep(actor=somebody, target=made)
    assert Reading.objects.filter(contribution=made).count() == 2


def test_a_text_that_is_hidden_leaves_the_queue_with_its_reports(text, moderator) -> None:
    case = reported(text)
    done = hide_waiting(actor=moderator, target=text, reason=Reason.INSULT, message="« Idiots »")
    text.refresh_from_db()
    case.refresh_from_db()
    assert (text.state, done.decision.reason, done.decision.message) == ("hidden", "insult", "« Idiots »")
    assert (case.outcome, case.closed_by, done.case) == ("acted", moderator, case)
    assert not Contribution.objects.published().exists()


@pytest.mark.parametrize("first", [keep, hide_waiting])
@pytest.mark.parametrize("second", [keep, hide_waiting])
def test_of_two_moderators_the_second_is_refused(text, moderator, first, second) -> None:
    def decided(act, actor):
        return act(actor=actor, target=text, **({"reason": Reason.HATE} if act is hide_waiting else {}))

    decided(first, moderator)
    with pytest.raises(Refused, match="Rien n’a été changé"):
        decided(second, moderator_of(text.consultation))
    assert Decision.objects.count() + Reading.objects.count() == 1


def test_the_database_takes_one_reading_of_the_same_words(text, moderator) -> None:
    keep(actor=moderator, target=text)
    again = {"consultation": text.consultation, "contribution": text, "entry": text.entry}
    with pytest.raises(IntegrityError, match="reading_once_each_wording"), transaction.atomic():
        Reading.objects.create(**again, moderator=moderator_of(text.consultation), waited_since=SINCE)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.GUARANTOR, None])
def test_whoever_does_not_moderate_decides_nothing(text, role) -> None:
    person = (
        TeamMemberFactory(consultation=text.consultation, role=role).participant
        if role
        else ParticipantFactory()
    )
    for act in (
        lambda: keep(actor=person, target=text),
        lambda: hide_waiting(actor=person, target=text, reason=Reason.HATE),
    ):
        with pytest.raises(Refused):
            act()
    text.refresh_from_db()
    assert (text.state, text.to_read_since) == ("published", SINCE)


def test_nobody_decides_on_their_own_words() -> None:
    text = ContributionFactory(to_read_since=SINCE)
    author = TeamMemberFactory(
        consultation=text.consultation, participant=text.author, role=Role.MODERATOR
    ).participant
    with pytest.raises(Refused):
        keep(actor=author, target=text)


def test_a_report_of_an_argument_is_unfounded_when_it_is_kept(moderator, text) -> None:
    argument = ArgumentFactory(contribution=text)
    case = reported(argument)
    done = keep(actor=moderator, target=argument)
    case.refresh_from_db()
    assert (case.outcome, done.reading, Reading.objects.count()) == ("unfounded", None, 0)


def test_a_text_that_its_author_took_back_is_no_longer_decided_on(text, moderator) -> None:
    case = reported(text)
    withdraw(actor=text.author, contribution=text)
    with pytest.raises(Refused):
        keep(actor=moderator, target=text)
    case.refresh_from_db()
    assert case.closed_at is None


def test_a_reading_is_taken_back_and_the_text_waits_in_its_place(text, moderator) -> None:
    case = reported(text)
    done = keep(actor=moderator, target=text)
    undo(actor=moderator, done=done)
    text.refresh_from_db()
    case.refresh_from_db()
    assert (text.to_read_since, case.closed_at, case.outcome, Reading.objects.count()) == (SINCE, None, "", 0)


def test_a_text_hidden_by_mistake_is_public_again_and_waits_in_its_place(text, moderator) -> None:
    done = hide_waiting(actor=moderator, target=text, reason=Reason.OFF_TOPIC)
    undo(actor=moderator, done=done)
    text.refresh_from_db()
    assert (text.state, text.to_read_since) == ("published", SINCE)
    assert list(Decision.objects.values_list("act", flat=True)) == ["restore", "hide"]


def test_a_decision_of_somebody_else_is_not_taken_back(text, moderator) -> None:
    kept = keep(actor=moderator, target=text)
    other = moderator_of(text.consultation)
    with pytest.raises(Refused):
        undo(actor=other, done=kept)
    hide(actor=other, target=text, reason=Reason.INSULT)
    with pytest.raises(Refused):
        undo(actor=moderator, done=kept)
    text.refresh_from_db()
    assert text.state == "hidden"


def test_words_that_changed_are_not_unread(moderator) -> None:
    made = deposited(PhaseActionFactory())
    somebody = moderator_of(made.consultation)
    done = keep(actor=somebody, target=made)
    revise(actor=made.author, contribution=made, title="Un banc", text="D’autres mots.")
    with pytest.raises(Refused):
        undo(actor=somebody, done=done)


def test_a_case_that_somebody_opened_anew_stays_the_only_one(text, moderator) -> None:
    case = reported(text)
    done = keep(actor=moderator, target=text)
    again = reported(text)
    undo(actor=moderator, done=done)
    case.refresh_from_db()
    assert (case.outcome, list(Case.objects.filter(closed_at=None))) == ("unfounded", [again])


def test_whoever_restores_a_text_has_read_it(text, moderator) -> None:
    hide(actor=moderator, target=text, reason=Reason.INSULT)
    restore(actor=moderator, target=text)
    text.refresh_from_db()
    assert (text.state, text.to_read_since) == ("published", None)

"""Moderators are told by mail that an appeal waits: who, once, and never whoever hid the text."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory
from parvis.contributions.coauthors import CoAuthor
from parvis.contributions.enums import State
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.tests.factories import ArgumentFactory
from parvis.jobs.models import Mail
from parvis.moderation.appeals import deciding
from parvis.moderation.domain.promise_appeals import promise_appeals
from parvis.moderation.domain.rule import rule
from parvis.moderation.domain.tell_appeals import tell_appeals
from parvis.moderation.enums import AppealOutcome
from parvis.moderation.models import Appeal
from parvis.moderation.tests.factories import AppealFactory, DecisionFactory, moderator_of
from parvis.organisations.tests.factories import member_of, verified

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> ConsultationPage:
    return ConsultationFactory(title="Où poser la passerelle ?")


def sent(place: ConsultationPage, moderator: object, **fields: object) -> Appeal:
    """An appeal against a text of this consultation that the moderator hid."""
    text = ContributionFactory(kind__consultation=place, state=State.HIDDEN, **fields)
    return AppealFactory(decision=DecisionFactory(contribution=text, moderator=moderator))


def told() -> list[str]:
    return list(Mail.objects.order_by("pk").values_list("recipient", flat=True))


def test_those_who_may_decide_are_told_once_and_not_whoever_hid_the_text(place: ConsultationPage) -> None:
    first, second = moderator_of(place), moderator_of(place)
    organiser = TeamMemberFactory(consultation=place, role=Role.ORGANISER).participant
    TeamMemberFactory(consultation=place, participant=organiser, role=Role.MODERATOR)
    TeamMemberFactory(consultation=place, role=Role.ANALYST)
    gone = moderator_of(place)
    gone.is_active = False
    gone.save(update_fields=["is_active"])
    moderator_of(ConsultationFactory())
    held = sent(place, first)

    assert tell_appeals() == 2
    assert set(told()) == {second.email, organiser.email}
    held.refresh_from_db()
    assert held.told_at is not None
    assert tell_appeals() == 0


def test_an_author_who_moderates_is_not_told_of_their_own(place: ConsultationPage) -> None:
    first, second = moderator_of(place), moderator_of(place)
    sent(place, first, author=second)
    other = moderator_of(place)
    tell_appeals()
    assert told() == [other.email]


def test_one_mail_holds_everything_in_the_language_of_its_reader(place: ConsultationPage) -> None:
    elsewhere = ConsultationFactory(title="Quel nom pour la place ?")
    reader = ParticipantFactory(language="fr")
    for consultation in (place, elsewhere):
        TeamMemberFactory(consultation=consultation, participant=reader, role=Role.MODERATOR)
    organiser = TeamMemberFactory(
        consultation=place, participant__email=None, role=Role.ORGANISER
    ).participant
    promise_appeals(actor=organiser, consultation=place, days=5)
    stranger = ParticipantFactory()
    sent(place, stranger)
    sent(place, stranger)
    argument = ArgumentFactory(contribution__kind__consultation=elsewhere, state=State.HIDDEN)
    AppealFactory(decision=DecisionFactory(contribution=None, argument=argument, moderator=stranger))

    assert tell_appeals() == 1
    mail = Mail.objects.get()
    assert mail.subject == "3 recours attendent une décision"
    assert "Où poser la passerelle ?\n2 nouveaux recours, à décider au plus tard le " in mail.text
    assert "Quel nom pour la place ?\n1 nouveau recours\nhttp" in mail.text
    assert f"/desk/consultations/{elsewhere.pk}/appeals/" in mail.text
    assert "Je n’insulte personne" not in mail.text


def test_whoever_has_one_to_decide_is_not_written_to_again_within_a_day(place: ConsultationPage) -> None:
    first, second = moderator_of(place), moderator_of(place)
    held = sent(place, first)
    tell_appeals()
    sent(place, second)
    tell_appeals()
    assert told() == [second.email, first.email]

    sent(place, ParticipantFactory())
    assert tell_appeals() == 0
    assert Appeal.objects.filter(told_at=None).count() == 1
    Appeal.objects.exclude(told_at=None).update(told_at=timezone.now() - timedelta(days=2))
    assert tell_appeals() == 2
    assert Appeal.objects.filter(told_at=None).count() == 0
    rule(actor=second, appeal=held, outcome=AppealOutcome.UPHELD, message="Non.")


def test_what_was_decided_meanwhile_is_told_to_nobody(place: ConsultationPage) -> None:
    first, second = moderator_of(place), moderator_of(place)
    rule(actor=second, appeal=sent(place, first), outcome=AppealOutcome.UPHELD, message="Non.")
    Mail.objects.all().delete()
    assert (tell_appeals(), told(), Appeal.objects.filter(told_at=None).count()) == (0, [], 0)
    sent(place, first)
    tell_appeals()
    assert told() == [second.email]


def test_a_moderator_alone_is_told_that_somebody_is_missing(place: ConsultationPage) -> None:
    alone = moderator_of(place)
    alone.language = "fr"
    alone.save(update_fields=["language"])
    sent(place, alone)
    tell_appeals()
    assert "Personne de votre équipe ne peut en décider" in Mail.objects.get(recipient=alone.email).text
    sent(place, alone)
    assert tell_appeals() == 0


def test_a_team_without_an_address_stops_nothing(place: ConsultationPage) -> None:
    nobody = moderator_of(place)
    nobody.email = None
    nobody.save(update_fields=["email"])
    sent(place, ParticipantFactory())
    assert (tell_appeals(), Appeal.objects.filter(told_at=None).count()) == (0, 0)


def test_those_who_may_decide_are_those_who_are_told(place: ConsultationPage) -> None:
    """Whoever has a hand in the words is no judge of them: beside the author, or for who signs."""
    hider, beside, acts_for, judge = (moderator_of(place) for _number in range(4))
    signing = verified()
    member_of(signing, person=acts_for)
    held = sent(place, hider, organisation=signing)
    CoAuthor.objects.create(
        contribution=held.decision.contribution, participant=beside, accepted_at=timezone.now(), place=1
    )
    Mail.objects.all().delete()

    assert (tell_appeals(), told()) == (1, [judge.email])
    assert {person.email for person in deciding(held.decision)} == {judge.email}


def test_nobody_stays_unwritten_because_others_were_written_to(place: ConsultationPage) -> None:
    """Against one, then against the other, a little less than a day later: the third decides on all."""
    first, second, third = (moderator_of(place) for _number in range(3))
    for number in range(6):
        sent(place, (first, second)[number % 2])
        tell_appeals()
        Appeal.objects.update(told_at=F("told_at") - timedelta(hours=23))
    assert told().count(third.email) == 6
    assert told().count(first.email) == told().count(second.email) == 3


def test_what_waits_for_another_day_keeps_nothing_else_waiting(
    place: ConsultationPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parvis.moderation.domain.tell_appeals.BATCH", 2)
    hider, other = moderator_of(place), moderator_of(place)
    sent(place, hider)
    tell_appeals()
    for _number in range(3):
        sent(place, hider)
    elsewhere = ConsultationFactory()
    judge = moderator_of(elsewhere)
    sent(elsewhere, ParticipantFactory())
    assert (tell_appeals(), told()) == (1, [other.email, judge.email])


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_appeals_costs_no_query(
    place: ConsultationPage, count: int, django_assert_num_queries
) -> None:
    for consultation in (place, ConsultationFactory()):
        hider, _judge = moderator_of(consultation), moderator_of(consultation)
        for number in range(count):
            sent(consultation, hider, organisation=verified(name=f"Canal {consultation.pk}, {number}"))
            text = ArgumentFactory(contribution__kind__consultation=consultation, state=State.HIDDEN)
            AppealFactory(decision=DecisionFactory(contribution=None, argument=text, moderator=hider))
    with django_assert_num_queries(26):
        assert tell_appeals() == 2


def test_an_appeal_may_be_told_while_something_is_said_of_it(place: ConsultationPage) -> None:
    """A row that refers to an appeal holds its key: telling must neither wait for it nor be waited for."""
    moderator_of(place)
    sent(place, ParticipantFactory())
    with CaptureQueriesContext(connection) as captured:
        tell_appeals()
    locking = [query["sql"] for query in captured.captured_queries if " FOR " in query["sql"]]
    assert [sql.split(" FOR ")[1].split(" OF")[0] for sql in locking] == ["NO KEY UPDATE"]

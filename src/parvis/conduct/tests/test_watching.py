"""What is read of real rows for the rules that look at how a consultation goes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.limits import Act, Scope, spend
from parvis.accounts.models import Refusal
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.models import Outcome
from parvis.ballots.tests.factories import BallotFactory, SetAsideFactory
from parvis.conduct.domain.explain import explain
from parvis.conduct.queries import book_of, gather
from parvis.conduct.watched import Delay, Watched
from parvis.conduct.watching import refused_lately
from parvis.consultations.domain.edit_themes import edit_themes
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.enums import Role, Source
from parvis.consultations.models import ConsultationPage, InvitationBatch, TrustedDomain
from parvis.consultations.tests.factories import (
    KindFactory,
    PhaseActionFactory,
    PhaseFactory,
    TeamMemberFactory,
)
from parvis.contributions.enums import WaitingState
from parvis.contributions.tests.factories import ContributionFactory, WaitingTextFactory
from parvis.ledger.enums import LeafKind
from parvis.ledger.models import Halt, Pending
from parvis.moderation.domain.close_case import close_case
from parvis.moderation.domain.report import report
from parvis.moderation.enums import Outcome as Found
from parvis.moderation.enums import Reason, Screened
from parvis.moderation.models import Report, Screening

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> ConsultationPage:
    return PhaseActionFactory().phase.consultation


def seen(place: ConsultationPage) -> Watched:
    return gather(place).watched


def ago(**time: float):
    return timezone.now() - timedelta(**time)


def organiser_of(place: ConsultationPage):
    return TeamMemberFactory(consultation=place, role=Role.ORGANISER).participant


def test_a_level_is_reached_by_a_code_a_domain_or_a_provider(place: ConsultationPage, settings) -> None:
    PhaseActionFactory(phase__consultation=place, minimum_level=3)
    PhaseActionFactory(phase=PhaseFactory(consultation=place, past=True), minimum_level=2)
    assert (seen(place).levels, seen(place).reachable) == ({1, 3}, IdentityLevel.EMAIL)

    batch = InvitationBatch.objects.create(consultation=place, name="Nord", size=3)
    assert seen(place).reachable == IdentityLevel.INVITED
    batch.is_void, batch.revoked_at = True, timezone.now()
    batch.save()
    assert seen(place).reachable == IdentityLevel.EMAIL
    TrustedDomain.objects.create(consultation=place, pattern="univ-x.fr")
    assert seen(place).reachable == IdentityLevel.INVITED
    settings.PARVIS_FRANCECONNECT_ID = "known"
    assert seen(place).reachable == IdentityLevel.STATE


def test_everybody_sees_that_nobody_could_take_part(place: ConsultationPage) -> None:
    def warned() -> list[str]:
        return [line.rule.code for line in book_of(gather(place)).warning]

    assert "C19" not in warned()
    PhaseActionFactory(phase__consultation=place, minimum_level=2)
    assert "C19" in warned()
    TrustedDomain.objects.create(consultation=place, pattern="univ-x.fr")
    assert "C19" not in warned()


def test_a_vote_whose_figures_have_no_levels_is_seen(place: ConsultationPage) -> None:
    ballot = BallotFactory(phase__consultation=place)
    outcome = Outcome.objects.create(ballot=ballot, people=3, by_level={"1": 2, "2": 1})
    assert seen(place).undivided == 0
    outcome.by_level = {}
    outcome.save()
    assert seen(place).undivided == 1


@pytest.mark.parametrize("name", ["django_recaptcha", "hcaptcha.fields", "wagtailcaptcha"])
def test_a_package_of_images_to_decipher_is_named(
    place: ConsultationPage, monkeypatch, settings, name
) -> None:
    assert seen(place).puzzles == ()
    monkeypatch.setattr("parvis.conduct.watching.settings.INSTALLED_APPS", [*settings.INSTALLED_APPS, name])
    assert seen(place).puzzles == (name,)


def test_a_host_of_puzzles_that_pages_may_call_is_named(place: ConsultationPage, settings) -> None:
    host = "https://challenges.cloudflare.com"
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**policy, "script-src": ["'self'", host]}}
    assert seen(place).puzzles == (host,)


def test_what_phases_and_kinds_are_called_is_read(place: ConsultationPage) -> None:
    kind = KindFactory(consultation=place, name="votation", plural_name="votations", call="Voter")
    PhaseActionFactory(phase__consultation=place, phase__title="Le sondage", kind=kind)
    assert {"Le sondage", "votation", "votations", "Voter"} <= set(seen(place).names)


def test_how_long_texts_wait_to_be_read(place: ConsultationPage) -> None:
    assert seen(place).delay == Delay()
    phase, kind = place.phases.get(), place.kinds.get()
    times = {"phase": phase, "kind": kind}
    for hours in (2, 4):
        WaitingTextFactory(
            **times,
            state=WaitingState.REFUSED,
            received_at=ago(days=5),
            settled_at=ago(days=5) + timedelta(hours=hours),
        )
    WaitingTextFactory(**times, received_at=ago(days=4))
    WaitingTextFactory(
        **times,
        state=WaitingState.WITHDRAWN,
        title="",
        text="",
        salt=None,
        received_at=ago(days=90),
        settled_at=timezone.now(),
    )
    WaitingTextFactory(received_at=ago(days=50))

    found = seen(place).delay

    assert (found.came, round(found.median / timedelta(hours=1))) == (3, 4)
    assert timedelta(days=3) < found.most < timedelta(days=4)


def test_a_list_made_by_hand_says_how(place: ConsultationPage) -> None:
    first = place.phases.get()
    chosen = {"consultation": place, "source": Source.CHOSEN, "source_phase": first}
    PhaseFactory(**chosen, summary="Tirées au sort devant huissier.")
    PhaseFactory(**chosen, future=True)
    assert seen(place).unsaid == 0
    PhaseFactory(**chosen)
    assert seen(place).unsaid == 1


def test_the_oldest_line_that_waits_and_a_halt_are_seen(place: ConsultationPage) -> None:
    assert seen(place).signing.waits_since is None
    moment = ago(minutes=20)
    row = Pending.objects.create(
        entry="00000000-0000-4000-8000-000000000001", kind=LeafKind.ERASURE, space="c1", at=moment
    )
    assert seen(place).signing.waits_since == moment
    Pending.objects.filter(pk=row.pk).update(kind=LeafKind.VOTE_CAST)
    assert seen(place).signing.waits_since == moment + timedelta(hours=1)

    assert not seen(place).signing.is_halted
    Halt.objects.create(code="behind")
    assert seen(place).signing.is_halted


def test_a_text_that_is_said_not_to_be_theirs_waits_for_a_decision(place: ConsultationPage) -> None:
    item = ContributionFactory(kind=place.kinds.get())
    for _ in range(2):
        report(actor=ParticipantFactory(), target=item, reason=Reason.MISATTRIBUTED)
    other = ContributionFactory(kind=place.kinds.get())
    report(actor=ParticipantFactory(), target=other, reason=Reason.INSULT)
    assert (seen(place).misattributed, seen(place).misattributed_late) == (1, 0)

    Report.objects.update(created_at=ago(days=8))
    assert (seen(place).misattributed, seen(place).misattributed_late) == (1, 1)

    case = item.reports.first().case
    close_case(actor=organiser_of(place), case=case, outcome=Found.ACTED)
    assert (seen(place).misattributed, seen(place).misattributed_late) == (0, 0)


def test_changes_are_those_of_since_the_opening_with_their_reason(place: ConsultationPage) -> None:
    organiser = organiser_of(place)
    tell_rules(consultation=place)
    place.rules.update(made_at=ago(days=8))
    assert seen(place).changes.rows == ()

    edit_themes(actor=organiser, consultation=place, names=["Parcs"])
    (change,) = seen(place).changes.rows
    assert (change.version, change.parts, change.is_unexplained) == (2, ("themes",), True)

    explain(actor=organiser, rules=place.rules.last(), words="Vous parlez de parcs.")
    (change,) = seen(place).changes.rows
    assert (change.reason, change.is_unexplained) == ("Vous parlez de parcs.", False)


def test_what_changed_before_the_opening_is_nobodys_business() -> None:
    place = PhaseActionFactory(phase=PhaseFactory(future=True)).phase.consultation
    tell_rules(consultation=place)
    edit_themes(actor=organiser_of(place), consultation=place, names=["Parcs"])
    assert seen(place).changes.rows == ()


def test_refusals_are_counted_by_the_week(place: ConsultationPage) -> None:
    now = timezone.now()
    here = {Scope.PERSON: "1"}
    allowed = 0
    while spend(Act.REPORT, here) is None:
        allowed += 1
    assert (allowed, spend(Act.REPORT, here), Refusal.objects.get().count) == (10, Scope.PERSON, 2)

    text = WaitingTextFactory(consultation=place, state=WaitingState.REFUSED, settled_at=now)
    Screening.objects.create(
        text=text, act=Screened.REFUSE, reason=Reason.INSULT, moderator=ParticipantFactory()
    )
    SetAsideFactory(consultation=place, figures={"votes": 40})
    SetAsideFactory(consultation=place, figures={"votes": 7}, created_at=now - timedelta(weeks=1))
    SetAsideFactory(figures={"votes": 500})
    SetAsideFactory(consultation=place, figures={"votes": 900}, created_at=now - timedelta(weeks=9))

    weeks = refused_lately(place, now)

    assert [(week.limited, week.guests, week.aside) for week in weeks] == [
        (2, 1, 40),
        (0, 0, 7),
        (0, 0, 0),
        (0, 0, 0),
    ]
    assert all(week.first.weekday() == 0 for week in weeks)


@pytest.mark.parametrize("other", [0, 3])
def test_reading_costs_the_same_whatever_there_is(place: ConsultationPage, other: int) -> None:
    """As many queries for one that is empty as for one where all of this happened."""
    gather(place)  # what is remembered from one request to the next
    with CaptureQueriesContext(connection) as empty:
        gather(ConsultationPage.objects.get(pk=place.pk))
    organiser = organiser_of(place)
    for number in range(other):
        TrustedDomain.objects.create(consultation=place, pattern=f"univ-{number}.fr")
        InvitationBatch.objects.create(consultation=place, name=f"Lot {number}", size=3)
        WaitingTextFactory(consultation=place, phase=place.phases.first(), kind=place.kinds.first())
        item = ContributionFactory(kind=place.kinds.first())
        report(actor=ParticipantFactory(), target=item, reason=Reason.MISATTRIBUTED)
        edit_themes(actor=organiser, consultation=place, names=[f"Thème {number}"])
    with CaptureQueriesContext(connection) as full:
        gather(ConsultationPage.objects.get(pk=place.pk))
    assert len(full) == len(empty)

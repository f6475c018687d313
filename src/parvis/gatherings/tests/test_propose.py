"""Events that participants propose: opened by the organiser, labelled or declined, then told."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.gatherings.domain import propose_event as proposing
from parvis.gatherings.domain import report_event as reporting
from parvis.gatherings.drafts import draft_of
from parvis.gatherings.enums import EventState, ReportState
from parvis.gatherings.models import Event, EventReport
from parvis.gatherings.tests.factories import EventFactory, EventReportFactory, EventSettingsFactory
from parvis.jobs.models import Mail
from parvis.ledger.models import Pending

pytestmark = pytest.mark.django_db
HOURS = {"starts_at": "2050-01-05T18:30", "ends_at": "2050-01-05T20:00"}
TYPED = {
    "title": "Café des voisins",
    "format": "on_site",
    "place": "Chez Awa",
    "point": "48.85, 2.35",
    **HOURS,
}


@pytest.fixture
def consultation(db):
    return EventSettingsFactory().consultation


def animator(consultation):
    return TeamMemberFactory(consultation=consultation, role=Role.ANIMATOR).participant


def told() -> list[str]:
    """Of events: a change of the team is told too."""
    rows = Pending.objects.filter(kind__startswith="event.")
    return list(rows.order_by("pk").values_list("kind", flat=True))


def page_of(consultation) -> str:
    return reverse("gatherings:propose", args=[consultation.slug])


def test_a_participant_proposes_and_nobody_else_reads_it_yet(client: Client, consultation) -> None:
    person = ParticipantFactory()
    client.force_login(person)
    page = client.post(page_of(consultation), TYPED, follow=True).content.decode()
    event = Event.objects.get()
    assert (event.state, event.proposer, event.is_local) == (EventState.PROPOSED, person, True)
    assert (str(event.latitude), str(event.longitude), told()) == ("48.8500", "2.3500", ["event.proposed"])
    assert "Café des voisins" in page
    address = reverse("front:event", args=[event.pk])
    assert (client.get(address).status_code, Client().get(address).status_code) == (200, 404)
    client.post(page_of(consultation), TYPED)
    assert Event.objects.count() == 1


def test_what_a_visitor_typed_is_kept_through_sign_in(client: Client, consultation) -> None:
    answer = client.post(page_of(consultation), TYPED)
    assert answer.url.startswith("/account/login/")
    assert Event.objects.count() == 0
    client.force_login(ParticipantFactory())
    assert 'value="Café des voisins"' in client.get(page_of(consultation)).content.decode()


def test_nothing_is_proposed_where_the_organiser_did_not_open_it(client: Client) -> None:
    event = EventFactory()
    client.force_login(ParticipantFactory())
    assert client.get(page_of(event.consultation)).status_code == 404
    with pytest.raises(Refused):
        proposing.propose_event(
            actor=ParticipantFactory(), consultation=event.consultation, draft=draft_of(event)
        )


def test_an_address_is_confirmed_hours_are_to_come_and_five_wait_at_once(consultation) -> None:
    event, past = EventFactory.build(), EventFactory.build(over=True)
    person, new = ParticipantFactory(), ParticipantFactory(identity_level=IdentityLevel.VISITOR)
    EventFactory.create_batch(5, consultation=consultation, proposed=True, proposer=person)
    for actor, draft in ((new, event), (ParticipantFactory(), past), (person, event)):
        with pytest.raises(Refused):
            proposing.propose_event(actor=actor, consultation=consultation, draft=draft_of(draft))
    assert told() == []


def test_the_organiser_announces_it_under_the_public_name_of_its_proposer(
    client: Client, consultation
) -> None:
    event = EventFactory(consultation=consultation, proposed=True, proposer__public_name="Tilleul 5")
    proposing.label_event(actor=animator(consultation), event=event)
    page = client.get(reverse("front:event", args=[event.pk])).content.decode()
    assert "Initiative locale" in page
    assert "Tilleul 5" in page
    assert told() == ["event.labelled"]
    assert Mail.objects.get().recipient == event.proposer.email
    with pytest.raises(Refused):
        proposing.decline_event(actor=animator(consultation), event=event, reason="Non.")


def test_the_organiser_declines_it_and_its_proposer_reads_why(client: Client, consultation) -> None:
    event = EventFactory(consultation=consultation, proposed=True)
    with pytest.raises(Refused):
        proposing.decline_event(actor=animator(consultation), event=event, reason="")
    proposing.decline_event(actor=animator(consultation), event=event, reason="Hors du sujet.")
    assert told() == ["event.declined"]
    assert "Hors du sujet." in Mail.objects.get().text
    client.force_login(event.proposer)
    assert "Hors du sujet." in client.get(page_of(consultation)).content.decode()
    assert Client().get(reverse("front:event", args=[event.pk])).status_code == 404


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.OBSERVER, None])
def test_others_open_nothing_and_answer_nothing(role: Role | None, consultation) -> None:
    actor = (
        TeamMemberFactory(consultation=consultation, role=role).participant if role else ParticipantFactory()
    )
    event = EventFactory(consultation=consultation, proposed=True)
    report = EventReportFactory(event__consultation=consultation)
    for act in (
        lambda: proposing.set_proposals(actor=actor, consultation=consultation, is_open=False),
        lambda: proposing.label_event(actor=actor, event=event),
        lambda: proposing.decline_event(actor=actor, event=event, reason="Non."),
        lambda: reporting.publish_report(actor=actor, report=report),
        lambda: reporting.decline_report(actor=actor, report=report, reason="Non."),
    ):
        with pytest.raises(Refused):
            act()
    assert told() == []


def test_its_proposer_tells_how_it_went_and_the_organiser_publishes_it(client: Client, consultation) -> None:
    event = EventFactory(consultation=consultation, labelled=True, over=True)
    client.force_login(event.proposer)
    address = reverse("front:event", args=[event.pk])
    sending = reverse("gatherings:report", args=[event.pk])
    assert sending in client.get(address).content.decode()
    client.post(sending, {"people": "31", "text": "On a parlé des berges."})
    assert "On a parlé des berges." not in Client().get(address).content.decode()
    reporting.publish_report(actor=animator(consultation), report=EventReport.objects.get())
    page = Client().get(address).content.decode()
    assert "On a parlé des berges." in page
    assert "31 personnes" in page
    assert told() == ["event.reported"]
    assert Pending.objects.get(kind="event.reported").public["people"] == 31
    with pytest.raises(Refused):
        reporting.send_report(actor=event.proposer, event=event, text="Autre.", people=1)


def test_a_report_that_is_declined_may_be_sent_again(consultation) -> None:
    report = EventReportFactory(event__consultation=consultation)
    reporting.decline_report(actor=animator(consultation), report=report, reason="Un nom y est cité.")
    assert "Un nom y est cité." in Mail.objects.get().text
    sent = reporting.send_report(actor=report.event.proposer, event=report.event, text="Sans nom.", people=9)
    assert (EventReport.objects.get().state, sent.text, told()) == (ReportState.SENT, "Sans nom.", [])


def test_only_its_proposer_tells_and_only_once_it_began(client: Client) -> None:
    event = EventFactory(labelled=True, starts_at=timezone.now() + timedelta(hours=1))
    with pytest.raises(Refused):
        reporting.send_report(actor=event.proposer, event=event, text="Déjà.", people=1)
    over = EventFactory(labelled=True, over=True)
    with pytest.raises(Refused):
        reporting.send_report(actor=ParticipantFactory(), event=over, text="Moi.", people=1)
    client.force_login(ParticipantFactory())
    assert client.get(reverse("gatherings:report", args=[over.pk])).status_code == 404


def test_an_erased_account_leaves_what_is_public_unsigned_and_nothing_else() -> None:
    person = ParticipantFactory()
    public = EventFactory(labelled=True, over=True, proposer=person, title="Café")
    waiting = EventFactory(proposed=True, proposer=person, title="Chez moi", agenda="Mon adresse")
    EventReportFactory(event=public)
    proposing.forget_proposals_of(actor=person)
    for event in (public, waiting):
        event.refresh_from_db()
    assert (public.title, public.state, public.proposer) == ("Café", EventState.PUBLISHED, None)
    assert (waiting.title, waiting.agenda, waiting.state) == ("…", "", EventState.DECLINED)
    assert EventReport.objects.count() == 0

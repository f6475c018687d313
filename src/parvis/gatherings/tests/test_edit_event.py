"""Write an event, announce it, change it, cancel it, drop its draft; who may, and who is told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.commissions.tests.factories import CommissionFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.gatherings.domain import edit_event as editing
from parvis.gatherings.drafts import EventDraft, draft_of
from parvis.gatherings.enums import EventState, Format, Standing
from parvis.gatherings.models import Event
from parvis.gatherings.tests.factories import EventFactory, RegistrationFactory
from parvis.jobs.models import Mail
from parvis.ledger.models import Pending

pytestmark = pytest.mark.django_db


def host(event: Event, role: Role = Role.ANIMATOR):
    return TeamMemberFactory(consultation=event.consultation, role=role).participant


def told() -> list[str]:
    """Of events: a change of the team is told too."""
    rows = Pending.objects.filter(kind__startswith="event.")
    return list(rows.order_by("pk").values_list("kind", flat=True))


def mails() -> list[tuple[str, str]]:
    return list(Mail.objects.order_by("pk").values_list("recipient", "subject"))


def change(event: Event, actor=None, **moved) -> Event:
    return editing.change_event(
        actor=actor or host(event), event=event, draft=replace(draft_of(event), **moved)
    )


def test_a_draft_is_announced_once_with_its_facts_in_the_log() -> None:
    source = EventFactory(draft=True)
    actor = host(source)
    event = editing.create_event(
        actor=actor, consultation=source.consultation, draft=replace(draft_of(source), title="Balade")
    )
    assert (event.state, told()) == (EventState.DRAFT, [])
    editing.publish_event(actor=actor, event=event)
    event.refresh_from_db()
    assert (event.state, event.published_at is not None, told()) == (
        EventState.PUBLISHED, True, ["event.published"],
    )  # fmt: skip
    public = Pending.objects.get(kind="event.published").public
    assert (public["event"], public["sequence"]) == (event.pk, 0)
    assert public["from"] == int(event.starts_at.timestamp())
    assert "Balade" not in str(public)
    with pytest.raises(Refused):
        editing.publish_event(actor=actor, event=event)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANALYST, Role.GUARANTOR, Role.OBSERVER, None])
def test_only_organisers_and_animators_hold_events(role: Role | None) -> None:
    event, draft = EventFactory(), EventFactory(draft=True)
    actor = host(event, role) if role else host(EventFactory())
    for act in (
        lambda: editing.create_event(actor=actor, consultation=event.consultation, draft=draft_of(event)),
        lambda: change(event, actor, title="Autre"),
        lambda: editing.publish_event(actor=actor, event=draft),
        lambda: editing.cancel_event(actor=actor, event=event, reason="Non."),
        lambda: editing.drop_event(actor=actor, event=draft),
    ):
        with pytest.raises(Refused):
            act()
    held = Event.objects.filter(consultation__in=[event.consultation, draft.consultation])
    assert (told(), held.count()) == ([], 2)


def test_a_change_of_hour_or_place_is_told_to_those_who_come_or_wait() -> None:
    event = EventFactory(title="Atelier", capacity=1)
    for standing in (Standing.COMING, Standing.WAITING):
        RegistrationFactory(event=event, standing=standing, email=f"{standing}@exemple.fr")
    RegistrationFactory(event=event, asked=True)
    RegistrationFactory(event=event, standing=Standing.CANCELLED)
    change(event, starts_at=event.starts_at - timedelta(hours=1))
    assert mails() == [
        ("coming@exemple.fr", "Modifié : Atelier"),
        ("waiting@exemple.fr", "Modifié : Atelier"),
    ]
    assert told() == ["event.changed"]


def test_a_change_of_words_is_told_to_the_log_and_to_no_mailbox() -> None:
    event = EventFactory()
    RegistrationFactory(event=event)
    change(event, agenda="1. Les berges")
    assert (mails(), told()) == ([], ["event.changed"])
    event.refresh_from_db()
    assert (event.sequence, event.agenda) == (1, "1. Les berges")


def test_what_did_not_change_and_what_is_not_announced_tell_nothing() -> None:
    event, draft = EventFactory(), EventFactory(draft=True)
    RegistrationFactory(event=event)
    change(event)
    change(draft, place="Ailleurs")
    assert (mails(), told()) == ([], [])
    assert sorted(Event.objects.values_list("sequence", "place")) == [(0, "Ailleurs"), (0, "Salle des fêtes")]


def test_more_places_go_to_those_who_wait_and_a_given_place_is_not_taken_back() -> None:
    event = EventFactory(capacity=1)
    RegistrationFactory(event=event)
    first, second = RegistrationFactory.create_batch(2, event=event, waiting=True)
    with pytest.raises(Refused):
        change(event, takes_registrations=False)
    change(event, capacity=2)
    for row in (first, second):
        row.refresh_from_db()
    assert (first.standing, second.standing, [to for to, _subject in mails()]) == (
        Standing.COMING, Standing.WAITING, [first.email],
    )  # fmt: skip
    event.refresh_from_db()
    with pytest.raises(Refused, match="2"):
        change(event, capacity=1)


def test_a_cancelled_event_stays_with_its_reason_and_whoever_registered_is_told() -> None:
    event = EventFactory(title="Atelier")
    row = RegistrationFactory(event=event)
    actor = host(event)
    with pytest.raises(Refused):
        editing.cancel_event(actor=actor, event=event, reason="")
    editing.cancel_event(actor=actor, event=event, reason="La salle est inondée.")
    event.refresh_from_db()
    assert (event.state, event.reason, event.sequence, told()) == (
        EventState.CANCELLED, "La salle est inondée.", 1, ["event.cancelled"],
    )  # fmt: skip
    assert mails() == [(row.email, "Annulé : Atelier")]
    assert "La salle est inondée." in Mail.objects.get().text
    for act in (
        lambda: editing.cancel_event(actor=actor, event=event, reason="Encore."),
        lambda: change(event, actor, title="Autre"),
        lambda: editing.drop_event(actor=actor, event=event),
    ):
        with pytest.raises(Refused):
            act()


def test_what_took_place_is_not_cancelled_and_what_is_past_not_announced() -> None:
    event, draft = EventFactory(over=True), EventFactory(over=True, draft=True)
    with pytest.raises(Refused):
        editing.cancel_event(actor=host(event), event=event, reason="Trop tard.")
    with pytest.raises(Refused):
        editing.publish_event(actor=host(draft), event=draft)


def test_a_draft_is_dropped() -> None:
    draft = EventFactory(draft=True)
    editing.drop_event(actor=host(draft), event=draft)
    assert (Event.objects.count(), told()) == (0, [])


@pytest.mark.parametrize(
    "wrong",
    [
        {"place": ""},
        {"format": Format.ONLINE, "place": ""},
        {"format": Format.HYBRID, "online_address": "http://visio.exemple.fr/a"},
        {"speakers": "Ada\n" * 31},
    ],
)
def test_what_cannot_be_held_is_refused(wrong: dict) -> None:
    with pytest.raises(Refused):
        change(EventFactory(), **wrong)


def test_hours_go_forward_and_a_commission_is_of_the_consultation() -> None:
    event = EventFactory()
    for moved in (
        {"ends_at": event.starts_at},
        {"registration_until": event.ends_at},
        {"commission": CommissionFactory()},
    ):
        with pytest.raises(Refused):
            change(event, **moved)
    own = CommissionFactory(consultation=event.consultation)
    assert change(event, commission=own).commission == own


def test_the_database_holds_lengths_places_and_reasons() -> None:
    event = EventFactory()
    for wrong in (
        {"ends_at": event.starts_at}, {"longitude": 2}, {"capacity": 0}, {"state": "cancelled"},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Event.objects.update(**wrong)


def test_speakers_are_read_one_a_line() -> None:
    event = EventFactory.build(speakers="Ada Lovelace, mathématicienne, Londres\n\n  Camille ")
    assert [(one.name, one.office) for one in event.announced] == [
        ("Ada Lovelace", "mathématicienne, Londres"), ("Camille", ""),
    ]  # fmt: skip


def test_a_draft_of_an_event_is_the_event() -> None:
    event = EventFactory(access_features=["loop"], capacity=12)
    assert isinstance(draft_of(event), EventDraft)
    assert change(event, ParticipantFactory(is_superuser=True)).capacity == 12

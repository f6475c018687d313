"""Prepare a device, give it a link, take the link back, close it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.accounts.secret_links import hash_link
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import QuestionType, Role, Visibility
from parvis.consultations.models import Phase
from parvis.consultations.tests.factories import KindFactory, QuestionFactory
from parvis.field.domain.make_kit import KitDraft, close_kit, make_kit, make_link
from parvis.field.enums import Use
from parvis.field.models import FieldKit
from parvis.field.queries import kits_of
from parvis.field.tests.factories import KitFactory, item, send
from parvis.paper.domain.make_batch import BatchDraft, make_batch
from parvis.paper.enums import Channel
from parvis.paper.tests.factories import BatchFactory, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch():
    return BatchFactory(channel=Channel.FIELD)


def draft(person, **said) -> KitDraft:
    return KitDraft(**{"name": "Tablette", "use": Use.HELD, "held_by": person, **said})


def test_an_organiser_prepares_a_device_that_nothing_opens_yet(batch) -> None:
    organiser = member_of(batch, Role.ORGANISER)

    kit = make_kit(actor=organiser, batch=batch, draft=draft(member_of(batch), name=" Tablette  2 "))

    assert (kit.name, kit.use, kit.most, kit.is_open) == ("Tablette 2", "held", 500, True)
    assert kit.token_hash is None
    code = make_link(actor=organiser, kit=kit)
    kit.refresh_from_db()
    assert kit.token_hash == hash_link(code)
    assert code not in str(FieldKit.objects.values_list().get())


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANALYST, Role.ANIMATOR, Role.GUARANTOR, Role.OBSERVER])
def test_nobody_else_of_the_team_prepares_one(batch, role: Role) -> None:
    person, kit = member_of(batch, role), KitFactory(batch=batch)

    for act in (
        lambda: make_kit(actor=person, batch=batch, draft=draft(person)),
        lambda: make_link(actor=person, kit=kit),
        lambda: close_kit(actor=person, kit=kit),
    ):
        with pytest.raises(Refused, match="Only the organisers"):
            act()


def test_a_device_is_of_a_batch_collected_on_site_and_of_somebody_who_may_enter(batch) -> None:
    organiser = member_of(batch, Role.ORGANISER)
    printed = BatchFactory()
    actor = member_of(printed, Role.ORGANISER)
    with pytest.raises(Refused, match="collected on site"):
        make_kit(actor=actor, batch=printed, draft=draft(actor))
    with pytest.raises(Refused, match="organises or moderates"):
        make_kit(actor=organiser, batch=batch, draft=draft(ParticipantFactory()))
    with pytest.raises(Refused, match="Give the device a name"):
        make_kit(actor=organiser, batch=batch, draft=draft(organiser, name="  "))
    with pytest.raises(Refused, match="2,000 answers at most"):
        make_kit(actor=organiser, batch=batch, draft=draft(organiser, most=2001))


@pytest.mark.parametrize("asks", ["personal", "private", "once", "responds"])
def test_what_a_guest_may_not_write_is_not_left_with_the_public(asks: str, batch) -> None:
    organiser, kind = member_of(batch, Role.ORGANISER), batch.kind
    if asks == "personal":
        QuestionFactory(
            kind=kind, code="age", type=QuestionType.SHORT_TEXT, is_personal=True, purpose="Qui répond."
        )
    elif asks == "private":
        kind.visibility = Visibility.PRIVATE
    elif asks == "once":
        kind.one_per_person = True
    else:
        kind.responds_to = KindFactory(consultation=batch.consultation, code="other")
    kind.save()

    with pytest.raises(Refused, match="not left with the public"):
        make_kit(actor=organiser, batch=batch, draft=draft(organiser, use=Use.KIOSK))
    assert make_kit(actor=organiser, batch=batch, draft=draft(organiser)).use == Use.HELD


@pytest.mark.parametrize("said", [{"size": 3}, {"is_double": True}])
def test_nothing_is_printed_for_a_device(batch, said) -> None:
    action = batch.phase.actions.get()
    wanted = BatchDraft("Marché", Channel.FIELD, **said)

    with pytest.raises(Refused, match="print no sheet"):
        make_batch(actor=member_of(batch, Role.ORGANISER), action=action, draft=wanted)


def test_a_closed_device_has_no_new_link_and_shows_no_form(batch) -> None:
    organiser = member_of(batch, Role.ORGANISER)
    kit = KitFactory(batch=batch, token="t")
    open_page = Client().get("/en/field/t/")

    close_kit(actor=organiser, kit=kit)
    closed_at = close_kit(actor=organiser, kit=kit).closed_at

    kit.refresh_from_db()
    assert kit.closed_at == closed_at
    page = Client().get("/en/field/t/")
    assert ["Save this answer" in one.content.decode() for one in (open_page, page)] == [True, False]
    assert Client().post("/en/field/t/", {"title": "Un banc"}).status_code == 422
    with pytest.raises(Refused, match="closed: prepare another"):
        make_link(actor=organiser, kit=kit)


def test_the_page_is_for_nobody_to_find_or_keep(batch) -> None:
    KitFactory(batch=batch, token="t")

    page, worker = Client().get("/field/t/"), Client().get("/field/sw.js")

    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in page.headers["Cache-Control"]
    assert (worker.headers["Content-Type"], worker.headers["Cache-Control"]) == (
        "text/javascript; charset=utf-8", "no-cache",
    )  # fmt: skip
    assert Client().get("/field/other/").status_code == 404


def test_the_desk_shows_the_link_once(desk, settings, batch) -> None:
    settings.PARVIS_ADDRESS = "https://example.org"
    organiser = member_of(batch, Role.ORGANISER)
    client = desk(organiser)
    place = [batch.consultation_id, batch.pk]
    form = {"name": "Tablette", "use": "held", "held_by": organiser.pk, "most": 40}

    made = client.post(reverse("desk:add_device", args=place), form)

    kit = FieldKit.objects.get()
    assert (made.url, kit.most, kit.held_by) == (
        reverse("desk:device", args=[*place, kit.pk]), 40, organiser,
    )  # fmt: skip
    shown = client.post(reverse("desk:link_device", args=[*place, kit.pk])).content.decode()
    token = shown.split("https://example.org/")[1].split("/field/")[-1].split("field/")[-1].split("/")[0]
    kit.refresh_from_db()
    assert kit.token_hash == hash_link(token)
    assert token not in client.get(made.url).content.decode()


def test_the_page_of_a_batch_costs_the_same_with_one_device_and_with_three(
    desk, batch, django_assert_max_num_queries
) -> None:
    client = desk(member_of(batch, Role.ORGANISER))
    address = reverse("desk:paper_batch", args=[batch.consultation_id, batch.pk])
    kit = KitFactory(batch=batch, token="t")
    send("t", [item(kit), item(kit, title="")])
    client.get(address)
    with django_assert_max_num_queries(200) as one:
        assert client.get(address).status_code == 200
    KitFactory.create_batch(2, batch=batch)
    with django_assert_max_num_queries(len(one)):
        assert client.get(address).status_code == 200

    assert [(row.came, row.kept) for row in kits_of(batch)] == [(2, 1), (0, 0), (0, 0)]


@pytest.mark.parametrize(("days", "shown"), [(-1, True), (0, True), (+1, False)])
def test_a_device_is_made_ready_the_day_before_and_shows_no_form_after_the_phase(
    batch, days: int, shown: bool
) -> None:
    KitFactory(batch=batch, token="t")
    now = timezone.now() - timedelta(days=days)
    Phase.objects.update(starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1))

    page = Client().get("/en/field/t/").content.decode()

    assert ("Save this answer" in page, "The phase is over" in page.split("data-opens")[1]) == (
        shown,
        not shown,
    )
    sent = Client().post("/en/field/t/", {"title": "Un banc", "text": "Ici.", "key": uuid4()})
    assert sent.status_code == (302 if days == 0 else 422)

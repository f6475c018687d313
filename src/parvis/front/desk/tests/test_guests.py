"""Texts of guests at the desk: which wait, publish one, refuse another; and what everybody reads of it."""

import re

import pytest
from django.urls import reverse

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import KindFactory, PhaseActionFactory, TeamMemberFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import WaitingTextFactory
from parvis.contributions.waiting import WaitingText
from parvis.front.desk.today import today
from parvis.moderation.waiting_texts import waiting_for
from parvis.restitution.domain.snapshot import take_snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(organiser):
    return KindFactory(consultation=organiser.consultation)


@pytest.fixture
def address(organiser):
    return reverse("desk:guests", args=[organiser.consultation.pk])


def test_what_waits_is_told_to_those_who_moderate(organiser, kind) -> None:
    WaitingTextFactory.create_batch(2, kind=kind)
    WaitingTextFactory()
    page = organiser.consultation
    analyst = TeamMemberFactory(consultation=page, role=Role.ANALYST).participant

    (line,) = today(organiser.participant)
    assert "2 textes sont à lire avant de paraître" in " ".join(line.waiting)
    assert waiting_for(organiser.participant, [page.pk])[page.pk].count == 2
    assert (waiting_for(analyst, [page.pk]), waiting_for(ParticipantFactory(), [page.pk])) == ({}, {})


def test_one_is_published_and_one_refused(desk, organiser, kind, address) -> None:
    client = desk(organiser.participant)
    good = WaitingTextFactory(kind=kind, title="Une fontaine")
    bad = WaitingTextFactory(kind=kind, title="Une insulte")
    assert "Une fontaine" in client.get(address).content.decode()
    assert "Une insulte" in client.get(f"{address}{bad.pk}/").content.decode()

    assert client.post(f"{address}{good.pk}/publish/").url == address
    assert b"Choose the reason" in client.post(f"{address}{bad.pk}/refuse/", {"reason": ""}).content
    assert client.post(f"{address}{bad.pk}/refuse/", {"reason": "insult", "message": "Non."}).url == address
    client.post(f"{address}{bad.pk}/publish/")

    bad.refresh_from_db()
    assert (bad.state, list(Contribution.objects.values_list("title", flat=True))) == (
        "refused",
        ["Une fontaine"],
    )
    assert "Non." in client.get(f"{address}{bad.pk}/").content.decode()
    assert client.get(f"{address}{WaitingTextFactory().pk}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_their_number(
    desk, kind, address, count, django_assert_num_queries
) -> None:
    client = desk(kind.consultation.team.get().participant)
    for text in WaitingTextFactory.create_batch(count, kind=kind):
        client.post(f"{address}{text.pk}/publish/")
    WaitingTextFactory.create_batch(count, kind=kind)
    client.get(address)
    with django_assert_num_queries(17):
        client.get(address)


@pytest.fixture
def flood(kind):
    """Five texts that wait, read by twos."""
    return WaitingTextFactory.create_batch(5, kind=kind)


def test_the_list_has_pages_and_says_how_many_wait(desk, organiser, flood, address, monkeypatch) -> None:
    monkeypatch.setattr("parvis.moderation.waiting_texts.MOST", 2)
    client = desk(organiser.participant)
    seen, url = [], address
    while url:
        page = client.get(url)
        assert "To read (5)" in page.content.decode()
        seen.append([text.pk for text in page.context["page"].texts])
        url = page.context["next_url"]
    assert seen == [[flood[0].pk, flood[1].pk], [flood[2].pk, flood[3].pk], [flood[4].pk]]
    assert f'href="{address}"' in page.content.decode()
    assert client.get(f"{address}?after=x").context["page"].texts == flood[:2]


def test_a_selection_is_refused_for_one_reason(desk, organiser, flood, address, monkeypatch) -> None:
    monkeypatch.setattr("parvis.moderation.waiting_texts.MOST", 3)
    client = desk(organiser.participant)
    ticked = client.get(f"{address}?all")
    assert ticked.content.decode().count(" checked") == 3
    assert client.get(address).content.decode().count(" checked") == 0

    chosen = {"text": [text.pk for text in flood[:3]]}
    again = client.post(f"{address}refuse/", {**chosen, "reason": ""})
    assert (again.status_code, again.content.decode().count(" checked")) == (422, 3)
    assert "Choose texts" in client.post(f"{address}refuse/", {"reason": "advertising"}).content.decode()
    assert WaitingText.objects.filter(state="waiting").count() == 5

    done = client.post(
        f"{address}refuse/?after={flood[0].pk}", {**chosen, "reason": "advertising", "message": "Non."}
    )
    assert done.url == f"{address}?after={flood[0].pk}"
    assert list(WaitingText.objects.values_list("state", flat=True)) == ["refused"] * 3 + ["waiting"] * 2
    assert "3 texts are not published." in client.get(address).content.decode()


def test_when_no_more_is_taken_the_list_says_so(desk, organiser, flood, address, monkeypatch) -> None:
    monkeypatch.setattr("parvis.front.desk.views.guests.MOST_WAITING", 5)
    assert "5 texts wait: no other is taken" in desk(organiser.participant).get(address).content.decode()


def test_a_guarantor_reads_and_decides_on_nothing(desk, organiser, flood, address) -> None:
    guarantor = TeamMemberFactory(consultation=organiser.consultation, role=Role.GUARANTOR).participant
    client, text = desk(guarantor), flood[0]
    listed = client.get(address).content.decode()
    shown = client.get(f"{address}{text.pk}/").content.decode()
    assert (text.title in listed, text.text in shown) == (True, True)
    main = re.findall(r'(?s)<section aria-labelledby="waiting">.*', listed)[0]
    assert ('name="text"' in main, "<form" in main, "guests/refuse/" in main) == (False, False, False)
    assert f"{text.pk}/publish/" not in shown
    for act in ("refuse/", f"{text.pk}/publish/", f"{text.pk}/refuse/"):
        assert client.post(f"{address}{act}", {"text": text.pk, "reason": "advertising"}).status_code == 404
    assert not WaitingText.objects.exclude(state="waiting").exists()
    home = reverse("desk:consultation", args=[organiser.consultation.pk])
    PhaseActionFactory(phase=text.phase, kind=text.kind, allows_guests=True)
    assert f'href="{address}"' in client.get(home).content.decode()


def test_everybody_reads_who_wrote_it_and_that_guests_are_counted_apart(
    client, desk, organiser, kind, address
):
    text = WaitingTextFactory(kind=kind)
    desk(organiser.participant).post(f"{address}{text.pk}/publish/")
    page = organiser.consultation
    take_snapshot(consultation=page)
    item = Contribution.objects.get()

    html = client.get(reverse("front:contribution", args=[item.pk])).content.decode()
    assert "Invité, identité non vérifiée" in html
    assert "(L0)" in html
    for name in ("front:consultation", "front:result"):
        assert "dont 1 d’un invité" in client.get(reverse(name, args=[page.slug])).content.decode()

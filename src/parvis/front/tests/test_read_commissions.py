"""Commissions as everybody reads them, and what those who act for one do."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.commissions.enums import Office, Outcome
from parvis.commissions.invitations import write_token
from parvis.commissions.models import HandOver, Opinion
from parvis.commissions.tests.factories import (
    CommissionFactory,
    CommissionMemberFactory,
    HandOverFactory,
    OpinionFactory,
    officer_of,
)
from parvis.consultations.tests.factories import KindFactory, TeamMemberFactory, ThemeFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.gatherings.enums import EventState
from parvis.gatherings.tests.factories import EventFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def commission():
    return CommissionFactory(name="Mobilités")


def address(name: str, commission, *more: object) -> str:
    first = [commission.consultation.slug]
    return reverse(f"front:{name}", args=[*first, commission.slug, *more])


def read(url: str, actor=None) -> str:
    client = Client()
    if actor is not None:
        client.force_login(actor)
    response = client.get(url)
    return response.content.decode() if response.status_code == 200 else str(response.status_code)


def test_the_consultation_leads_to_its_commissions_as_a_tree(commission) -> None:
    place = commission.consultation
    CommissionFactory(consultation=place, parent=commission, name="Bus du soir")
    listed = reverse("front:commissions", args=[place.slug])
    assert listed in read(reverse("front:consultation", args=[place.slug]))
    told = read(listed)
    assert told.index("Mobilités") < told.index("bodies--below") < told.index("Bus du soir")
    elsewhere = CommissionFactory().consultation
    elsewhere.commissions.all().delete()
    assert "Pas encore de commission" in read(reverse("front:commissions", args=[elsewhere.slug]))


def test_the_page_names_those_who_agreed_and_counts_the_others(commission) -> None:
    CommissionMemberFactory(commission=commission, office=Office.CHAIR)
    hidden = ParticipantFactory(public_name="Basile")
    CommissionMemberFactory(commission=commission, participant=hidden, is_public=False)
    EventFactory(consultation=commission.consultation, commission=commission, title="Réunion publique")
    EventFactory(
        consultation=commission.consultation,
        commission=commission,
        title="Réunion cachée",
        state=EventState.DRAFT,
    )
    told = read(address("commission", commission))
    for said, is_there in (
        ("Ada", True),
        ("présidence", True),
        ("Basile", False),
        ("Réunion publique", True),
        ("Réunion cachée", False),
    ):
        assert (said in told) is is_there
    assert "1 personne n’est pas nommée\u00a0: 1 membre." in told


def test_the_path_of_a_contribution_is_on_its_page_and_on_that_of_the_commission(commission) -> None:
    other = CommissionFactory(consultation=commission.consultation, name="Finances")
    first = HandOverFactory(commission=commission)
    opinion = OpinionFactory(commission=other)
    for row, given in (
        (first, {"outcome": Outcome.HANDED_ON, "words": "Question de budget."}),
        (
            HandOverFactory(commission=other, contribution=first.contribution, after=first),
            {"outcome": Outcome.TAKEN_UP, "opinion": opinion},
        ),
    ):
        HandOver.objects.filter(pk=row.pk).update(settled_at=row.handed_at, **given)

    page = read(reverse("front:contribution", args=[first.contribution_id]))
    for said in ("Devant les commissions", "Mobilités", "Transmise à", "Finances", "Reprise dans l’avis"):
        assert said in page
    assert address("opinion", other, opinion.pk) in page
    assert first.contribution.title.replace("'", "&#x27;") in read(address("commission", commission))


def test_a_hidden_contribution_is_a_number(commission) -> None:
    row = HandOverFactory(commission=commission)
    Contribution.objects.filter(pk=row.contribution_id).update(state="hidden", title="MOTS-CACHES")
    told = read(address("commission", commission))
    assert ("MOTS-CACHES" in told, f"C-{row.contribution_id}, n’est plus publique" in told) == (False, True)


def test_the_chair_hands_over_publishes_and_settles(commission) -> None:
    client, place = Client(), commission.consultation
    client.force_login(officer_of(commission))
    theme = ThemeFactory(consultation=place)
    kind = KindFactory(consultation=place)
    texts = [*ContributionFactory.create_batch(2, kind=kind), ContributionFactory(kind=kind, theme=theme)]
    form = reverse("front:hand_over", args=[place.slug])
    named = f"C-{texts[0].pk}, https://x.org/contributions/{texts[1].pk}/"
    sent = {"commission": commission.pk, "contributions": named, "theme": theme.pk, "reason": "Sur les bus."}
    assert client.post(form, {**sent, "reason": ""}).status_code == 422
    assert client.post(form, sent).url == address("commission_work", commission)
    first, second, third = HandOver.objects.order_by("contribution")
    assert [row.contribution_id for row in (first, second, third)] == [text.pk for text in texts]

    opinion = {
        "title": "Plus de bus", "text": "Vingt minutes.", "adopted_on": "2026-11-20", "votes_for": "12",
        "takes": [first.pk],
    }  # fmt: skip
    page = address("add_opinion", commission)
    assert client.post(page, opinion).status_code == 422
    client.post(page, {**opinion, "votes_against": "3", "abstentions": "0"})
    made = Opinion.objects.get()
    assert [said in read(address("opinion", commission, made.pk)) for said in ("Plus de bus", "12")] == [
        True
    ] * 2
    replaced = {**opinion, "title": "Plus de cars", "votes_for": "", "reason": "Erreur."}
    client.post(address("change_opinion", commission, made.pk), replaced)
    assert "Plus de bus" in read(address("opinion_version", commission, made.pk, 1))
    assert "Plus de cars" in read(address("opinion", commission, made.pk))

    client.post(address("settle", commission, second.pk), {"outcome": "taken_up", "opinion": made.pk})
    refused = client.post(address("settle", commission, third.pk), {"outcome": "returned"})
    client.post(address("settle", commission, third.pk), {"outcome": "returned", "words": "Hors mandat."})
    assert (refused.status_code, list(HandOver.objects.order_by("pk").values_list("outcome", flat=True))) == (
        422, ["taken_up", "taken_up", "returned"],
    )  # fmt: skip


def test_it_is_handed_on_to_another_commission(commission) -> None:
    row, other = (
        HandOverFactory(commission=commission),
        CommissionFactory(consultation=commission.consultation),
    )
    client = Client()
    client.force_login(officer_of(commission))
    form = address("settle", commission, row.pk)
    sent = {"outcome": "handed_on", "words": "Budget."}
    assert client.post(form, sent).status_code == 422
    client.post(form, {**sent, "commission": other.pk})
    assert HandOver.objects.get(commission=other).after == row


@pytest.mark.parametrize("who", ["visitor", "somebody", "member", "elsewhere"])
def test_nobody_else_finds_where_one_acts(commission, who: str) -> None:
    row, opinion = HandOverFactory(commission=commission), OpinionFactory(commission=commission)
    actor = {
        "visitor": lambda: None,
        "somebody": ParticipantFactory,
        "member": lambda: officer_of(commission, Office.MEMBER),
        "elsewhere": lambda: officer_of(CommissionFactory()),
    }[who]()
    pages = [
        address("commission_work", commission),
        address("add_opinion", commission),
        address("change_opinion", commission, opinion.pk),
        address("settle", commission, row.pk),
        reverse("front:hand_over", args=[commission.consultation.slug]),
    ]
    assert [read(page, actor) for page in pages] == ["404"] * 5
    assert "Agir pour cette commission" not in read(address("commission", commission), actor)


def test_an_organiser_shows_a_second_factor_before_acting(commission) -> None:
    client = Client()
    client.force_login(TeamMemberFactory(consultation=commission.consultation).participant)
    answer = client.get(address("commission_work", commission))
    assert (answer.status_code, "second-factor" in answer.url or "2fa" in answer.url) == (302, True)


def test_somebody_accepts_a_place_by_its_link(commission) -> None:
    place = CommissionMemberFactory(commission=commission, invited=True, office=Office.CHAIR)
    page = reverse("front:join_commission", args=[write_token(place)])
    client = Client()
    assert "/login/" in client.get(page).url
    client.force_login(ParticipantFactory(public_name="Rosa"))
    assert "Mobilités" in client.get(page).content.decode()
    client.post(page, {"is_public": "on"})
    assert "Rosa" in read(address("commission", commission))
    client.post(page, {"leave": "1"})
    assert "Rosa" not in read(address("commission", commission))
    assert client.get(page).status_code == 404


def counted(url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert Client().get(url).status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_what_a_commission_holds() -> None:
    found = []
    for count in (1, 3):
        commission = CommissionFactory()
        place = commission.consultation
        for _each in range(count):
            CommissionFactory(consultation=place, parent=commission)
            CommissionMemberFactory(commission=commission)
            opinion = OpinionFactory(commission=commission)
            row = HandOverFactory(commission=commission)
            HandOver.objects.filter(pk=row.pk).update(
                outcome=Outcome.TAKEN_UP, opinion=opinion, settled_at=row.handed_at
            )
            EventFactory(consultation=place, commission=commission)
        text = HandOver.objects.filter(commission=commission).first().contribution
        found.append(
            [
                counted(reverse("front:commissions", args=[place.slug])),
                counted(address("commission", commission)),
                counted(address("opinion", commission, opinion.pk)),
                counted(reverse("front:contribution", args=[text.pk])),
            ]
        )
    assert found[0] == found[1]

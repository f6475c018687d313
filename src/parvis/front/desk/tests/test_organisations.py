"""Organisations at the desk: those that wait come first, by pages; corrected, and given a lead."""

import pytest
from django.urls import reverse

from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory
from parvis.organisations import queries
from parvis.organisations.domain import part
from parvis.organisations.domain.verify import take_back
from parvis.organisations.enums import Role, Standing
from parvis.organisations.models import Organisation
from parvis.organisations.queries import declared
from parvis.organisations.tests.factories import member_of, organisation, verified

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(desk):
    """The desk of who administers the site."""
    return desk(StaffFactory(is_superuser=True))


def names(page) -> list[str]:
    return [row.organisation.name for row in page.items]


def test_those_that_wait_come_first_the_oldest_above_and_by_pages(site, monkeypatch) -> None:
    monkeypatch.setattr(queries, "PAGE_SIZE", 2)
    known = verified(name="Connue")
    take_back(actor=StaffFactory(is_superuser=True), organisation=known)
    for name in ("Un", "Deux", "Trois"):
        organisation(name=name)
    first = declared(standing=Standing.DECLARED)
    assert (names(first), first.previous, first.next) == (["Un", "Deux"], 0, 2)
    for page in ("2", "9"):
        last = declared(standing=Standing.DECLARED, page=page)
        assert (names(last), last.previous, last.next) == (["Trois", "Connue"], 1, 0)
    address = reverse("desk_organisations")
    shown = site.get(address)
    assert "Deux" in shown.content.decode()
    assert "Trois" in site.get(address + shown.context["next_url"]).content.decode()
    verified(name="A")
    assert names(declared(standing=Standing.VERIFIED)) == ["A"]
    verified(name="B")
    assert names(declared(standing=Standing.VERIFIED)) == ["B", "A"]


def test_a_page_is_read_in_three_queries(django_assert_num_queries) -> None:
    for number in range(3):
        row = organisation(name=f"Cercle {number}")
        member_of(row)
        with django_assert_num_queries(3):
            assert [evidence.people for evidence in declared(standing="declared").items] == [2] * (number + 1)


def test_a_name_is_corrected_and_what_is_wrong_in_it_is_said(site) -> None:
    row = organisation(name="Les Amis du cannal")
    address = reverse("desk_correct_organisation", args=[row.pk])
    said = {"name": "Les Amis du canal", "register": "siren", "number": "732829321", "website": ""}
    wrong = site.post(address, said)
    assert wrong.status_code == 422
    assert "732829321" in wrong.content.decode()
    assert site.post(address, {**said, "number": "732829320"}).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.number) == ("Les Amis du canal", "732829320")
    assert site.post(address, {**said, "name": "www.example.org", "number": "732829320"}).status_code == 422


def test_a_lead_is_named_among_representatives_or_by_invitation(site) -> None:
    row = organisation()
    member = member_of(row, ParticipantFactory(public_name="Orme 4"))
    address = reverse("desk_name_organisation_lead", args=[row.pk])
    for wrong in ({}, {"representative": member.pk, "email": "new@canal.org"}, {"representative": "987"}):
        assert site.post(address, wrong).status_code == 422
    assert site.post(address, {"representative": member.pk, "email": ""}).status_code == 302
    assert row.representatives.get(role=Role.LEAD).participant.public_name == "Orme 4"
    assert site.post(address, {"representative": "", "email": "new@canal.org"}).status_code == 302
    shown = site.get(reverse("desk_organisation", args=[row.pk])).content.decode()
    assert "new@canal.org a reçu le" in shown


def test_a_closed_one_is_refused_from_its_page_and_nothing_else_is_done_with_it(site) -> None:
    row = organisation()
    part.close(actor=row.declared_by, organisation=row)
    shown = site.get(reverse("desk_organisation", args=[row.pk])).content.decode()
    offered = [
        reverse(name, args=[row.pk]) in shown
        for name in ("desk_refuse_organisation", "desk_correct_organisation", "desk_verify_organisation")
    ]
    assert offered == [True, False, False]
    assert f'href="{reverse("front:organisation", args=[row.pk])}"' not in shown
    assert site.post(reverse("desk_refuse_organisation", args=[row.pk]), {"words": "Non."}).status_code == 302
    assert Organisation.objects.get(pk=row.pk).standing == Standing.REFUSED

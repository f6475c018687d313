"""Explaining words at the desk: in a consultation by organisers, in the whole site by administrators."""

import pytest
from django.urls import reverse

from parvis.accounts.tests.factories import StaffFactory
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import ConsultationFactory, TeamMemberFactory
from parvis.pages.terms import Term

pytestmark = pytest.mark.django_db
ZAC = {"word": "  ZAC ", "variants": " zone , ", "definition": "Une zone.", "source": "", "link": ""}


def test_a_word_is_added_changed_and_removed(desk, organiser) -> None:
    client, pk = desk(organiser.participant), organiser.consultation_id
    listing = reverse("desk:glossary", args=[pk])
    assert client.post(listing, ZAC).url == listing
    term = Term.objects.get(host=pk)
    assert (term.word, term.variants) == ("ZAC", "zone")

    again = client.post(listing, {**ZAC, "definition": "Le texte tapé."})
    told = again.content.decode()
    assert (again.status_code, "already explains “ZAC”" in told, "Le texte tapé." in told) == (
        422,
        True,
        True,
    )

    client.post(reverse("desk:term", args=[pk, term.pk]), {**ZAC, "definition": "Un quartier."})
    assert "Un quartier." in client.get(listing).content.decode()
    client.post(reverse("desk:remove_term", args=[pk, term.pk]))
    assert not Term.objects.exists()


def test_a_word_of_signs_alone_is_refused(desk, organiser) -> None:
    listing = reverse("desk:glossary", args=[organiser.consultation_id])
    response = desk(organiser.participant).post(listing, {**ZAC, "word": "!!!"})

    assert (response.status_code, Term.objects.count()) == (422, 0)


def test_the_whole_site_is_for_its_administrators(desk, organiser) -> None:
    listing = reverse("desk_glossary")
    desk(StaffFactory(is_superuser=True)).post(listing, ZAC)
    term = Term.objects.get(host=None)
    client = desk(organiser.participant)

    assert client.get(listing).status_code == 404
    assert client.post(reverse("desk_remove_term", args=[term.pk])).status_code == 404
    assert (
        client.post(reverse("desk:remove_term", args=[organiser.consultation_id, term.pk])).status_code == 404
    )
    assert Term.objects.count() == 1


@pytest.mark.parametrize("role", [Role.GUARANTOR, Role.ANIMATOR, None])
def test_others_do_not_explain(desk, organiser, role: Role | None) -> None:
    place = organiser.consultation if role else ConsultationFactory()
    client = desk(TeamMemberFactory(consultation=place, role=role or Role.ORGANISER).participant)
    listing = reverse("desk:glossary", args=[organiser.consultation_id])

    assert {client.get(listing).status_code, client.post(listing, ZAC).status_code} == {404}

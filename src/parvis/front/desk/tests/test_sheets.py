"""The pages by which a spreadsheet comes in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parvis.consultations.tests.factories import KindFactory, PhaseFactory
from parvis.contributions.models import Contribution

pytestmark = pytest.mark.django_db
FILE = "Titre;Texte\nUn banc;Devant l’école.\nUn arbre;Sur la place.\n"


def at(name, organiser):
    return reverse(f"desk:{name}", kwargs={"pk": organiser.consultation.pk})


@pytest.fixture
def client(desk, organiser):
    return desk(organiser.participant)


@pytest.fixture
def bring(client, organiser):
    """Send this file; the answer."""

    def bring(words):
        file = SimpleUploadedFile("ideas.csv", words.encode())
        return client.post(at("bring_sheet", organiser), {"file": file})

    return bring


@pytest.fixture
def posted(organiser):
    """The choices that the page offers first."""
    phase = PhaseFactory(consultation=organiser.consultation)
    kind = KindFactory(consultation=organiser.consultation)
    return {"phase": phase.pk, "kind": kind.pk, "origin": "paper", "title": "Titre", "text": "Texte"}


def test_a_file_is_looked_at_then_imported(client, organiser, bring, posted):
    page = at("match_sheet", organiser)
    assert bring(FILE).url == page
    form = client.get(page).context["form"]
    assert (form["title"].initial, form["text"].initial) == ("Titre", "Texte")

    preview = client.post(page, posted)
    assert "2 contributions are ready" in preview.content.decode()
    assert not Contribution.objects.exists()

    assert client.post(page, {**posted, "import": "1"}).url == at("contributions", organiser)
    found = Contribution.objects.order_by("title").values_list("title", "origin")
    assert list(found) == [("Un arbre", "paper"), ("Un banc", "paper")]
    assert client.get(page).status_code == 404


def test_refused_rows_are_named_and_the_choices_kept(client, organiser, bring, posted):
    bring(FILE + "Sans texte;\n")
    page = client.post(at("match_sheet", organiser), {**posted, "origin": "event", "import": "1"})
    assert page.status_code == 422
    assert "ideas.csv, line 4" in page.content.decode()
    assert page.context["form"]["origin"].value() == "event"
    assert not Contribution.objects.exists()


def test_a_titled_kind_asks_for_the_column_of_the_title(client, organiser, bring, posted):
    bring(FILE)
    page = client.post(at("match_sheet", organiser), {**posted, "title": ""})
    assert set(page.context["form"].errors) == {"title"}


def test_a_file_that_cannot_be_read_says_why(bring):
    page = bring("Titre;Titre\na;b\n")
    assert page.status_code == 422
    assert "Two columns are called" in page.content.decode()

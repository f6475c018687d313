"""The pages by which a text is put to consultation."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parvis.contributions.models import Contribution
from parvis.texts.models import Document
from parvis.texts.tests.files import BILL, docx

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(desk, organiser):
    return desk(organiser.participant)


@pytest.fixture
def at(organiser):
    return lambda name, **numbers: reverse(
        f"desk:{name}", kwargs={"pk": organiser.consultation.pk, **numbers}
    )


@pytest.fixture
def brought(client, at):
    file = SimpleUploadedFile("charte.docx", docx(BILL))
    page = client.post(at("texts"), {"file": file}).url
    return client.get(page)


def posted(page, **given):
    form = page.context["form"]
    return {name: form[name].value() for name in form.fields} | given


def test_a_file_is_read_its_cut_is_seen_and_corrected_then_it_is_published(client, at, brought):
    document = Document.objects.get()
    page = brought.content.decode()
    assert "This cut makes 3 passages" in page
    assert "each heading such as “Article 1er – L’eau” (2 in all)" in page
    here = at("cut_text", text_pk=document.pk)
    seen = client.post(here, posted(brought, depth=0, title="Charte de tous"), follow=True)
    assert "This cut makes 4 passages" in seen.content.decode()
    assert not Contribution.objects.exists()
    assert client.post(here, posted(seen, depth=2, publish="1")).url == at("texts")
    listed = client.get(at("texts")).content.decode()
    assert "Charte de tous" in listed
    assert Contribution.objects.count() == 3
    assert client.get(here).status_code == 404


def test_what_is_refused_says_so_and_keeps_what_was_typed(client, at, brought):
    here = at("cut_text", text_pk=Document.objects.get().pk)
    page = client.post(here, posted(brought, source="# Seul", depth=1, publish="1", title="Gardé"))
    assert page.status_code == 422
    assert "This cut makes no passage" in page.content.decode()
    assert 'value="Gardé"' in page.content.decode()
    for wrong in ({"source": " "}, {"title": ""}, {"depth": "9"}, {"depth": "x"}):
        assert client.post(here, posted(brought, **wrong)).status_code == 422


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.odt", "a.html"])
def test_a_file_that_is_no_text_is_refused_with_words(client, at, name):
    page = client.post(at("texts"), {"file": SimpleUploadedFile(name, b"\x00\x01")})
    assert page.status_code == 422
    assert page.context["form"].errors["file"]


def test_a_text_is_dropped_before_it_is_public(client, at, brought):
    client.post(at("drop_text", text_pk=Document.objects.get().pk))
    assert not Document.objects.exists()

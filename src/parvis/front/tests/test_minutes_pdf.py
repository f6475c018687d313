"""Minutes on paper: what the page says, for eyes and for screen readers; a draft for its team alone."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import KindFactory, TeamMemberFactory, ThemeFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.front.composition.minutes import compose
from parvis.front.composition.minutes_paper import material_of, public_pdf
from parvis.front.sheets.material import Look
from parvis.minutes.models import Attendance, Minutes
from parvis.minutes.queries import written
from parvis.minutes.tests.factories import CorrectionFactory, MinutesFactory, published

pytestmark = pytest.mark.django_db
LOOK = Look("Participer", "#7a1f4b")
HOSTILE = '#panic("no") $x$ <label> #import "@preview/evil:1.0.0": * 漢字 🎉'


@pytest.fixture
def minutes() -> Minutes:
    held = MinutesFactory()
    Attendance.objects.create(minutes=held, position=0, label="Habitants", people=34)
    Attendance.objects.create(minutes=held, position=1, label="Élus", people=2)
    return held


def pdf_of(minutes: Minutes):
    return Client().get(reverse("front:minutes_pdf", args=[minutes.pk]))


def material(minutes: Minutes):
    view = compose(minutes=Minutes.objects.select_related("event__consultation").get(pk=minutes.pk))
    return material_of(view, LOOK)


def test_everybody_downloads_the_published_minutes_as_a_tagged_pdf(minutes) -> None:
    assert pdf_of(minutes).status_code == 404
    theme = ThemeFactory(consultation=minutes.event.consultation, name="Mobilité")
    written(minutes)[1].links.create(theme=theme)
    published(minutes)
    answer = pdf_of(minutes)
    drawn = answer.content
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == f'attachment; filename="minutes-{minutes.pk}.pdf"'
    assert b"<pdfuaid:part>1</pdfuaid:part>" in drawn
    assert b"/Lang(fr)" in drawn
    assert f"?theme={theme.pk}".encode() in drawn  # what the passage speaks of is a link
    read = Client().get(reverse("front:minutes", args=[minutes.pk])).content.decode()
    assert reverse("front:minutes_pdf", args=[minutes.pk]) in read


def test_the_paper_says_what_the_page_says(minutes) -> None:
    published(minutes)
    said = material(minutes)
    assert [one["heading"] for one in said["passages"]] == [True, False, False]
    assert said["attendance"] == [["Habitants", "34"], ["Élus", "2"], ["Total", "36"]]
    assert any("36 personnes" in line for line in said["about"])
    assert said["digest"].replace(" ", "") == minutes.versions.get().digest
    assert said["url"].endswith(reverse("front:minutes", args=[minutes.pk]))


def test_the_title_of_a_hidden_text_is_not_drawn(minutes) -> None:
    kind = KindFactory(consultation=minutes.event.consultation)
    text = ContributionFactory(kind=kind, title="MOTS-CACHES")
    written(minutes)[1].links.create(contribution=text)
    published(minutes)
    assert material(minutes)["passages"][1]["links"][0]["label"] == f"C-{text.pk}, MOTS-CACHES"
    before = pdf_of(minutes).content
    Contribution.objects.filter(pk=text.pk).update(state="hidden")
    assert "MOTS-CACHES" not in material(minutes)["passages"][1]["links"][0]["label"]
    assert pdf_of(minutes).content != before


def test_what_did_not_change_is_not_drawn_again(minutes) -> None:
    published(minutes)
    first = pdf_of(minutes).content
    key = f"minutes-{minutes.pk}-fr"
    signed, kept = cache.get(key)
    assert kept == first
    cache.set(key, (signed, b"kept"))
    assert pdf_of(minutes).content == b"kept"
    cache.set(key, ("signed otherwise", b"kept"))
    assert pdf_of(minutes).content == first


def test_whatever_was_typed_is_drawn_and_nothing_of_it_is_run() -> None:
    minutes = MinutesFactory(words=[HOSTILE, "🎉", "Une ligne\net une autre\n\n\nun paragraphe"])
    minutes.passages.filter(position__lt=2).update(is_heading=True)
    published(minutes)
    view = compose(minutes=minutes)
    assert public_pdf(view, LOOK)[:5] == b"%PDF-"
    assert material(minutes)["passages"][2]["paragraphs"] == [
        ["Une ligne", "et une autre"],
        ["un paragraphe"],
    ]


def test_the_team_downloads_the_draft_which_says_that_it_is_one(desk, minutes) -> None:
    CorrectionFactory(passage=written(minutes)[1])
    place = minutes.event.consultation
    address = reverse("desk:minutes_draft_pdf", kwargs={"pk": place.pk, "minutes_pk": minutes.pk})
    reader = desk(TeamMemberFactory(consultation=place, role=Role.ANALYST).participant)
    answer = reader.get(address)
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    assert "no-store" in answer["Cache-Control"]
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>", answer.content)
    page = reverse("desk:minutes", kwargs={"pk": place.pk, "minutes_pk": minutes.pk})
    assert address in reader.get(page).content.decode()
    assert desk(TeamMemberFactory().participant).get(address).status_code == 404


def test_a_page_of_queries_whatever_the_number_of_links(django_assert_max_num_queries) -> None:
    minutes = MinutesFactory(words=["Dit."] * 3)
    for row in written(minutes):
        row.links.create(theme=ThemeFactory(consultation=minutes.event.consultation))
    published(minutes)
    pdf_of(minutes)
    with django_assert_max_num_queries(8):
        pdf_of(minutes)

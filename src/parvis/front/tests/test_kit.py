"""The page and the files that make a consultation known."""

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier, get_ident
from time import sleep
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import translation
from PIL import Image
from wagtail.models import Site

from parvis.consultations.enums import LegalProfile
from parvis.consultations.queries import phases_of
from parvis.consultations.tests.factories import (
    ConsultationFactory,
    KindFactory,
    PhaseActionFactory,
    PhaseFactory,
    TeamMemberFactory,
)
from parvis.contributions.tests.factories import ContributionFactory
from parvis.front.composition import kit as composition
from parvis.front.kit import keeping
from parvis.front.kit.keeping import kit_of
from parvis.front.kit.material import Material, material_of
from parvis.front.kit.pieces import FILES
from parvis.pages.models import Brand
from parvis.restitution.domain.snapshot import take_snapshot

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


def page(consultation) -> str:
    return reverse("front:kit", args=[consultation.slug])


def file(consultation, name: str) -> str:
    return reverse("front:kit_file", args=[consultation.slug, name])


def words(consultation, language: str = "fr") -> Material:
    return material_of(consultation, phases_of(consultation), language)


def test_anybody_reads_the_page_and_each_link_gives_its_file(client, consultation):
    read = client.get(page(consultation))
    view = read.context["view"]

    links = [link.url for shown in (*view.papers, *view.pictures, *view.signs) for link in shown.files]
    assert len(links) == 2 * 3 + 2 * 2 + 4 + 1
    assert set(links) < {part.split('"')[0] for part in read.content.decode().split('href="')}
    for link in links:
        answer = client.get(link)
        assert (answer.status_code, answer.cookies) == (200, {})
        assert answer["Content-Type"] in ("application/pdf", "image/png", "image/svg+xml")
        assert "public" in answer["Cache-Control"]


def test_a_poster_is_a_file_to_keep_and_a_picture_is_seen(client, consultation):
    poster = client.get(file(consultation, "poster-a3-en.pdf"))
    picture = client.get(file(consultation, "picture-wide-fr.png"))

    assert poster["Content-Disposition"] == f'attachment; filename="{consultation.slug}-poster-a3-en.pdf"'
    assert (poster["Content-Type"], poster.content[:5]) == ("application/pdf", b"%PDF-")
    assert picture["Content-Disposition"].startswith("inline")
    assert Image.open(io.BytesIO(picture.content)).size == (1200, 630)


def test_the_words_are_those_of_the_consultation_in_each_language():
    consultation = ConsultationFactory(
        title="Que faire de la place ?",
        slug="la-place",
        organiser="Ville de Clairvaux",
        use_of_contributions="<p>Le conseil répondra à chacun. Le reste suit.</p>",
        offline_ways="À la mairie,\nde 9 h à 17 h.",
        profile=LegalProfile.ENVIRONMENT,
    )
    start, end = datetime(2027, 3, 1, 9, tzinfo=UTC), datetime(2027, 4, 12, 9, tzinfo=UTC)
    phase = PhaseFactory(consultation=consultation, starts_at=start, ends_at=end)
    opens(phase)
    french, english = words(consultation), words(consultation, "en")

    assert (french.dates, english.dates) == (
        "Du 1er mars 2027 au 12 avril 2027",
        "From 1 March 2027 to 12 April 2027",
    )
    assert french.url == f"{SITE}/consultations/la-place/"
    assert english.url == f"{SITE}/en/consultations/la-place/"
    assert english.address == "127.0.0.1:8000/en/consultations/la-place/"
    assert french.use == "Le conseil répondra à chacun."
    assert french.offline == "À la mairie, de 9 h à 17 h."
    assert (
        french.legal == "Participation du public prévue par l’article L123-19-1 du code de l’environnement."
    )
    assert english.labels.participate == "Take part"
    told = "Ville de Clairvaux – Que faire de la place ? – Du 1er mars 2027 au 12 avril 2027"
    assert french.alt == f"Image où l’on lit\u00a0: {told} – 127.0.0.1:8000/consultations/la-place/."


def opens(phase):
    PhaseActionFactory(phase=phase, kind=KindFactory(consultation=phase.consultation))


@pytest.mark.parametrize(
    ("profile", "committee", "said"),
    [
        (LegalProfile.FREE, "", ""),
        (LegalProfile.PRIVATE, "", ""),
        ("", "", ""),
        (LegalProfile.COMMITTEE, "Conseil des usagers", "Conseil des usagers (articles L132-1 à L132-3"),
        (LegalProfile.COMMITTEE, "", "d’une commission (articles L132-1 à L132-3"),
        (LegalProfile.INDIVIDUAL, "", "L123-19-2"),
    ],
)
def test_the_law_is_named_where_the_frame_asks_for_it(profile, committee, said):
    consultation = ConsultationFactory(profile=profile, replaced_committee=committee)
    legal = words(consultation).legal
    assert said in legal
    assert bool(legal) == bool(said)


def test_a_phase_without_an_end_makes_no_last_day(phase):
    phase.ends_at = None
    phase.save()
    with translation.override("fr"):
        assert words(phase.consultation).dates.startswith("À partir du")


def test_the_code_leads_to_the_page_in_its_language(client, consultation):
    french, english = (client.get(file(consultation, f"qr-{code}.svg")).content for code in ("fr", "en"))
    assert french != english
    assert ET.fromstring(french).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 (of our own making)


def test_what_was_drawn_is_kept_until_the_words_change(client, consultation):
    name = "poster-a4-fr.pdf"
    first = client.get(file(consultation, name))
    key, signed = f"kit-{consultation.pk}-{name}", kit_of(consultation).signature(FILES[name])
    assert cache.get(key) == (signed, first.content)
    cache.set(key, (signed, b"what was kept"))
    assert client.get(file(consultation, name)).content == b"what was kept"

    unchanged = client.get(file(consultation, name), headers={"if-none-match": first["ETag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")

    consultation.title = "Une autre question ?"
    consultation.save()
    after = client.get(file(consultation, name), headers={"if-none-match": first["ETag"]})
    assert (after.status_code, after.content[:5]) == (200, b"%PDF-")
    assert after["ETag"] != first["ETag"]
    assert b"Une autre question ?" in after.content


def test_the_look_of_the_site_changes_the_pieces(client, consultation):
    before = client.get(file(consultation, "picture-wide-fr.png"))
    site = Site.objects.get(is_default_site=True)
    Brand.objects.update_or_create(site=site, defaults={"colour": "#7a1f4b"})
    after = client.get(file(consultation, "picture-wide-fr.png"))
    assert before["ETag"] != after["ETag"]
    assert Image.open(io.BytesIO(after.content)).convert("RGB").getpixel((5, 5)) == (122, 31, 75)


def test_what_is_kept_is_one_row_for_each_file(client, consultation):
    client.get(file(consultation, "icon.png"))
    consultation.title = "Autrement"
    consultation.save()
    client.get(file(consultation, "icon.png"))
    kept = cache.get(f"kit-{consultation.pk}-icon.png")
    assert kept[0] == kit_of(consultation).signature(FILES["icon.png"])


@pytest.mark.parametrize(
    "name", ["poster-a0-fr.pdf", "poster-a4-de.pdf", "poster.typ", "..%2Fposter.typ", "qr-fr.pdf"]
)
def test_nothing_else_is_drawn(client, consultation, name):
    assert client.get(f"{page(consultation)}{name}").status_code == 404


def test_the_archive_holds_everything_and_is_sent_once(client, consultation):
    answer = client.get(file(consultation, "kit.zip"))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names, press = archive.namelist(), archive.read("press-fr.txt").decode()
        poster = archive.read("poster-a4-fr.pdf")

    assert answer["Content-Disposition"] == f'attachment; filename="{consultation.slug}-kit.zip"'
    assert poster == client.get(file(consultation, "poster-a4-fr.pdf")).content
    assert sorted(names) == sorted(
        [name for name, one in FILES.items() if not one.is_preview]
        + [f"{text}-{code}.txt" for text in ("press", "alternative-texts") for code in ("fr", "en")]
    )
    assert consultation.title in press
    again = client.get(file(consultation, "kit.zip"), headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_the_text_for_the_press_is_plain_and_has_public_figures_alone(client, consultation, kind, phase):
    consultation.summary = "Tout est à dire."
    consultation.objective = "<p>Choisir <b>ensemble</b>.</p><p>Puis décider.</p>"
    consultation.contact = "contact@example.org"
    consultation.save()
    assert "En chiffres" not in client.get(page(consultation)).context["view"].press

    ContributionFactory(kind=kind, phase=phase)
    take_snapshot(consultation=consultation)
    press = client.get(page(consultation)).context["view"].press
    lines = press.splitlines()

    assert lines[:3] == [consultation.title, "", "Tout est à dire."]
    assert f"Qui consulte\u00a0: {consultation.organiser}" in lines
    assert "À quoi elle sert\u00a0: Choisir ensemble. Puis décider." in lines
    assert "Contact\u00a0: contact@example.org" in lines
    [figures] = [line for line in lines if line.startswith("En chiffres")]
    assert "1 personne a participé" in figures
    assert f"Participer\u00a0: {SITE}/consultations/{consultation.slug}/" in lines


def test_the_page_in_english_is_in_english(client, consultation):
    with translation.override("en"):
        address = page(consultation)
    read = client.get(address)
    assert read.context["view"].address == f"{SITE}/en/consultations/{consultation.slug}/"
    assert read.context["view"].papers[0].preview.split("?")[0].endswith("/poster-a4-en.png")
    assert "Who consults: " in read.context["view"].press


@pytest.mark.parametrize("end", ["", "poster-a4-fr.pdf", "kit.zip", "widgets/"])
def test_a_draft_is_prepared_by_its_team_and_seen_by_nobody_else(client, end):
    draft = ConsultationFactory(live=False)
    PhaseFactory(consultation=draft)
    member = TeamMemberFactory(consultation=draft).participant
    outsider = TeamMemberFactory().participant
    address = f"{page(draft)}{end}"

    assert client.get(address).status_code == 404
    client.force_login(outsider)
    assert client.get(address).status_code == 404
    client.force_login(member)
    answer = client.get(address)
    assert answer.status_code == 200
    assert "private" in answer["Cache-Control"]


def test_a_link_to_the_consultation_shows_its_picture_elsewhere(client, consultation):
    consultation.summary = "Dites « oui » ou <non>."
    consultation.save()
    html = client.get(reverse("front:consultation", args=[consultation.slug])).content.decode()
    [image] = [part.split('"')[0] for part in html.split('property="og:image" content="')[1:]]

    assert image.startswith(f"{SITE}/consultations/{consultation.slug}/spread/picture-wide-fr.png?v=")
    assert client.get(image.removeprefix(SITE)).status_code == 200
    assert 'property="og:description" content="Dites « oui » ou &lt;non&gt;."' in html
    assert f'property="og:url" content="{SITE}/consultations/{consultation.slug}/"' in html
    assert f'rel="apple-touch-icon" href="/consultations/{consultation.slug}/spread/icon.png"' in html

    consultation.title = "Une autre question ?"
    consultation.save()
    changed = client.get(reverse("front:consultation", args=[consultation.slug])).content.decode()
    assert image not in changed
    assert f'href="{page(consultation)}"' in changed


def test_the_picture_of_a_link_has_another_address_with_another_look_of_the_site(consultation):
    def image() -> str:
        return composition.card_of(consultation, phases_of(consultation)).image

    site, before = Site.objects.get(is_default_site=True), image()
    brand, _new = Brand.objects.update_or_create(site=site, defaults={"colour": "#7a1f4b"})
    coloured = image()
    Brand.objects.filter(pk=brand.pk).update(logo="logos/other.png")
    assert len({before, coloured, image()}) == 3


@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_at_once_one_draws(consultation, monkeypatch):
    drawn, begun, kit = [], Barrier(2), kit_of(consultation)

    def draw(*_what) -> bytes:
        drawn.append(get_ident())
        sleep(0.2)
        return b"a drawing"

    def ask(_number: int) -> bytes:
        try:
            begun.wait(timeout=10)
            return kit.file(FILES["icon.png"])
        finally:
            connection.close()

    monkeypatch.setattr(keeping, "draw", draw)
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(ask, range(2)))
    assert (found, len(drawn)) == ([b"a drawing"] * 2, 1)


def test_what_would_make_better_posters_is_said_to_the_team():
    poor = composition.compose(
        ConsultationFactory(title="La place 🎉 ?", live=False, summary="", offline_ways="")
    )
    rich = composition.compose(ConsultationFactory(summary="Un résumé.", offline_ways="À la mairie."))
    with translation.override("en"):
        told = composition.to_mend(poor)
    assert (len(told), composition.to_mend(rich)) == (4, [])
    assert told[-1].endswith(": 🎉")


def test_the_page_costs_the_same_whatever_the_phases(client, consultation, cost):
    one = cost(client, page(consultation))
    for _ in range(2):
        PhaseFactory(consultation=consultation)
    assert cost(client, page(consultation)) == one

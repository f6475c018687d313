"""The same data in the formats that programs, portals and spreadsheets read; downloads that go on."""

import io
import json
import zipfile
from pathlib import Path

import polars as pl
import pytest
from django.test import Client
from frictionless import Package, system
from openpyxl import load_workbook
from rdflib import Graph, Namespace
from rdflib.namespace import DCTERMS, RDF

from parvis.accounts.errors import Refused
from parvis.ballots.models import Vote
from parvis.consultations.models import ConsultationPage
from parvis.opendata.domain.offer_archive import offer_archive
from parvis.opendata.exports import columnar
from parvis.opendata.exports.anonymity import check_panel, check_votes
from parvis.opendata.exports.archive import ROWS
from parvis.opendata.models import Archive
from parvis.opendata.ranges import wanted
from parvis.opendata.tests.town import Town, export, found_town, live, verified
from parvis.panel.figures import Compared, Group, Measure, Panel
from parvis.ui.spreadsheet import safe

pytestmark = pytest.mark.django_db
DCAT = Namespace("http://www.w3.org/ns/dcat#")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    """Where archives are kept."""
    settings.ARCHIVES_ROOT = tmp_path / "open-data"
    settings.PARVIS_DATA_LICENCE = "Licence Ouverte 2.0"
    return settings.ARCHIVES_ROOT


@pytest.fixture
def town() -> Town:
    """A consultation where each thing happened."""
    made = found_town()
    live(made)
    made.close()
    return made


@pytest.fixture
def unpacked(town, tmp_path) -> Path:
    """What somebody who downloads the archive has."""
    with zipfile.ZipFile(export(town, tmp_path)) as held:
        held.extractall(tmp_path / "out")
    return tmp_path / "out"


def get(town, name: str, **headers: str):
    return Client().get(f"/exports/{town.consultation.slug}/{name}", headers=headers)


def test_every_table_is_described_and_every_cell_is_of_its_type(unpacked) -> None:
    with system.use_context(trusted=True):
        report = Package(str(unpacked / "datapackage.json")).validate()
    problems = [[error.message for error in task.errors] for task in report.tasks if task.errors]
    assert (report.valid, problems) == (True, [])
    told = json.loads((unpacked / "datapackage.json").read_text())
    tables = {one["path"] for one in told["resources"] if "schema" in one}
    assert tables == {path.name for path in unpacked.glob("*.csv")}
    assert told["licenses"][0]["name"] == "etalab-2.0"
    typed = {
        field["name"]: field["type"]
        for one in told["resources"]
        for field in one.get("schema", {}).get("fields", [])
    }
    assert (typed["created_at"], typed["is_late"], typed["likeness"]) == ("datetime", "boolean", "number")


def test_a_table_by_columns_holds_what_the_csv_holds(unpacked) -> None:
    for name in ("contributions", "arguments"):
        table, raw = pl.read_parquet(unpacked / f"{name}.parquet"), pl.read_csv(unpacked / f"{name}.csv")
        assert (table.columns, table.height) == (raw.columns, raw.height)
        assert table["id"].to_list() == raw["id"].to_list()
        assert table["created_at"].dtype == pl.Datetime("ms", "UTC")
    votes = pl.read_parquet(unpacked / "votes.parquet")
    assert votes["count"].sum() == 31
    assert pl.read_parquet(unpacked / "answers.parquet")["answer"].to_list() == ["C’est fait."]


def test_a_workbook_has_every_table_and_is_left_out_when_one_is_too_long(town, tmp_path, monkeypatch) -> None:
    with zipfile.ZipFile(export(town, tmp_path)) as held:
        book = load_workbook(io.BytesIO(held.read("tables.xlsx")))
    assert book.sheetnames == ["contributions", "arguments", "answers", "votes"]
    assert book["contributions"].max_row == 6
    monkeypatch.setattr(columnar, "MOST_ROWS", 2)
    with zipfile.ZipFile(export(town, tmp_path)) as held:
        assert "tables.xlsx" not in held.namelist()
        assert verified(tmp_path / "export.zip").sound


def test_batches_are_joined_in_order_and_an_empty_table_has_its_columns(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(columnar, "BATCH", 3)
    shelf = columnar.Shelf(tmp_path)
    header = ["id", "text", "created_at", "guest"]
    rows = [[n, f"texte {n}", "2026-11-30T13:00:00+01:00", n % 2] for n in range(10)]
    assert list(shelf.watch("arguments", iter([header, *rows]))) == [header, *rows]
    list(shelf.watch("contributions", iter([header])))
    made = {name: pl.read_parquet(io.BytesIO(b"".join(parts))) for name, parts in shelf.files()}
    assert made["arguments.parquet"]["id"].to_list() == list(range(10))
    assert made["arguments.parquet"]["guest"].to_list() == [False, True] * 5
    assert (made["contributions.parquet"].height, made["contributions.parquet"].columns) == (0, header)


def test_portals_read_what_is_published_and_where(town) -> None:
    offer_archive(consultation=town.consultation)
    answer = get(town, "dataset.jsonld")
    assert answer["Content-Type"] == "application/ld+json"
    graph = Graph().parse(data=answer.content.decode(), format="json-ld")
    [dataset] = graph.subjects(RDF.type, DCAT.Dataset)
    for needed in (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.modified, DCAT.landingPage):
        assert len(list(graph.objects(dataset, needed))) == 1
    distributions = list(graph.objects(dataset, DCAT.distribution))
    assert len(distributions) > len(ROWS)
    for one in distributions:
        assert list(graph.objects(one, DCAT.accessURL))
        assert str(next(graph.objects(one, DCTERMS.license))).startswith("https://www.etalab.gouv.fr/")
        path = str(next(graph.objects(one, DCAT.downloadURL))).partition("/exports/")[2]
        answer = Client().get(f"/exports/{path}")
        size = next(graph.objects(one, DCAT.byteSize))
        assert (answer.status_code, len(answer.getvalue())) == (200, int(size))


def test_a_portal_finds_every_consultation_that_may_be_found(town) -> None:
    hidden = found_town()
    for one in (town, hidden):
        offer_archive(consultation=one.consultation)
    ConsultationPage.objects.filter(pk=hidden.consultation.pk).update(unindexed=True)
    graph = Graph().parse(data=Client().get("/exports/catalogue.jsonld").content.decode(), format="json-ld")
    [catalogue] = graph.subjects(RDF.type, DCAT.Catalog)
    [dataset] = graph.objects(catalogue, DCAT.dataset)
    assert str(dataset).endswith(f"/exports/{town.consultation.slug}/#dataset")


def test_the_page_says_it_to_search_engines_and_to_portals(town) -> None:
    offer_archive(consultation=town.consultation)
    page = get(town, "").content.decode()
    slug = town.consultation.slug
    for word in (
        'itemtype="https://schema.org/Dataset"',
        f'rel="alternate" type="application/ld+json" href="/exports/{slug}/dataset.jsonld"',
        f'href="/exports/{slug}/files/contributions.parquet"',
        f'href="/exports/{slug}/files/rows/votes.jsonl"',
    ):
        assert word in page


def test_each_file_has_an_address_that_goes_with_the_archive(town, folder) -> None:
    offer_archive(consultation=town.consultation)
    with zipfile.ZipFile(folder / Archive.objects.get().file) as held:
        wanted_bytes = held.read("rows/votes.jsonl")
    answer = get(town, "files/rows/votes.jsonl")
    assert (answer["Content-Type"], answer.getvalue()) == ("application/jsonl", wanted_bytes)
    for name in ("files/nothing.csv", "files/../manifest.json", "files/"):
        assert get(town, name).status_code == 404
    Archive.objects.update(state="taken_down")
    assert {
        get(town, name).status_code for name in ("archive.zip", "dataset.jsonld", "files/rows/votes.jsonl")
    } == {404}


def test_a_download_that_was_cut_goes_on_from_where_it_stopped(town, folder) -> None:
    offer_archive(consultation=town.consultation)
    archive = Archive.objects.get()
    whole = (folder / archive.file).read_bytes()
    first = get(town, "archive.zip")
    assert (first["Accept-Ranges"], first["ETag"]) == ("bytes", f'"{archive.sha256}"')
    rest = get(town, "archive.zip", range="bytes=100-", if_range=first["ETag"])
    assert (rest.status_code, rest.getvalue()) == (206, whole[100:])
    assert rest["Content-Range"] == f"bytes 100-{len(whole) - 1}/{len(whole)}"
    part = get(town, "archive.zip", range="bytes=0-9")
    assert (part.status_code, part.getvalue(), part["Content-Length"]) == (206, whole[:10], "10")
    assert get(town, "archive.zip", range="bytes=-5").getvalue() == whole[-5:]
    other = get(town, "archive.zip", range="bytes=100-", if_range='"another"')
    assert (other.status_code, other.getvalue()) == (200, whole)
    beyond = get(town, "archive.zip", range=f"bytes={len(whole)}-")
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(whole)}")


@pytest.mark.parametrize(
    ("asked", "span"),
    [
        ("", None),
        ("bytes=0-9", (0, 9)),
        ("bytes=5-", (5, 99)),
        ("bytes=5-500", (5, 99)),
        ("bytes=-10", (90, 99)),
        ("bytes=-500", (0, 99)),
        ("bytes=-0", (100, 100)),
        ("bytes=100-", (100, 99)),
        ("bytes=9-5", None),
        ("bytes=0-1,5-6", None),
        ("bytes=-", None),
        ("items=0-5", None),
        (f"bytes={'9' * 30}-", None),
    ],
)
def test_one_range_is_read_and_nothing_else(asked: str, span: tuple[int, int] | None) -> None:
    assert wanted(asked, 100) == span


def test_nothing_is_published_that_tells_of_fewer_people_than_may_be_told_of(town) -> None:
    def panel(*people: int) -> Panel:
        groups = tuple(Group((str(n),), n, Measure(1), 1) for n in people)
        return Panel(sum(people), sum(people), (Compared("age", sum(people), groups=groups),))

    check_panel(panel(10, 40))
    with pytest.raises(Refused):
        check_panel(panel(9, 40))
    check_votes({town.ballot.pk: []})
    voters = list(Vote.objects.filter(ballot=town.ballot, is_live=True).values_list("voter", flat=True))
    with pytest.raises(Refused):
        check_votes({town.ballot.pk: voters[4:]})


@pytest.mark.parametrize("cell", ["-1.55", "-3", "-12.000001"])
def test_a_negative_number_stays_a_number(cell: str) -> None:
    assert safe(cell) == cell

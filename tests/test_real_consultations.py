"""Two real consultations, from their files to an export that gives every figure again.

The République numérique is taken whole; of the Grand Débat the first 2,000 answers, or as many as the
environment variable PARVIS_GRAND_DEBAT says: 30000 are all of them. What each stage costs then is measured by
`python -m benchmarks.real`.
"""

from __future__ import annotations

import json
import os
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pypdfium2
import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from parvis.contributions.models import Contribution
from parvis.opendata import files
from parvis.restitution.sections import Source
from parvis.restitution.synthesis_queries import coverage_of
from parvis.testing import real
from parvis.testing.installation import Installation
from parvis.testing.real import Taken, plain
from parvis.ui.words import number

pytestmark = [pytest.mark.django_db, pytest.mark.skipif(not real.SHARED.is_dir(), reason=real.ABSENT)]
ANSWERS = int(os.environ.get("PARVIS_GRAND_DEBAT", "2000"))
REPUBLIQUE, GRAND_DEBAT = "republique-numerique", "grand-debat"
ONE_OF = re.compile(r"^L[’a] ?(.+), question (\d+)$")
CODES = {
    "transition écologique": "transition",
    "fiscalité et les dépenses publiques": "fiscalite",
    "démocratie et la citoyenneté": "democratie",
    "organisation de l’État et des services publics": "organisation",
}


@pytest.fixture(scope="module", params=[REPUBLIQUE, GRAND_DEBAT])
def taken(
    request, django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Taken]:
    """One at a time, for all tests of the file, undone at the end."""
    folder: Path = tmp_path_factory.mktemp("answers")
    sample = real.republique_numerique()
    if request.param == GRAND_DEBAT:
        sample = real.grand_debat(folder, ANSWERS)
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("fr"):
        made = real.take(sample)
        yield made
        files.remove(made.archive.file)
        transaction.set_rollback(True)


@pytest.fixture
def terminal(tmp_path: Path) -> Installation:
    """A machine where Parvis was never started; its database does not answer."""
    return Installation(tmp_path / "home", "postgres://nobody@127.0.0.1:1/none")


def read(taken: Taken, name: str, *rest: object) -> bytes:
    answer = Client().get(reverse(name, args=[taken.consultation.slug, *rest]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def words_of(page: bytes) -> str:
    """The text of a page, on one line."""
    bare = re.sub(r"<(script|style).*?</\1>", " ", page.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def shown(count: int) -> str:
    """As pages write it, once on one line."""
    return " ".join(number(count).split())


def theme_by_hand(taken: Taken, name: str) -> str:
    """What the file calls a theme of the site."""
    if taken.sample.format == REPUBLIQUE:
        return name
    found = ONE_OF.match(name)
    assert found is not None, name
    return f"{CODES[found[1]]}_{found[2]}"


def external(taken: Taken) -> dict[int, str]:
    """What the files call each contribution."""
    rows = Contribution.objects.filter(consultation=taken.consultation)
    return dict(rows.values_list("pk", "external_id"))


def test_the_page_of_results_has_the_figures_of_the_files(taken: Taken) -> None:
    by_hand = taken.sample.by_hand
    figures = [row[1] for row in _table(taken, "figures")[1:]]
    named = dict(
        zip(("people", "contributions", "guests", "signed", "votes", "imported"), figures, strict=False)
    )
    assert named == {
        "people": "0",
        "contributions": str(len(by_hand.texts)),
        "guests": "0",
        "signed": "0",
        "votes": "0",
        "imported": str(by_hand.votes),
    }
    assert figures[6] == str(by_hand.arguments.total())
    assert figures[8] == str(by_hand.supports)
    themes = {theme_by_hand(taken, row[0]): int(row[1]) for row in _table(taken, "themes")[1:]}
    assert themes == by_hand.themes
    page = words_of(read(taken, "front:result"))
    assert f"{shown(len(by_hand.texts))} contributions" in page
    if by_hand.votes:
        assert f"{shown(by_hand.votes)} votes" in page


def _table(taken: Taken, part: str) -> list[list[str]]:
    lines = read(taken, "restitution:figures_csv", part).decode("utf-8-sig").splitlines()
    return [next(iter(real.csv.reader([line]))) for line in lines]


def test_votes_of_each_text_are_those_of_the_file_one_by_one(taken: Taken) -> None:
    ballots = Client().get(f"/api/v1/consultations/{taken.consultation.pk}/ballots").json()["items"]
    if not taken.sample.by_hand.totals:
        assert ballots == []
        return
    [ballot] = ballots
    named, found, address = external(taken), {}, f"/api/v1/ballots/{ballot['id']}/tallies"
    while address:
        page = Client().get(address).json()
        for item in page["items"]:
            counts = {one["choice"]: (one["people"], one["imported"]) for one in item["counts"]}
            assert {people for people, _imported in counts.values()} <= {0}
            found[named[item["contribution"]]] = tuple(counts.get(choice, (0, 0))[1] for choice in (1, 0, -1))
        address = page["next"]
    assert found == taken.sample.by_hand.totals


def test_the_open_data_say_what_the_files_say(taken: Taken) -> None:
    by_hand, named = taken.sample.by_hand, external(taken)
    with zipfile.ZipFile(files.path_of(taken.archive.file)) as held:
        contributions = list(real.read_csv(held.read("contributions.csv")))
        arguments = list(real.read_csv(held.read("arguments.csv")))
        words, heard = (_words(held.read(f"rows/{name}.jsonl")) for name in ("contributions", "arguments"))
    assert {named[pk]: text for pk, text in words.items()} == by_hand.texts
    themes = Counter(theme_by_hand(taken, row["theme"]) for row in contributions)
    assert themes == by_hand.themes
    totals = {
        named[int(row["id"])]: (int(row["for"]), int(row["mixed"]), int(row["against"]))
        for row in contributions
    }
    assert totals == (by_hand.totals or dict.fromkeys(totals, (0, 0, 0)))
    said = Counter(
        (named[int(row["contribution"])], row["side"], heard[int(row["id"])], int(row["imported_supports"]))
        for row in arguments
    )
    assert said == by_hand.arguments


def _words(lines: bytes) -> dict[int, str]:
    """Texts for programs: those of tables for people are made safe for a spreadsheet."""
    rows = [json.loads(line)["payload"] for line in lines.splitlines()]
    return {row["id"]: plain(row["text"]) for row in rows}


def test_each_text_is_in_one_topic_that_the_pages_show(taken: Taken) -> None:
    page = words_of(read(taken, "front:topics"))
    assert shown(taken.analysis.read) in page
    assert taken.analysis.texts == len(taken.sample.by_hand.texts)
    members = Counter(taken.analysis.members.values_list("topic", flat=True))
    assert members.total() == taken.analysis.read
    tops = taken.analysis.topics.filter(parent=None)
    assert dict(tops.values_list("pk", "size")) == members
    biggest = tops.order_by("-size", "key").first()
    own = Client().get(reverse("front:topic", args=[biggest.pk]))
    assert own.status_code == 200
    assert shown(biggest.size) in words_of(own.content)


def test_the_synthesis_quotes_real_words_and_covers_the_topics(taken: Taken, record_property) -> None:
    by_hand, named = taken.sample.by_hand, external(taken)
    quoted = Source.objects.filter(finding__section__synthesis=taken.synthesis).exclude(quoted_in="")
    page = words_of(read(taken, "front:synthesis"))
    count = 0
    for source in quoted.filter(quoted_in="text").select_related("contribution"):
        words = plain(source.contribution.text[source.quoted_from : source.quoted_to])
        assert words in by_hand.texts[named[source.contribution_id]]
        assert words in page
        count += 1
    covered = coverage_of(taken.synthesis)
    assert covered is not None
    assert covered.coverage.total == len(by_hand.texts)
    assert covered.coverage.all_topics.percent >= 90
    topics = covered.coverage.all_topics.total
    assert count >= topics
    record_property("figures", f"{topics} topics, {count} quotes of texts")


def test_votes_are_in_the_draft_to_the_unit(taken: Taken) -> None:
    """Each topic says how many votes its texts received: together, all those of the file."""
    if not taken.sample.by_hand.votes:
        assert not Source.objects.filter(
            finding__section__synthesis=taken.synthesis, ballot__isnull=False
        ).exists()
        return
    said = re.compile(r"ont reçu ([\d\s\u202f]+) votes?\s:")
    counted = [
        int(re.sub(r"\D", "", found)) for found in said.findall(words_of(read(taken, "front:synthesis")))
    ]
    read_too = set(taken.analysis.members.values_list("contribution__external_id", flat=True))
    assert sum(counted) == sum(sum(taken.sample.by_hand.totals[name]) for name in read_too)


def test_the_pdf_is_long_and_for_all_readers(taken: Taken, record_property) -> None:
    drawn = read(taken, "front:synthesis_pdf")
    assert b"pdfuaid" in drawn
    book = pypdfium2.PdfDocument(drawn)
    pages, titles = len(book), {plain(item.get_title()) for item in book.get_toc()}
    book.close()
    record_property("figures", f"{pages} pages")
    assert pages >= (20 if taken.sample.format == REPUBLIQUE else 5)
    sections = taken.synthesis.sections.values_list("title", flat=True)
    assert {plain(f"{place}. {title}") for place, title in enumerate(sections, start=1)} <= titles


def test_the_export_gives_every_figure_again_without_a_database(
    taken: Taken, terminal: Installation, record_property
) -> None:
    path = str(files.path_of(taken.archive.file))
    done = terminal.run("recompute", path, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    record_property("figures", str({part["part"]: part["counts"] for part in told["parts"]}))
    assert (told["equal"], told["trouble"]) == (True, None)
    assert told["counts"].get("different", 0) == 0
    parts = {part["part"]: part for part in told["parts"]}
    by_hand = taken.sample.by_hand
    figures = {line["name"]: (line["published"], line["result"]) for line in parts["figures"]["lines"]}
    assert figures["contributions"] == (len(by_hand.texts), "equal")
    assert figures["arguments"] == (by_hand.arguments.total(), "equal")
    assert figures["imported_votes"] == (by_hand.votes, "equal")
    assert figures["imported_supports"] == (by_hand.supports, "equal")
    assert {line["name"]: line["result"] for line in parts["topics"]["lines"]} == dict.fromkeys(
        ("result", "input", "members"), "equal"
    )
    assert parts["by_theme"]["counts"] == {"equal": len(by_hand.themes)}
    assert set(parts["axes"]["counts"]) == {"equal"}


def test_the_log_holds_all_of_it(taken: Taken, terminal: Installation) -> None:
    done = terminal.run("verify", str(files.path_of(taken.archive.file)), "--json")
    told = json.loads(done.stdout)
    assert told["anomalies"] == []

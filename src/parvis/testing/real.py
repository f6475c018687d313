"""Two real consultations, read by hand from their files, and taken through the doors of the platform.

For tests and measures. The files are not part of the project: `SHARED` may be absent.
"""

from __future__ import annotations

import csv
import gzip
import itertools
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parvis.accounts.models import Participant
    from parvis.consultations.models import ConsultationPage
    from parvis.opendata.models import Archive
    from parvis.restitution.models import SynthesisPage
    from parvis.understanding.models import Analysis

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data"
ABSENT = "the real consultations of ../shared/data are absent"
ANSWERS = 30_000
Stage = Callable[[str], None]
Three = tuple[int, int, int]


@dataclass
class ByHand:
    """What the files hold, by the identifiers that imports keep; read with the standard library alone."""

    texts: dict[str, str] = field(default_factory=dict)
    themes: Counter[str] = field(default_factory=Counter)
    """How many texts each has."""
    totals: dict[str, Three] = field(default_factory=dict)
    """Votes for, mixed and against."""
    arguments: Counter[tuple[str, str, str, int]] = field(default_factory=Counter)
    """By the text that each is on, its side, its words and its supports."""

    @property
    def votes(self) -> int:
        return sum(map(sum, self.totals.values()))

    @property
    def supports(self) -> int:
        return sum(supports * n for (_text, _side, _words, supports), n in self.arguments.items())


@dataclass(frozen=True)
class Sample:
    """A consultation: the format that `parvis import` reads it by, its folder, and what is in it."""

    format: str
    folder: Path
    by_hand: ByHand
    topics: int | None = None
    """How many to ask for; by default what suits."""


def republique_numerique() -> Sample:
    """Whole: proposals with their totals, and their arguments; as many topics as the bill had sections."""
    folder, found = SHARED / "republique-numerique", ByHand()
    with (folder / "opinions.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found.texts[row["id"]] = plain(row["text"])
            found.themes[row["section_title"]] += 1
            found.totals[row["id"]] = (int(row["votes_ok"]), int(row["votes_mitige"]), int(row["votes_nok"]))
    with (folder / "arguments.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            side = "for" if row["side"] == "1" else "against"
            found.arguments[row["opinion_id"], side, plain(row["text"]), int(row["votes"])] += 1
    return Sample("republique-numerique", folder, found, topics=len(found.themes))


def grand_debat(folder: Path, answers: int = ANSWERS) -> Sample:
    """The first of its answers, copied to `folder`, which exists."""
    found, source = ByHand(), SHARED / "grand-debat" / "answers_30k.csv.gz"
    with (
        gzip.open(source, "rt", encoding="utf-8", newline="") as stream,
        (folder / "answers.csv").open("w", encoding="utf-8", newline="") as copy,
    ):
        rows = csv.reader(stream)
        header, writer = next(rows), csv.writer(copy)
        writer.writerow(header)
        for row in itertools.islice(rows, answers):
            writer.writerow(row)
            said = dict(zip(header, row, strict=True))
            found.texts[f"{said['theme']}-{said['q']}-{said['id']}"] = plain(said["text"])
            found.themes[said["label"]] += 1
    return Sample("grand-debat", folder, found)


def plain(text: str) -> str:
    """Words alone: neither spaces nor what is not seen are what a file and a site must agree on."""
    composed = unicodedata.normalize("NFC", text)
    seen = (
        sign for sign in composed if sign in "\n\r\t" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs"}
    )
    return " ".join("".join(seen).split())


def read_csv(data: bytes) -> Iterator[dict[str, str]]:
    """Rows of a table of an export."""
    csv.field_size_limit(min(sys.maxsize, 10_000_000))
    yield from csv.DictReader(data.decode("utf-8-sig").splitlines(keepends=True))


@dataclass
class Taken:
    """What became of a sample. `archive` is the open data that its page offers."""

    sample: Sample
    consultation: ConsultationPage
    organiser: Participant
    analysis: Analysis
    synthesis: SynthesisPage
    archive: Archive


def take(sample: Sample, *, stage: Stage = lambda _name: None) -> Taken:
    """Import, sort into topics, draft and publish a synthesis, count, measure, offer the open data.

    `stage` is told what begins. Everything as the desk, its jobs and `parvis import` do it; in the language
    of the moment.
    """
    from parvis.consultations.models import ConsultationPage
    from parvis.opendata.domain.offer_archive import offer_archive
    from parvis.opendata.imports.run import run_import
    from parvis.quality.domain.measure import measure
    from parvis.restitution.domain.snapshot import take_snapshot

    stage("import")
    report = run_import(format_name=sample.format, path=sample.folder)
    if report.refusals:
        raise ValueError(str(report.refusals[0]))
    consultation = ConsultationPage.objects.get(slug=report.slug)
    organiser = _organiser(consultation)
    stage("topics")
    analysis = _sorted(consultation, organiser, sample.topics)
    stage("synthesis")
    synthesis = _synthesis(consultation, organiser)
    # It has a page below it now.
    consultation.refresh_from_db()
    stage("figures")
    take_snapshot(consultation=consultation)
    measure(consultation=consultation)
    stage("export")
    archive = offer_archive(consultation=consultation)
    return Taken(sample, consultation, organiser, analysis, synthesis, archive)


def _organiser(consultation: ConsultationPage) -> Participant:
    """With an address of its own: several processes may fill one database."""
    from parvis.accounts.models import Participant
    from parvis.consultations.domain.appoint import appoint
    from parvis.consultations.enums import Role

    person = Participant.objects.create(email=f"{consultation.slug}@example.org", public_name="Organiser")
    appoint(actor=None, consultation=consultation, person=person, role=Role.ORGANISER)
    return person


def _sorted(consultation: ConsultationPage, organiser: Participant, topics: int | None) -> Analysis:
    """Topics of all texts, published."""
    from parvis.understanding.domain.ask_analysis import ask_analysis
    from parvis.understanding.domain.publish_analysis import publish_analysis
    from parvis.understanding.domain.run_analysis import run_analysis

    analysis = ask_analysis(actor=organiser, consultation=consultation, topics=topics)
    run_analysis(analysis=analysis)
    publish_analysis(actor=organiser, analysis=analysis)
    analysis.refresh_from_db()
    return analysis


def _synthesis(consultation: ConsultationPage, organiser: Participant) -> SynthesisPage:
    """A draft by extraction, whose every finding is kept as it is, published."""
    from parvis.restitution.domain.draft_synthesis import ask_draft, run_draft
    from parvis.restitution.domain.publish_synthesis import publish_synthesis
    from parvis.restitution.domain.write_synthesis import accept_finding, begin_synthesis
    from parvis.restitution.sections import Finding

    page = begin_synthesis(
        actor=organiser,
        consultation=consultation,
        title="Ce que disent les contributions",
        summary="Sujet par sujet, ce qui revient, ce qui s’y oppose, et ce que peu de gens disent.",
        method="Tirée des textes par un programme, puis relue.",
    )
    draft = ask_draft(actor=organiser, synthesis=page)
    run_draft(draft=draft)
    for finding in Finding.objects.filter(section__synthesis=page).select_related("section__synthesis"):
        accept_finding(actor=organiser, finding=finding)
    publish_synthesis(actor=organiser, synthesis=page)
    page.refresh_from_db()
    return page

"""What coders chose is in the open data once it is published: letters and numbers, to count again."""

import pytest

from parvis.opendata.domain.publish_export import publish_export
from parvis.opendata.exports.coded import COLUMNS, coding_rows
from parvis.opendata.tests.recomputed import different, in_json, recomputed, touched, verdicts
from parvis.understanding.domain.publish_agreement import publish_agreement
from parvis.understanding.domain.publish_analysis import publish_analysis
from parvis.understanding.models import Analysis
from parvis.understanding.tests.codings import as_machine, coded_by, compared, opened
from parvis.understanding.tests.runs import analyst_of, ran, town

pytestmark = pytest.mark.django_db


def test_nothing_is_told_before_the_topics_and_the_agreement_are_published(analysis: Analysis) -> None:
    place, person = analysis.consultation, analyst_of(analysis.consultation)
    coding = compared(analysis, as_machine)
    coded_by(opened(analysis))
    assert list(coding_rows(place)) == [COLUMNS]
    publish_analysis(actor=person, analysis=analysis)
    assert list(coding_rows(place)) == [COLUMNS]
    publish_agreement(actor=person, coding=coding)

    header, *rows = coding_rows(place)
    told = [dict(zip(header, row, strict=True)) for row in rows]
    assert len(told) == 24
    assert {row["coding"] for row in told} == {coding.pk}
    assert [row["code"] for row in told if row["coder"] == "A"] == [
        text.machine for text in coding.texts.order_by("place")
    ]
    assert "contribution" not in header


def test_the_agreement_is_counted_again_from_the_archive(tmp_path) -> None:
    place = town()
    analysis, person = ran(place), analyst_of(place)
    coding = compared(analysis, lambda text: text.machine if text.place % 3 else -1, as_machine)
    publish_agreement(actor=person, coding=coding)
    publish_analysis(actor=person, analysis=analysis)
    path = tmp_path / "export.zip"
    publish_export(consultation=place, to=path)

    told = verdicts(recomputed(path, topics=False), "agreement", analysis.pk)
    assert {line[2] for line in told.values()} == {"equal"}
    assert told["alpha"][0] == f"{coding.figures['alpha']:.4f}"
    assert set(told) >= {"coders", "texts", "alpha", "low", "high", "same", "B/machine_alpha"}

    def better(published: list[dict]) -> None:
        published[0]["codings"][0]["alpha"] = "0.9999"

    wrong = touched(path, tmp_path / "wrong.zip", "analyses.json", in_json(better))
    assert ("agreement", "alpha") in different(recomputed(wrong, topics=False))

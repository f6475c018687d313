"""The six notes and who took part are found again from an export."""

import pytest
from django.utils import timezone

from parvis.opendata.tests.recomputed import different, in_json, recomputed, touched, verdicts
from parvis.opendata.tests.town import export, found_town, live
from parvis.panel.domain.state_who import state_who
from parvis.panel.tests.factories import ReferenceFactory, SurveyFactory, crowd
from parvis.quality.domain.measure import measure

pytestmark = pytest.mark.django_db
WORKS = {"farmer": 12, "worker": 18, "employee": 29, "retired": 30}
AXES = {"who_took_part", "learning", "deliberation", "transparency", "information", "reach"}


def test_notes_are_found_again_to_the_last_byte(tmp_path) -> None:
    town = found_town()
    live(town)
    town.close()
    measure(consultation=town.consultation)
    path = export(town, tmp_path)
    found = verdicts(recomputed(path), "axes")
    assert found.keys() == {*AXES, "file"}
    assert {line[2] for line in found.values()} == {"equal"}

    def better(told: dict) -> None:
        told["axes"][3]["value"] = 5.0

    wrong = touched(path, tmp_path / "wrong.zip", "quality/results.json", in_json(better))
    assert different(recomputed(wrong)) == {("axes", "transparency"), ("axes", "file")}


def test_who_took_part_is_found_again_from_its_groups(tmp_path) -> None:
    town = found_town()
    place, phase = town.consultation, town.consultation.phases.filter(actions__isnull=False).first()
    assert phase is not None
    SurveyFactory(consultation=place, traits=["occupation"])
    ReferenceFactory(consultation=place, trait="occupation", population=dict.fromkeys(WORKS, 25.0))
    said = [{"occupation": work} for work, count in WORKS.items() for _n in range(count)]
    crowd(place, said, phase=phase)
    place.phases.update(ends_at=timezone.now())
    state_who(consultation=place)

    path = export(town, tmp_path)
    found = recomputed(path)
    question = verdicts(found, "panel", "occupation")
    measures = {"dissimilarity", "efficiency", "theil", "note"}
    assert question.keys() == {*WORKS, *measures}
    assert {question[group][2] for group in WORKS} == {"equal"}
    # Found from shares that are published rounded: a last digit may move.
    assert {question[measure][2] for measure in measures} <= {"equal", "within"}
    weights = verdicts(found, "weights")
    assert (len(weights), {line[2] for line in weights.values()}) == (4, {"equal"})

    def closer(told: dict) -> None:
        told["traits"][0]["dissimilarity"]["value"] += 300

    wrong = touched(path, tmp_path / "wrong.zip", "panel.json", in_json(closer))
    assert ("panel", "dissimilarity") in different(recomputed(wrong))

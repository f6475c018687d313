"""The statement of who took part in the open data: groups of ten people or more, and nobody's answer."""

import hashlib
from zipfile import ZipFile

import pytest
from django.utils import timezone

from parvis.ledger.domain.sequence import sequence
from parvis.ledger.models import Leaf
from parvis.opendata.tests.town import export, found_town, verified
from parvis.panel.domain.state_who import state_who
from parvis.panel.tests.factories import ReferenceFactory, SurveyFactory, crowd

pytestmark = pytest.mark.django_db
WORKS = {"farmer": 7, "worker": 4, "employee": 29, "retired": 30}


def test_figures_are_there_under_their_fingerprint_and_nobody_is(tmp_path):
    town = found_town()
    place, phase = town.consultation, town.consultation.phases.filter(actions__isnull=False).first()
    assert phase is not None
    SurveyFactory(consultation=place, traits=["occupation"])
    ReferenceFactory(consultation=place, trait="occupation", population=dict.fromkeys(WORKS, 25.0))
    crowd(place, [{"occupation": work} for work, count in WORKS.items() for _n in range(count)], phase=phase)
    place.phases.update(ends_at=timezone.now())
    state_who(consultation=place)
    sequence()

    path = export(town, tmp_path)

    with ZipFile(path) as pack:
        found = {name: pack.read(name) for name in pack.namelist()}
    names = [name for name in found if name.startswith("panel")]
    assert sorted(names) == ["panel-measures.csv", "panel-weights.csv", "panel.csv", "panel.json"]
    assert b"occupation,farmer worker,11," in found["panel.csv"]
    rows = b"".join(data for name, data in found.items() if not name.startswith("panel"))
    assert [name.encode() in rows for name in ("farmer", "retired")] == [False, False]
    digest = hashlib.sha256(found["panel.json"]).hexdigest()
    assert digest.encode() in b"".join(bytes(data) for data in Leaf.objects.values_list("data", flat=True))
    assert "altered" not in verified(path).findings.counts

"""The statement of who took part in the open data: groups of ten people or more, and nobody's answer."""

import hashlib
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.utils import timezone

from parvis.consultations.models import PhaseAction
from parvis.ledger.domain.sequence import sequence
from parvis.ledger.models import Leaf
from parvis.opendata.tests.town import export, found_town, verified
from parvis.panel.domain.state_who import state_who
from parvis.panel.domain.weigh_results import weigh_results
from parvis.panel.tests.factories import ReferenceFactory, SurveyFactory, crowd
from parvis.panel.tests.voting import TWO_HUNDRED, vote_together

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


def test_weighted_results_are_there_with_their_fingerprint_and_no_profile(tmp_path):
    town = found_town()
    SurveyFactory(consultation=town.consultation, traits=["sex"])
    ReferenceFactory(consultation=town.consultation)
    item = town.write("Un banc")
    vote_together(town.ballot, [item], TWO_HUNDRED)
    town.close()
    town.consultation.phases.update(ends_at=timezone.now() - timedelta(hours=1))
    weigh_results(ballot=PhaseAction.objects.get(pk=town.ballot.pk))
    sequence()

    path = export(town, tmp_path)

    with ZipFile(path) as pack:
        table = pack.read("weighted-results.csv").decode()
        data = pack.read(f"weighted/{town.ballot.pk}.json")
    assert f"{town.ballot.pk},{item.pk},1,115,0.5750,200,150,1.33,0.48,0.39,0.57,0.01," in table
    assert not any(word in table.encode() + data for word in (b"woman", b'"man"'))
    digest = hashlib.sha256(data).hexdigest()
    assert digest.encode() in b"".join(bytes(data) for data in Leaf.objects.values_list("data", flat=True))

"""Topics that were published are found again from the texts of the export, as long as all texts are there."""

import pytest

from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.opendata.domain.publish_export import publish_export
from parvis.opendata.tests.recomputed import in_json, recomputed, touched, verdicts
from parvis.understanding.domain.correct_topic import correct_topic
from parvis.understanding.domain.grow_analysis import grow_analysis
from parvis.understanding.domain.publish_analysis import publish_analysis
from parvis.understanding.domain.run_addition import run_addition
from parvis.understanding.domain.run_split import run_split
from parvis.understanding.domain.split_topic import accept_split, ask_split
from parvis.understanding.enums import Act
from parvis.understanding.models import TopicMember
from parvis.understanding.queries import topics_of
from parvis.understanding.tests.runs import analyst_of, ran, town

pytestmark = pytest.mark.django_db


def test_the_same_texts_and_seed_give_the_same_topics(tmp_path) -> None:
    place = town()
    analysis = ran(place, seed=7)
    person = analyst_of(place)
    one, other, *_rest = topics_of(analysis)
    moved = TopicMember.objects.filter(topic=one).first()
    assert moved is not None
    correct_topic(actor=person, topic=one, what=Act.RENAME, words="Autrement")
    correct_topic(actor=person, topic=one, what=Act.MOVE, target=other, contribution=moved.contribution)
    publish_analysis(actor=person, analysis=analysis)
    path = tmp_path / "export.zip"
    publish_export(consultation=place, to=path)

    found = verdicts(recomputed(path), "topics", analysis.pk)
    members = TopicMember.objects.filter(analysis=analysis).count()
    assert found["members"] == (members, members, "equal")
    assert (found["input"][2], found["result"][2]) == ("equal", "equal")
    assert found["result"][0] != ""

    def another_seed(told: list[dict]) -> None:
        told[0]["topics"][0]["title"] = "Autre chose"

    wrong = touched(path, tmp_path / "wrong.zip", "analyses.json", in_json(another_seed))
    assert verdicts(recomputed(wrong, topics=True), "topics", analysis.pk)["result"][2] == "different"

    gone = Contribution.objects.filter(consultation=place).order_by("pk")[3]
    Contribution.objects.filter(pk=gone.pk).update(state=State.HIDDEN)
    publish_export(consultation=place, to=path)
    later = recomputed(path)
    told = verdicts(later, "topics", analysis.pk)
    assert {line[2] for line in told.values()} == {"unknown"}
    [part] = [part for part in later.parts if part.name == "topics"]
    assert part.facts["gone"] == 1
    assert later.is_equal
    assert part.lines[0].why == "texts_gone"


def test_contributions_added_since_are_counted_apart_and_the_rest_is_found_again(tmp_path) -> None:
    place = town()
    analysis, person = ran(place), analyst_of(place)
    first, second, _third = topics_of(analysis)
    correct_topic(actor=person, topic=second, what=Act.MERGE, target=first)
    split = ask_split(actor=person, topic=first)
    run_split(split=split)
    accept_split(actor=person, split=split)
    old = Contribution.objects.filter(consultation=place).first()
    ContributionFactory(kind=old.kind, title="", text=f"{old.text} merci")
    run_addition(addition=grow_analysis(actor=person, analysis=analysis))
    publish_analysis(actor=person, analysis=analysis)
    path = tmp_path / "export.zip"
    publish_export(consultation=place, to=path)

    found = recomputed(path)
    told = verdicts(found, "topics", analysis.pk)
    members = TopicMember.objects.filter(analysis=analysis, addition=None).count()
    assert told["members"] == (members, members, "equal")
    assert (told["input"][2], told["result"][2]) == ("equal", "equal")
    [part] = [part for part in found.parts if part.name == "topics"]
    assert part.facts["added"] == 1

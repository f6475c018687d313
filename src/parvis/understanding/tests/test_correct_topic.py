"""What an analyst does by hand to topics, what it changes, and how it holds over the next run."""

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.contributions.models import Contribution
from parvis.understanding.domain.correct_topic import correct_topic
from parvis.understanding.domain.publish_analysis import publish_analysis
from parvis.understanding.enums import Act
from parvis.understanding.models import Analysis, Topic, TopicAct
from parvis.understanding.queries import subtopics_of, topics_of
from parvis.understanding.tests.runs import analyst_of, ran, topic_of

pytestmark = pytest.mark.django_db


def correct(topic: Topic, act: Act, **given) -> None:
    actor = given.pop("actor", None) or analyst_of(topic.analysis.consultation)
    correct_topic(actor=actor, topic=topic, what=act, **given)
    topic.refresh_from_db()


def member(topic: Topic) -> Contribution:
    return Contribution.objects.get(pk=topic.members.order_by("-weight", "pk").first().contribution_id)


def test_each_act_changes_its_topic_and_leaves_a_row_with_its_author(analysis: Analysis) -> None:
    topic, person = topics_of(analysis)[0], analyst_of(analysis.consultation)
    correct(topic, Act.RENAME, words="  L’école \n et la cantine ", actor=person)
    correct(topic, Act.VALIDATE)
    correct(topic, Act.HIDE)
    assert (topic.title, topic.is_validated, topic.is_hidden) == ("L’école et la cantine", True, True)
    correct(topic, Act.DOUBT)
    correct(topic, Act.SHOW)
    assert (topic.is_validated, topic.is_hidden) == (False, False)

    acts = list(TopicAct.objects.values_list("act", flat=True))
    assert acts == ["rename", "validate", "hide", "doubt", "show"]
    assert TopicAct.objects.first().author == person


def test_what_is_merged_goes_together_and_comes_apart_again(analysis: Analysis) -> None:
    first, second, third = topics_of(analysis)
    sizes = (first.size, second.size, third.size)
    correct(second, Act.MERGE, target=third)
    third.refresh_from_db()
    correct(third, Act.MERGE, target=first)
    first.refresh_from_db()

    assert topics_of(analysis) == [first]
    assert first.size == sum(sizes) == first.members.count()
    assert (second.refresh_from_db(), second.merged_into) == (None, first)

    correct(third, Act.PART)
    first.refresh_from_db()
    assert (third.size, first.size) == (sizes[2], sizes[0] + sizes[1])


def test_a_contribution_is_moved_with_its_count(analysis: Analysis) -> None:
    first, second, _third = topics_of(analysis)
    one, sizes = member(first), (first.size, second.size)
    below = {topic.pk: topic.size for topic in subtopics_of(first)}
    correct(first, Act.MOVE, target=second, contribution=one)
    second.refresh_from_db()

    assert topic_of(analysis, one) == second
    assert (first.size, second.size) == (sizes[0] - 1, sizes[1] + 1)
    now = {topic.pk: topic.size for topic in Topic.objects.filter(pk__in=below)}
    assert sum(now.values()) == sum(below.values()) - bool(below)
    with pytest.raises(Refused):
        correct(first, Act.MOVE, target=second, contribution=one)


def test_what_makes_no_sense_is_refused(analysis: Analysis) -> None:
    first, second, _third = topics_of(analysis)
    for act, given in (
        (Act.RENAME, {"words": "  "}),
        (Act.RENAME, {"words": "x" * 161}),
        (Act.MERGE, {}),
        (Act.MERGE, {"target": first}),
        (Act.PART, {}),
        (Act.MOVE, {"target": second}),
        (Act.VALIDATE, {"actor": ParticipantFactory()}),
    ):
        with pytest.raises(Refused):
            correct(first, act, **given)
    assert not TopicAct.objects.exists()
    publish_analysis(actor=analyst_of(analysis.consultation), analysis=analysis)
    with pytest.raises(Refused, match="reprenez-la"):
        correct(first, Act.VALIDATE)


def test_acts_hold_over_the_next_run_of_the_same_texts(analysis: Analysis) -> None:
    first, second, third = topics_of(analysis)
    moved, together = member(third), first.size + second.size
    correct(first, Act.RENAME, words="Le plus grand")
    correct(second, Act.MERGE, target=first)
    correct(third, Act.MOVE, target=first, contribution=moved)
    again = ran(analysis.consultation, seed=7)

    [one] = [topic for topic in topics_of(again) if topic.title == "Le plus grand"]
    assert topic_of(again, moved) == one
    assert one.merged.count() == 1
    assert one.size == together + 1
    carried = TopicAct.objects.filter(analysis=again)
    assert [act.carried_from.act for act in carried] == ["rename", "merge", "move"]
    assert carried.first().author == TopicAct.objects.first().author


def test_an_act_whose_topic_is_gone_is_listed_and_not_done(analysis: Analysis) -> None:
    topic = topics_of(analysis)[0]
    correct(topic, Act.RENAME, words="Bientôt parti")
    inside = topic.members.values("contribution")
    Contribution.objects.filter(pk__in=list(inside.values_list("contribution", flat=True))).update(
        state="withdrawn"
    )
    again = ran(analysis.consultation, topics=2)

    [lost] = TopicAct.objects.filter(analysis=again)
    assert (lost.topic, lost.words, lost.carried_from.topic) == (None, "Bientôt parti", topic)
    assert not Topic.objects.filter(analysis=again, label="Bientôt parti").exists()


def test_runs_are_compared_topic_by_topic(analysis: Analysis) -> None:
    same = ran(analysis.consultation, seed=3)
    kept = same.compared[str(analysis.pk)]
    assert (len(kept["matches"]), kept["gone"], kept["new"], kept["agreement"]) == (3, [], [], 1.0)
    assert (kept["moved"], kept["both"]) == (0, analysis.read)
    fewer = ran(analysis.consultation, topics=2)
    assert len(fewer.compared[str(analysis.pk)]["gone"]) == 1
    assert set(fewer.compared) == {str(analysis.pk), str(same.pk)}

"""A topic is cut in parts by the engine: looked at, done, undone, and done again on the next run."""

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.understanding.domain.correct_topic import correct_topic
from parvis.understanding.domain.publish_analysis import publish_analysis
from parvis.understanding.domain.run_split import run_split
from parvis.understanding.domain.split_topic import accept_split, ask_split, drop_split
from parvis.understanding.enums import Act, RunState
from parvis.understanding.models import Analysis, Topic, TopicAct, TopicMember, TopicSplit
from parvis.understanding.queries import merged_in, parts_of, splits_to_run, subtopics_by_topic, topics_of
from parvis.understanding.tests.runs import analyst_of, ran, topic_of

pytestmark = pytest.mark.django_db


def correct(topic: Topic, act: Act, **given) -> None:
    correct_topic(actor=analyst_of(topic.analysis.consultation), topic=topic, what=act, **given)
    topic.refresh_from_db()


def two_subjects(analysis: Analysis) -> Topic:
    """One topic with the texts of two subjects."""
    first, second, _third = topics_of(analysis)
    correct(second, Act.MERGE, target=first)
    first.refresh_from_db()
    return first


def worked_out(topic: Topic, **given) -> TopicSplit:
    split = ask_split(actor=analyst_of(topic.analysis.consultation), topic=topic, **given)
    run_split(split=split)
    split.refresh_from_db()
    return split


def cut(topic: Topic) -> list[Topic]:
    split = worked_out(topic)
    accept_split(actor=analyst_of(topic.analysis.consultation), split=split)
    topic.refresh_from_db()
    return parts_of(topic)


def subject_of(topic: Topic) -> set[str]:
    """Where the engine had put what is in it."""
    return set(topic.members.values_list("found__key", flat=True))


def test_parts_are_looked_at_before_anything_changes(analysis: Analysis) -> None:
    topic = two_subjects(analysis)
    split = worked_out(topic, seed=3)

    assert (split.state, split.seed, len(split.found)) == (RunState.DONE, 3, 2)
    assert sum(found["size"] for found in split.found) == topic.size == len(split.contributions)
    assert set(split.labels) == {0, 1}
    assert all(found["words"] and found["phrases"] and found["quotes"] for found in split.found)
    assert (topics_of(analysis)[0], topic.is_cut) == (topic, False)
    again = worked_out(topic, seed=3)
    assert (again.labels, again.found) == (split.labels, split.found)


def test_an_accepted_cut_makes_a_topic_of_each_part(analysis: Analysis) -> None:
    topic = two_subjects(analysis)
    size, third = topic.size, topics_of(analysis)[1]
    parts = cut(topic)

    assert sorted(topics_of(analysis), key=lambda one: one.pk) == [third, *parts]
    assert sum(part.size for part in parts) == size
    assert [len(subject_of(part)) for part in parts] == [1, 1]
    assert (topic.is_cut, topic.size, topic.merged_into) == (True, 0, parts[0])
    assert merged_in(topics_of(analysis)).keys() <= {parts[0].pk, third.pk}
    assert subtopics_by_topic(analysis).keys() <= {third.pk}
    [act] = TopicAct.objects.filter(act=Act.SPLIT)
    assert (act.topic, act.about) == (topic, topic.title)
    correct(parts[1], Act.RENAME, words="La seconde")
    publish_analysis(actor=analyst_of(analysis.consultation), analysis=analysis)


def test_parts_are_put_together_again_but_for_what_was_moved(analysis: Analysis) -> None:
    topic = two_subjects(analysis)
    size, third = topic.size, topics_of(analysis)[1]
    parts = cut(topic)
    moved = Contribution.objects.get(pk=parts[1].members.first().contribution_id)
    correct(parts[1], Act.MOVE, target=third, contribution=moved)
    with pytest.raises(Refused):
        correct(topic, Act.PART)
    correct(topic, Act.JOIN)

    assert (topic.is_cut, topic.merged_into, topic.size) == (False, None, size - 1)
    assert topic_of(analysis, moved) == third
    assert parts_of(topic) == []
    assert [one.title for one in merged_in([topic])[topic.pk]] == [
        one.title for one in Topic.objects.filter(merged_into=topic, split_from=None)
    ]
    for act in (Act.PART, Act.VALIDATE):
        with pytest.raises(Refused):
            correct(parts[0], act)
    with pytest.raises(Refused):
        correct(topic, Act.JOIN)


def test_a_part_that_was_merged_comes_back_with_its_own(analysis: Analysis) -> None:
    topic = two_subjects(analysis)
    third = topics_of(analysis)[1]
    first, second = cut(topic)
    size = second.size
    correct(second, Act.MERGE, target=third)
    correct(second, Act.PART)
    assert (second.size, second.merged_into) == (size, None)
    [other] = TopicMember.objects.filter(topic=second).values_list("part", flat=True).distinct()
    assert other == second.pk
    assert first.members.count() == first.size


def test_a_topic_merged_before_a_cut_comes_out_of_all_its_parts(analysis: Analysis) -> None:
    _first, second, _third = topics_of(analysis)
    size = second.size
    cut(two_subjects(analysis))
    second.refresh_from_db()
    correct(second, Act.PART)
    assert (second.size, subject_of(second)) == (size, {second.key})


def test_a_part_is_cut_again_and_put_together_again(analysis: Analysis) -> None:
    part = cut(two_subjects(analysis))[0]
    size = part.size
    smaller = cut(part)
    assert sum(one.size for one in smaller) == size
    correct(part, Act.JOIN)
    assert (part.size, part.members.filter(part=part).count()) == (size, size)


def test_a_cut_is_done_again_on_the_next_run_and_new_texts_join_its_parts(analysis: Analysis) -> None:
    topic = two_subjects(analysis)
    parts = cut(topic)
    correct(parts[1], Act.RENAME, words="La seconde")
    before = {part.pk: set(part.members.values_list("contribution", flat=True)) for part in parts}
    words = Contribution.objects.get(pk=parts[1].members.order_by("-weight").first().contribution_id).text
    came = ContributionFactory(kind=analysis.consultation.kinds.get(), title="", text=f"{words} vraiment")
    again = ran(analysis.consultation, seed=11)

    [same] = [one for one in topics_of(again) if one.title == "La seconde"]
    assert set(same.members.values_list("contribution", flat=True)) == before[parts[1].pk] | {came.pk}
    assert [act.carried_from.act for act in TopicAct.objects.filter(analysis=again)] == [
        "merge", "split", "rename",
    ]  # fmt: skip
    assert len(topics_of(again)) == 3


def test_what_makes_no_sense_is_refused(analysis: Analysis) -> None:
    topic = topics_of(analysis)[0]
    person = analyst_of(analysis.consultation)
    for given in ({"parts": 1}, {"parts": 6}, {"seed": -1}):
        with pytest.raises(Refused):
            ask_split(actor=person, topic=topic, **given)
    with pytest.raises(Refused):
        ask_split(actor=ParticipantFactory(), topic=topic)
    with pytest.raises(Refused):
        correct(topic, Act.SPLIT)
    split = ask_split(actor=person, topic=topic)
    with pytest.raises(Refused):
        ask_split(actor=person, topic=topics_of(analysis)[1])
    with pytest.raises(Refused):
        accept_split(actor=person, split=split)
    with pytest.raises(Refused):
        drop_split(actor=ParticipantFactory(), split=split)
    drop_split(actor=person, split=split)
    run_split(split=split)
    split.refresh_from_db()
    assert (split.state, list(splits_to_run())) == (RunState.CANCELLED, [])


def test_a_cut_of_a_topic_that_changed_since_is_refused(analysis: Analysis) -> None:
    first, second, _third = topics_of(analysis)
    split = worked_out(first)
    moved = Contribution.objects.get(pk=first.members.first().contribution_id)
    correct(first, Act.MOVE, target=second, contribution=moved)
    with pytest.raises(Refused, match="changé"):
        accept_split(actor=analyst_of(analysis.consultation), split=split)
    assert not TopicAct.objects.filter(act=Act.SPLIT).exists()


def test_what_is_hidden_is_not_read_and_stays_in_the_largest_part(analysis: Analysis) -> None:
    topic = two_subjects(analysis)
    hidden = topic.members.first().contribution_id
    Contribution.objects.filter(pk=hidden).update(state=State.HIDDEN)
    split = worked_out(topic)
    assert hidden not in split.contributions
    accept_split(actor=analyst_of(analysis.consultation), split=split)
    topic.refresh_from_db()
    assert topic_of(analysis, Contribution.objects.get(pk=hidden)) == parts_of(topic)[0]


def test_texts_that_are_all_the_same_are_not_cut(analysis: Analysis) -> None:
    topic = topics_of(analysis)[0]
    inside = topic.members.values_list("contribution", flat=True)
    Contribution.objects.filter(pk__in=list(inside)).update(text="Des bancs publics à l’ombre, partout.")
    split = worked_out(topic)
    assert (split.state, split.trouble) == (RunState.FAILED, {"code": "one_part"})


def test_parts_of_a_topic_left_out_of_the_public_page_are_left_out_too(analysis: Analysis) -> None:
    topic = two_subjects(analysis)
    correct(topic, Act.HIDE)
    assert [part.is_hidden for part in cut(topic)] == [True, True]

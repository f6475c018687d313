"""New contributions join the topics of a run: nothing moves, and what fits badly is counted."""

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.understanding.domain.correct_topic import correct_topic
from parvis.understanding.domain.grow_analysis import grow_analysis, grow_every_night
from parvis.understanding.domain.publish_analysis import publish_analysis
from parvis.understanding.domain.run_addition import run_addition
from parvis.understanding.domain.run_split import run_split
from parvis.understanding.domain.split_topic import accept_split, ask_split
from parvis.understanding.enums import Act, RunState
from parvis.understanding.fitting import Added, added_to, can_grow, waiting_for
from parvis.understanding.models import Addition, Analysis, RunModel, TopicMember
from parvis.understanding.queries import parts_of, subtopics_of, topics_of
from parvis.understanding.tasks import grow
from parvis.understanding.tests.codings import opened
from parvis.understanding.tests.runs import analyst_of, ran, topic_of

pytestmark = pytest.mark.django_db


def came(analysis: Analysis, text: str) -> Contribution:
    return ContributionFactory(kind=analysis.consultation.kinds.get(), title="", text=text)


def like(analysis: Analysis, place: int = 0) -> tuple[Contribution, Contribution]:
    """A text of the run, and one that came since with nearly its words."""
    old = Contribution.objects.filter(consultation=analysis.consultation).order_by("pk")[place]
    return old, came(analysis, f"{old.text} merci")


def grown(analysis: Analysis) -> Addition:
    made = grow_analysis(actor=analyst_of(analysis.consultation), analysis=analysis)
    run_addition(addition=made)
    made.refresh_from_db()
    analysis.refresh_from_db()
    return made


def test_new_texts_join_their_topics_and_nothing_moves(analysis: Analysis) -> None:
    before = dict(TopicMember.objects.filter(analysis=analysis).values_list("contribution", "topic"))
    sizes = {topic.pk: topic.size for topic in topics_of(analysis)}
    texts, people = analysis.texts, analysis.people
    pairs = [like(analysis, place) for place in range(3)]
    came(analysis, "RAS")
    assert waiting_for(analysis) == 4
    made = grown(analysis)

    assert (made.state, made.added, made.apart, waiting_for(analysis)) == (RunState.DONE, 3, 1, 0)
    now = dict(TopicMember.objects.filter(analysis=analysis).values_list("contribution", "topic"))
    assert {pk: now[pk] for pk in before} == before
    for old, new in pairs:
        assert topic_of(analysis, new) == topic_of(analysis, old)
    assert [topic.members.count() for topic in topics_of(analysis)] == [
        one.size for one in topics_of(analysis)
    ]
    assert sum(topic.size for topic in topics_of(analysis)) == sum(sizes.values()) + 3
    assert (analysis.texts, analysis.apart, analysis.people) == (texts + 4, 1, people + 4)
    assert TopicMember.objects.filter(addition=made).count() == 3
    with pytest.raises(Refused):
        grow_analysis(actor=analyst_of(analysis.consultation), analysis=analysis)


def test_what_is_about_something_else_fits_badly_and_asks_for_a_new_run(analysis: Analysis) -> None:
    for place in range(12):
        came(analysis, f"Zorglub krakatoa {place} blorp quixotique farfadet")
    made = grown(analysis)
    assert (made.added, made.badly) == (12, 12)
    assert added_to(analysis).is_misfit
    assert TopicMember.objects.filter(addition=made, weight__lt=made.threshold).count() == 12


def test_a_few_texts_say_nothing_and_many_ask_for_a_new_run() -> None:
    assert not Added(9, 9, 100).is_misfit
    assert not Added(10, 2, 100).is_misfit
    assert Added(10, 3, 100).is_misfit
    assert (Added(25, 0, 100).is_large, Added(26, 0, 100).is_large) == (False, True)


def test_topics_merged_renamed_or_cut_keep_what_was_done_to_them(analysis: Analysis) -> None:
    person = analyst_of(analysis.consultation)
    first, second, third = topics_of(analysis)
    correct_topic(actor=person, topic=second, what=Act.MERGE, target=first)
    split = ask_split(actor=person, topic=first)
    run_split(split=split)
    accept_split(actor=person, split=split)
    first.refresh_from_db()
    correct_topic(actor=person, topic=third, what=Act.RENAME, words="Le troisième")
    olds = [
        Contribution.objects.get(pk=topic.members.order_by("-weight").first().contribution_id)
        for topic in (*parts_of(first), third)
    ]
    news = [came(analysis, f"{old.text} merci") for old in olds]
    grown(analysis)

    assert [topic_of(analysis, new) for new in news] == [topic_of(analysis, old) for old in olds]
    member = TopicMember.objects.get(analysis=analysis, contribution=news[0])
    assert member.part == member.topic != member.found
    assert {topic.title for topic in topics_of(analysis)} >= {"Le troisième"}
    for topic in topics_of(analysis):
        assert topic.size == topic.members.count()


def test_subtopics_count_what_joins_them(analysis: Analysis) -> None:
    for place in range(6):
        like(analysis, place)
    grown(analysis)
    for topic in topics_of(analysis):
        for below in subtopics_of(topic):
            assert below.size == TopicMember.objects.filter(subtopic=below).count()


def test_only_a_run_that_may_change_grows(analysis: Analysis) -> None:
    person = analyst_of(analysis.consultation)
    like(analysis)
    with pytest.raises(Refused):
        grow_analysis(actor=ParticipantFactory(), analysis=analysis)
    asked = grow_analysis(actor=person, analysis=analysis)
    with pytest.raises(Refused):
        grow_analysis(actor=person, analysis=analysis)
    publish_analysis(actor=person, analysis=analysis)
    run_addition(addition=asked)
    asked.refresh_from_db()
    assert (asked.state, asked.trouble, asked.added) == (RunState.FAILED, {"code": "frozen"}, 0)
    with pytest.raises(Refused, match="reprenez-la"):
        grow_analysis(actor=person, analysis=analysis)


def test_a_later_run_takes_its_place(analysis: Analysis) -> None:
    ran(analysis.consultation, seed=2)
    assert not can_grow(analysis)
    assert RunModel.objects.count() == 1
    like(analysis)
    with pytest.raises(Refused):
        grow_analysis(actor=analyst_of(analysis.consultation), analysis=analysis)


def test_every_night_a_run_that_grows_takes_what_came(analysis: Analysis) -> None:
    person = analyst_of(analysis.consultation)
    _old, new = like(analysis)
    grow()
    assert waiting_for(analysis) == 1
    grow_every_night(actor=person, analysis=analysis, is_growing=True)
    grow()
    grow()
    [made] = Addition.objects.all()
    assert (made.added, made.asked_by, waiting_for(analysis)) == (1, None, 0)
    Contribution.objects.filter(pk=new.pk).update(state=State.HIDDEN)
    like(analysis)
    opened(analysis)
    grow()
    assert Addition.objects.count() == 1
    with pytest.raises(Refused):
        grow_every_night(actor=person, analysis=analysis, is_growing=True)
    grow_every_night(actor=person, analysis=analysis, is_growing=False)
    analysis.refresh_from_db()
    assert not analysis.is_growing

"""What people settle of disputed texts is kept, and done to the topics; how far they agree is published."""

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.understanding.coding_queries import published_codings
from parvis.understanding.domain.correct_topic import correct_topic
from parvis.understanding.domain.publish_agreement import publish_agreement, take_back_agreement
from parvis.understanding.domain.publish_analysis import publish_analysis, take_back_analysis
from parvis.understanding.domain.settle_text import apply_settled, settle_text
from parvis.understanding.enums import Act, Apart
from parvis.understanding.models import Analysis, CodedText, Topic, TopicAct
from parvis.understanding.queries import topics_of
from parvis.understanding.settling import moves_left
from parvis.understanding.tests.codings import as_machine, compared, opened
from parvis.understanding.tests.runs import analyst_of, ran, topic_of

pytestmark = pytest.mark.django_db


def elsewhere(text: CodedText) -> Topic:
    return next(topic for topic in topics_of(text.coding.analysis) if topic.key != text.machine)


def test_a_text_is_moved_where_it_was_settled_and_on_the_next_run_too(analysis: Analysis) -> None:
    coding, person = compared(analysis, as_machine), analyst_of(analysis.consultation)
    text = coding.texts.get(place=3)
    target = elsewhere(text)
    settle_text(actor=person, coding=coding, place=3, code=target.key)

    assert topic_of(analysis, text.contribution) == target
    text.refresh_from_db()
    assert (text.settled, text.settled_by) == (target.key, person)
    [act] = TopicAct.objects.filter(analysis=analysis)
    assert (act.act, act.target, act.contribution) == (Act.MOVE, target, text.contribution)
    again = ran(analysis.consultation, seed=9)
    assert topic_of(again, text.contribution).words == target.words


def test_what_is_in_no_topic_is_kept_and_moves_nothing(analysis: Analysis) -> None:
    coding, person = compared(analysis, as_machine), analyst_of(analysis.consultation)
    text = coding.texts.get(place=1)
    before = topic_of(analysis, text.contribution)
    settle_text(actor=person, coding=coding, place=1, code=Apart.NONE_FITS)
    text.refresh_from_db()
    assert (text.settled, topic_of(analysis, text.contribution)) == (-1, before)
    for place, code in ((1, 99), (99, 0)):
        with pytest.raises(Refused):
            settle_text(actor=person, coding=coding, place=place, code=code)
    with pytest.raises(Refused):
        settle_text(actor=ParticipantFactory(), coding=coding, place=1, code=Apart.NONE_FITS)


def test_of_a_published_run_it_waits_until_it_is_taken_back(analysis: Analysis) -> None:
    coding, person = compared(analysis, as_machine), analyst_of(analysis.consultation)
    publish_analysis(actor=person, analysis=analysis)
    text = coding.texts.get(place=2)
    target = elsewhere(text)
    settle_text(actor=person, coding=coding, place=2, code=target.key)
    assert [left.text for left in moves_left(coding)] == [text]
    with pytest.raises(Refused):
        apply_settled(actor=person, coding=coding)

    take_back_analysis(actor=person, analysis=analysis)
    apply_settled(actor=person, coding=coding)
    assert (topic_of(analysis, text.contribution), moves_left(coding)) == (target, [])


def test_a_topic_merged_since_stands_for_what_it_was_merged_into(analysis: Analysis) -> None:
    coding, person = compared(analysis, as_machine), analyst_of(analysis.consultation)
    first, second, third = topics_of(analysis)
    text = next(text for text in coding.texts.all() if text.machine == third.key)
    correct_topic(actor=person, topic=first, what=Act.MERGE, target=second)
    settle_text(actor=person, coding=coding, place=text.place, code=first.key)
    assert topic_of(analysis, text.contribution) == second


def test_nothing_is_settled_nor_published_before_the_end(analysis: Analysis) -> None:
    coding, person = opened(analysis), analyst_of(analysis.consultation)
    with pytest.raises(Refused):
        settle_text(actor=person, coding=coding, place=1, code=0)
    with pytest.raises(Refused):
        publish_agreement(actor=person, coding=coding)
    assert published_codings(analysis) == []


def test_agreement_is_published_and_taken_back(analysis: Analysis) -> None:
    coding, person = compared(analysis, as_machine), analyst_of(analysis.consultation)
    publish_agreement(actor=person, coding=coding)
    assert published_codings(analysis) == [coding]
    with pytest.raises(Refused):
        publish_agreement(actor=person, coding=coding)
    take_back_agreement(actor=person, coding=coding)
    assert published_codings(analysis) == []
    with pytest.raises(Refused):
        take_back_agreement(actor=person, coding=coding)
    with pytest.raises(Refused):
        publish_agreement(actor=ParticipantFactory(), coding=coding)

"""Publishing topics is a public act: its digests are in the log, and so is that it was taken back."""

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ledger.models import Pending
from parvis.understanding.domain.correct_topic import correct_topic
from parvis.understanding.domain.publish_analysis import publish_analysis, take_back_analysis
from parvis.understanding.enums import Act, RunState
from parvis.understanding.leaves import digest_of
from parvis.understanding.models import Analysis
from parvis.understanding.queries import published_analyses, topics_of
from parvis.understanding.tests.runs import analyst_of

pytestmark = pytest.mark.django_db


def test_the_log_has_the_digests_of_what_was_read_and_of_what_came_out(analysis: Analysis) -> None:
    person = analyst_of(analysis.consultation)
    publish_analysis(actor=person, analysis=analysis)
    analysis.refresh_from_db()

    told = Pending.objects.get(kind="analysis.published")
    assert told.public == {
        "analysis": analysis.pk,
        "input": analysis.input_sha256,
        "result": digest_of(analysis),
        "texts": analysis.texts,
    }
    assert published_analyses(analysis.consultation) == [analysis]
    take_back_analysis(actor=person, analysis=analysis)
    assert Pending.objects.filter(kind="analysis.taken_back").count() == 1
    assert published_analyses(analysis.consultation) == []


def test_the_digest_changes_with_what_is_published(analysis: Analysis) -> None:
    person, before = analyst_of(analysis.consultation), digest_of(analysis)
    correct_topic(actor=person, topic=topics_of(analysis)[0], what=Act.RENAME, words="Autrement")
    assert digest_of(analysis) != before


def test_only_what_is_done_shown_and_not_public_yet_is_published_by_who_may(analysis: Analysis) -> None:
    person = analyst_of(analysis.consultation)
    with pytest.raises(Refused):
        publish_analysis(actor=ParticipantFactory(), analysis=analysis)
    with pytest.raises(Refused):
        take_back_analysis(actor=person, analysis=analysis)
    for topic in topics_of(analysis):
        correct_topic(actor=person, topic=topic, what=Act.HIDE)
    with pytest.raises(Refused):
        publish_analysis(actor=person, analysis=analysis)
    correct_topic(actor=person, topic=topic, what=Act.SHOW)
    publish_analysis(actor=person, analysis=analysis)
    with pytest.raises(Refused):
        publish_analysis(actor=person, analysis=analysis)
    Analysis.objects.filter(pk=analysis.pk).update(published_at=None, state=RunState.FAILED)
    with pytest.raises(Refused):
        publish_analysis(actor=person, analysis=analysis)
    assert Pending.objects.filter(kind="analysis.published").count() == 1

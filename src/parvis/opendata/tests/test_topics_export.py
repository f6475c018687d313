"""Published topics are in the open data: what everybody reads of them, and nothing of what they do not."""

import pytest

from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.opendata.exports.analysed import MEMBER_COLUMNS, TOPIC_COLUMNS, topic_member_rows, topic_rows
from parvis.understanding.tests.factories import AnalysisFactory, TopicFactory, TopicMemberFactory

pytestmark = pytest.mark.django_db


def test_topics_and_their_contributions_are_there_once_published() -> None:
    analysis = AnalysisFactory(published=True)
    place = analysis.consultation
    topic = TopicFactory(analysis=analysis, label="Circuler à vélo", is_validated=True)
    below = TopicFactory.create_batch(2, analysis=analysis, parent=topic)
    hidden = TopicFactory(analysis=analysis, is_hidden=True)
    shown = TopicMemberFactory(topic=topic, subtopic=below[0], contribution__kind__consultation=place)
    gone = TopicMemberFactory(topic=topic, contribution__kind__consultation=place)
    TopicMemberFactory(topic=hidden, contribution__kind__consultation=place)
    TopicMemberFactory(topic__analysis__consultation=place)
    Contribution.objects.filter(pk=gone.contribution_id).update(state=State.HIDDEN)

    header, *rows = topic_rows(place)
    assert header == TOPIC_COLUMNS
    told = [dict(zip(TOPIC_COLUMNS, row, strict=True)) for row in rows]
    assert [(row["topic"], row["parent"]) for row in told] == [
        (topic.key, None),
        *((one.key, topic.key) for one in below),
    ]
    assert (told[0]["title"], told[0]["validated"], told[0]["analysis"]) == (
        "Circuler à vélo",
        1,
        analysis.pk,
    )
    header, *members = topic_member_rows(place)
    assert header == MEMBER_COLUMNS
    assert members == [
        [analysis.pk, topic.key, below[0].key, shown.contribution_id, "0.5000", None, topic.key, 0]
    ]

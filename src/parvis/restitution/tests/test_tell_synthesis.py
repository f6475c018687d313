"""The words of a synthesis in the log: each time that they go live."""

import pytest

from parvis.consultations.tests.factories import ConsultationFactory
from parvis.ledger.models import Pending
from parvis.restitution import leaves
from parvis.restitution.domain.tell_synthesis import tell_synthesis
from parvis.restitution.models import PublishedSynthesis, SynthesisPage
from parvis.restitution.tasks import tell_syntheses
from parvis.restitution.tests.factories import SynthesisFactory

pytestmark = pytest.mark.django_db


def told() -> list[dict]:
    return list(
        Pending.objects.filter(kind="synthesis.published").order_by("pk").values_list("public", flat=True)
    )


def test_words_are_told_once_with_their_address():
    page = SynthesisFactory(consultation=ConsultationFactory(slug="bancs"))
    first = tell_synthesis(synthesis=page)
    assert tell_synthesis(synthesis=page) is None
    assert told() == [
        {"version": 1, "sha256": first.digest, "url": "/consultations/bancs/synthesis/"},
    ]
    assert leaves.digest(PublishedSynthesis.objects.get().words) == first.digest


def test_words_that_change_are_told_again_by_the_job():
    page = SynthesisFactory()
    tell_syntheses(0)
    SynthesisPage.objects.filter(pk=page.pk).update(body="<p>Autre chose.</p>")
    tell_syntheses(0)
    tell_syntheses(0)
    assert [public["version"] for public in told()] == [1, 2]


def test_a_draft_is_not_told_nor_that_of_a_consultation_that_is_not_public():
    drafts = [SynthesisFactory(live=False), SynthesisFactory(consultation=ConsultationFactory(live=False))]
    assert [tell_synthesis(synthesis=page) for page in drafts] == [None, None]

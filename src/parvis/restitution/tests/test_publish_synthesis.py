"""Publishing a synthesis: words, findings and sources become a version; guarantors remark on it."""

import json

import pytest
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.ledger.models import Pending
from parvis.restitution import leaves
from parvis.restitution.domain.publish_synthesis import publish_synthesis
from parvis.restitution.domain.remark_synthesis import remark_on_synthesis
from parvis.restitution.domain.tell_synthesis import tell_synthesis
from parvis.restitution.domain.write_synthesis import describe_synthesis, remove_finding
from parvis.restitution.enums import RemarkKind
from parvis.restitution.models import PublishedSynthesis, SynthesisPage
from parvis.restitution.sections import SynthesisRemark
from parvis.restitution.showing import shown
from parvis.restitution.synthesis_queries import coverage_of, last_version
from parvis.restitution.tasks import cover_syntheses, tell_syntheses
from parvis.restitution.tests.synthesis_data import Square, member, square
from parvis.restitution.written import frozen

pytestmark = pytest.mark.django_db
WORDS = "un banc numéro 0 devant l’école"


@pytest.fixture
def place() -> Square:
    made = square()
    made.finding(contributions=[made.texts[0].pk], topics=[made.topics[1].pk], quote=WORDS)
    return made


def publish(place: Square) -> PublishedSynthesis:
    return publish_synthesis(actor=place.organiser, synthesis=place.synthesis)


def read(place: Square):
    return shown(frozen(last_version(place.synthesis)), place.consultation)


def test_a_version_holds_findings_and_sources_and_no_word_of_anybody(place: Square) -> None:
    told = publish(place)
    place.synthesis.refresh_from_db()
    assert place.synthesis.live
    assert told.words["sections"] == [
        {
            "title": "Les rues",
            "findings": [
                {
                    "text": "<p>Les bancs manquent.</p>",
                    "sources": [
                        {"contribution": place.texts[0].pk, "quote": {"in": "text", "from": 8, "to": 39}},
                        {"topic": place.topics[1].pk},
                    ],
                }
            ],
        }
    ]
    assert told.words["coverage"]["contributions_covered"] == 3
    assert WORDS not in json.dumps(told.words, ensure_ascii=False)
    public = Pending.objects.get(kind="synthesis.published").public
    assert public["sha256"] == told.digest == leaves.digest(told.words)
    assert [quote.words for quote in read(place)[0].findings[0].quotes] == [WORDS]


def test_what_is_written_after_is_read_by_nobody_until_the_next_version(place: Square) -> None:
    publish(place)
    place.finding("Autre chose.", contributions=[place.texts[1].pk])
    tell_syntheses(0)
    assert [len(part.findings) for part in read(place)] == [1]
    assert publish(place).number == 2
    assert [len(part.findings) for part in read(place)] == [2]
    with pytest.raises(Refused):
        publish(place)
    assert PublishedSynthesis.objects.count() == 2


def test_the_editor_of_pages_changes_the_frame_and_keeps_the_findings(place: Square) -> None:
    first = publish(place)
    place.finding("Autre chose.", contributions=[place.texts[1].pk])
    SynthesisPage.objects.filter(pk=place.synthesis.pk).update(summary="Des bancs, vite.")
    second = tell_synthesis(synthesis=place.synthesis)
    assert second is not None
    assert (second.number, second.words["summary"]) == (2, "Des bancs, vite.")
    assert second.words["sections"] == first.words["sections"]


def test_the_title_and_the_method_that_were_saved_go_live_with_it(place: Square) -> None:
    said = {"title": "Ce que vous avez dit", "summary": "Des bancs.", "method": "Écrite par la ville."}
    describe_synthesis(actor=place.organiser, synthesis=place.synthesis, **said)
    place.synthesis.refresh_from_db()
    assert place.synthesis.method != said["method"]
    told = publish(place)
    assert {name: told.words[name] for name in said} == said


def test_nothing_is_published_without_a_method_or_with_a_finding_that_rests_on_nothing(place: Square) -> None:
    describe_synthesis(actor=place.organiser, synthesis=place.synthesis, title="A", summary="B", method=" ")
    with pytest.raises(Refused):
        publish(place)
    describe_synthesis(actor=place.organiser, synthesis=place.synthesis, title="A", summary="B", method="C")
    bare = place.finding("Sans source.")
    with pytest.raises(Refused, match=r"1\.2"):
        publish(place)
    remove_finding(actor=place.organiser, finding=bare)
    Contribution.objects.filter(pk=place.texts[0].pk).update(text="Autre.", revised_at=timezone.now())
    with pytest.raises(Refused, match=r"1\.1"):
        publish(place)
    assert not PublishedSynthesis.objects.exists()
    assert not SynthesisPage.objects.get(pk=place.synthesis.pk).live


def test_only_an_organiser_publishes_and_once_the_consultation_is_public(place: Square) -> None:
    for role in (Role.ANALYST, Role.GUARANTOR):
        with pytest.raises(Refused):
            publish_synthesis(actor=member(place.consultation, role), synthesis=place.synthesis)
    ConsultationPage.objects.filter(pk=place.consultation.pk).update(live=False)
    with pytest.raises(Refused):
        publish(place)


def test_what_is_hidden_after_is_no_longer_shown_nor_counted(place: Square) -> None:
    publish(place)
    dated = coverage_of(place.synthesis)
    assert dated is not None
    assert dated.coverage.cited == 3
    Contribution.objects.filter(pk=place.texts[0].pk).update(state=State.HIDDEN)
    cover_syntheses()
    dated = coverage_of(place.synthesis)
    assert dated is not None
    assert (dated.coverage.total, dated.coverage.cited) == (6, 2)
    finding = read(place)[0].findings[0]
    assert (finding.quotes, finding.texts, finding.gone) == ((), (), 1)


def test_a_rewritten_text_is_quoted_by_a_published_version_no_longer(place: Square) -> None:
    publish(place)
    Contribution.objects.filter(pk=place.texts[0].pk).update(text="x" * 80, revised_at=timezone.now())
    finding = read(place)[0].findings[0]
    assert (finding.quotes, finding.stale) == ((), 1)


def test_a_guarantor_alone_remarks_on_a_published_version_and_the_log_holds_it(place: Square) -> None:
    guarantor = member(place.consultation, Role.GUARANTOR)
    given = {"synthesis": place.synthesis, "kind": RemarkKind.VISA, "text": "", "signature": "La garante"}
    with pytest.raises(Refused):
        remark_on_synthesis(actor=guarantor, **given)
    told = publish(place)
    place.synthesis.refresh_from_db()
    with pytest.raises(Refused):
        remark_on_synthesis(actor=place.organiser, **given)
    made = remark_on_synthesis(actor=guarantor, **given)
    assert (made.published, made.number) == (told, 1)
    public = Pending.objects.get(kind="synthesis.remarked").public
    assert public == {"version": 1, "remark": 1, "sha256": leaves.digest(leaves.remark_words(made))}

    for wrong in ({"kind": RemarkKind.OBSERVATIONS}, {"signature": " "}):
        with pytest.raises(Refused):
            remark_on_synthesis(actor=guarantor, **{**given, **wrong})
    assert SynthesisRemark.objects.count() == 1

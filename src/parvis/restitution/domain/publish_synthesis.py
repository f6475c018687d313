"""Publish a synthesis: its words, its findings and their sources become a version, which the log holds."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage
from parvis.merkle.canonical import Value
from parvis.restitution import coverage
from parvis.restitution.coverage import Cited, Coverage
from parvis.restitution.domain.tell_synthesis import keep_version
from parvis.restitution.enums import SourceKind
from parvis.restitution.holding import hold
from parvis.restitution.models import PublishedSynthesis, SynthesisPage
from parvis.restitution.sections import SynthesisCoverage
from parvis.restitution.showing import ShownFinding, numbers, shown
from parvis.restitution.synthesis_queries import last_version
from parvis.restitution.written import Part, being_written, findings_in, frozen, words_of


@transaction.atomic
def publish_synthesis(*, actor: Participant, synthesis: SynthesisPage) -> PublishedSynthesis:
    """Freeze it as the next version, and put its page on line. Raises `Refused`; digests tell it."""
    held = hold(actor, synthesis, "publish")
    consultation = held.consultation
    if not consultation.live:
        raise Refused(_("Publish the consultation first: its synthesis is read by everybody."))
    parts = [part for part in being_written(held.synthesis) if part.findings]
    _check(parts, consultation)
    page = _on_line(held.synthesis, actor)
    counted = coverage.count(consultation, cited_by(parts))
    more: dict[str, Value] = {"sections": words_of(parts), "coverage": _summed(counted)} if parts else {}
    told = keep_version(page, consultation, more)
    if told is None:
        raise Refused(_("Nothing changed since the last version: there is nothing to publish."))
    _keep(page, counted)
    note(actor=actor, consultation=consultation, act=DeskAct.SYNTHESIS_PUBLISHED, about=page.title)
    return told


@transaction.atomic
def count_coverage(*, synthesis: SynthesisPage) -> SynthesisCoverage | None:
    """Count again what its published version covers; nothing when that has no finding."""
    consultation: ConsultationPage = ConsultationPage.objects.parent_of(synthesis).get()
    parts = frozen(last_version(synthesis))
    return _keep(synthesis, coverage.count(consultation, cited_by(parts))) if parts else None


def cited_by(parts: list[Part]) -> Cited:
    """What they name."""
    said = list(findings_in(parts))
    return Cited(numbers(said, SourceKind.CONTRIBUTION), numbers(said, SourceKind.TOPIC))


def _check(parts: list[Part], consultation: ConsultationPage) -> None:
    for part in shown(parts, consultation):
        for finding in part.findings:
            if why := _in_the_way(finding):
                raise Refused(why % {"place": finding.place})


def _in_the_way(finding: ShownFinding) -> str:
    if not finding.source_count:
        return _("Finding %(place)s has no source that everybody reads: cite what it rests on, or remove it.")
    if finding.stale:
        return _(
            "A quote of finding %(place)s was rewritten by its author: quote it again, or remove the quote."
        )
    return ""


def _on_line(synthesis: SynthesisPage, actor: Participant) -> SynthesisPage:
    """With what was last saved of its title, its sentence and its method, which may not be empty."""
    draft = synthesis.get_latest_revision_as_object()
    if not draft.method.strip():
        raise Refused(_("Say first who wrote it, and how: everybody reads it."))
    if not draft.summary.strip():
        raise Refused(_("Say first what came out, in one sentence."))
    saved = synthesis.get_latest_revision() if synthesis.has_unpublished_changes else None
    (saved or synthesis.save_revision(user=actor)).publish(user=actor, skip_permission_checks=True)
    page: SynthesisPage = SynthesisPage.objects.get(pk=synthesis.pk)
    return page


def _summed(counted: Coverage) -> dict[str, Value]:
    """As the version freezes it."""
    topics, small = counted.all_topics, counted.small_topics
    return {
        "contributions": counted.total,
        "contributions_covered": counted.cited,
        "topics": topics.total,
        "topics_covered": topics.cited,
        "small_topics": small.total,
        "small_topics_covered": small.cited,
    }


def _keep(synthesis: SynthesisPage, counted: Coverage) -> SynthesisCoverage:
    kept, _made = SynthesisCoverage.objects.update_or_create(
        synthesis=synthesis, defaults={"figures": counted.to_json(), "computed_at": Now()}
    )
    return kept

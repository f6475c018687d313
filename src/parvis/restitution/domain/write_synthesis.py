"""Write what a synthesis states, section by section. Nobody reads it before it is published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage
from parvis.restitution.holding import Held, hold, hold_finding, hold_section
from parvis.restitution.models import SynthesisPage
from parvis.restitution.permissions import can
from parvis.restitution.sections import LONGEST_TITLE, Finding, Section
from parvis.restitution.synthesis_queries import synthesis_of
from parvis.restitution.wording import rich
from parvis.ui.words import number, too_long

MOST_SECTIONS, MOST_FINDINGS = 100, 500
"""Of a synthesis; of a section is left to whoever writes."""
LONGEST = 5000
"""Characters of a finding, as typed."""


@transaction.atomic
def begin_synthesis(
    *, actor: Participant, consultation: ConsultationPage, title: str, summary: str, method: str
) -> SynthesisPage:
    """The page, as a draft. Raises `Refused` when there is one already."""
    page: ConsultationPage = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if not can(actor, "write", page):
        raise Refused(_("Only an organiser or an analyst of this consultation does that."))
    if synthesis_of(page) is not None:
        raise Refused(_("This consultation has a synthesis already: go on with that one."))
    made: SynthesisPage = page.add_child(
        instance=SynthesisPage(
            title=title.strip(), summary=summary.strip(), method=method.strip(), live=False
        )
    )
    made.save_revision(user=actor)
    note(actor=actor, consultation=page, act=DeskAct.SYNTHESIS, about=made.title)
    return made


@transaction.atomic
def describe_synthesis(
    *, actor: Participant, synthesis: SynthesisPage, title: str, summary: str, method: str
) -> None:
    """Its title, its sentence, who wrote it and how: a draft, until it is published. Raises `Refused`."""
    held = hold(actor, synthesis)
    draft = held.synthesis.get_latest_revision_as_object()
    draft.title, draft.summary, draft.method = title.strip(), summary.strip(), method.strip()
    draft.save_revision(user=actor)
    _note(actor, held, draft.title)


@transaction.atomic
def add_section(*, actor: Participant, synthesis: SynthesisPage, title: str) -> Section:
    """At the end. Raises `Refused`."""
    held = hold(actor, synthesis)
    said = _titled(title)
    rows = Section.objects.filter(synthesis=held.synthesis)
    if rows.count() >= MOST_SECTIONS:
        raise Refused(_("A synthesis has %(count)s sections at most.") % {"count": number(MOST_SECTIONS)})
    made = Section.objects.create(synthesis=held.synthesis, place=_after(rows), title=said)
    _note(actor, held, said)
    return made


@transaction.atomic
def rename_section(*, actor: Participant, section: Section, title: str) -> None:
    """Raises `Refused`."""
    held, row = hold_section(actor, section)
    row.title = _titled(title)
    row.save(update_fields=["title"])
    _note(actor, held, row.title)


@transaction.atomic
def move_section(*, actor: Participant, section: Section, places: int) -> None:
    """Up (negative) or down, as far as it goes. Raises `Refused`."""
    held, row = hold_section(actor, section)
    rows = list(Section.objects.filter(synthesis=held.synthesis).order_by("place"))
    _place(Section, _moved(rows, row.pk, places))
    _note(actor, held, row.title)


@transaction.atomic
def remove_section(*, actor: Participant, section: Section) -> None:
    """An empty one: findings are removed one by one, or moved. Raises `Refused`."""
    held, row = hold_section(actor, section)
    if row.findings.exists():
        raise Refused(_("This section has findings: move them or remove them first."))
    row.delete()
    _note(actor, held, row.title)


@transaction.atomic
def add_finding(*, actor: Participant, section: Section, text: str) -> Finding:
    """At the end of its section. `text` as typed (see `wording`). Raises `Refused`."""
    held, row = hold_section(actor, section)
    html = _worded(text)
    if Finding.objects.filter(section__synthesis=held.synthesis).count() >= MOST_FINDINGS:
        raise Refused(_("A synthesis has %(count)s findings at most.") % {"count": number(MOST_FINDINGS)})
    made = Finding.objects.create(section=row, place=_after(row.findings.all()), text=html)
    _note(actor, held, row.title)
    return made


@transaction.atomic
def change_finding(*, actor: Participant, finding: Finding, text: str, section: Section) -> None:
    """Its words and its section. Other words are no longer those of a machine. Raises `Refused`."""
    held, row = hold_finding(actor, finding)
    html = _worded(text)
    if section.synthesis_id != held.synthesis.pk:
        raise Refused(_("Choose a section of this synthesis."))
    if html != row.text:
        row.text, row.draft, row.accepted_at = html, None, None  # type: ignore[assignment]
    if section.pk != row.section_id:
        row.section, row.place = section, _after(section.findings.all())
    row.save(update_fields=["text", "draft", "accepted_at", "section", "place"])
    _note(actor, held, section.title)


@transaction.atomic
def accept_finding(*, actor: Participant, finding: Finding) -> None:
    """Keep the words of a draft: the mark stays, and says that the team read it. Raises `Refused`."""
    held, row = hold_finding(actor, finding)
    if row.draft_id is None:
        raise Refused(_("Somebody wrote this finding: there is nothing to accept."))
    Finding.objects.filter(pk=row.pk).update(accepted_at=Now())
    _note(actor, held, row.section.title)


@transaction.atomic
def move_finding(*, actor: Participant, finding: Finding, places: int) -> None:
    """Up (negative) or down within its section, as far as it goes. Raises `Refused`."""
    held, row = hold_finding(actor, finding)
    rows = list(Finding.objects.filter(section=row.section).order_by("place"))
    _place(Finding, _moved(rows, row.pk, places))
    _note(actor, held, row.section.title)


@transaction.atomic
def remove_finding(*, actor: Participant, finding: Finding) -> None:
    """With its sources. Published versions keep it. Raises `Refused`."""
    held, row = hold_finding(actor, finding)
    row.delete()
    _note(actor, held, row.section.title)


def _note(actor: Participant, held: Held, about: str) -> None:
    note(actor=actor, consultation=held.consultation, act=DeskAct.SYNTHESIS, about=about)


def _titled(title: str) -> str:
    said = " ".join(title.split())
    if not said:
        raise Refused(_("Give this section a title."))
    if len(said) > LONGEST_TITLE:
        raise Refused(too_long(len(said), limit=LONGEST_TITLE))
    return said


def _worded(text: str) -> str:
    if len(text) > LONGEST:
        raise Refused(too_long(len(text), limit=LONGEST))
    html = rich(text)
    if not html:
        raise Refused(_("Write what this finding states."))
    return html


def _after(rows: Any) -> int:
    return int(rows.aggregate(last=Max("place"))["last"] or 0) + 1


def _moved(rows: Sequence[Any], pk: int, places: int) -> list[int]:
    order = [row.pk for row in rows]
    at = order.index(pk)
    order.pop(at)
    order.insert(min(max(at + places, 0), len(order)), pk)
    return order


def _place(model: type[Section] | type[Finding], order: Sequence[int]) -> None:
    """From 1 on; the database looks at their uniqueness once, at the end."""
    for place, pk in enumerate(order, start=1):
        model.objects.filter(pk=pk).exclude(place=place).update(place=place)

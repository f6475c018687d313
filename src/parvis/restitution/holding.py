"""A synthesis, held for somebody who writes it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage
from parvis.restitution.models import SynthesisPage
from parvis.restitution.permissions import Action, can
from parvis.restitution.sections import Finding, Section, Source


@dataclass(frozen=True, slots=True)
class Held:
    synthesis: SynthesisPage
    consultation: ConsultationPage


def hold(actor: Participant, synthesis: SynthesisPage, action: Action = "write") -> Held:
    """Locked until the end of the transaction. Raises `Refused`."""
    locked: SynthesisPage = SynthesisPage.objects.select_for_update(of=("self",)).get(pk=synthesis.pk)
    consultation: ConsultationPage = ConsultationPage.objects.parent_of(locked).get()
    if not can(actor, action, consultation):
        raise Refused(REFUSALS[action]())
    return Held(locked, consultation)


def hold_section(actor: Participant, section: Section) -> tuple[Held, Section]:
    """Raises `Refused`, also when somebody removed it meanwhile."""
    held = hold(actor, section.synthesis)
    found = Section.objects.filter(pk=section.pk, synthesis=held.synthesis).first()
    if found is None:
        raise _removed()
    return held, found


def hold_finding(actor: Participant, finding: Finding) -> tuple[Held, Finding]:
    """Raises `Refused`, also when somebody removed it meanwhile."""
    held = hold(actor, finding.section.synthesis)
    rows = Finding.objects.filter(pk=finding.pk, section__synthesis=held.synthesis)
    found = rows.select_related("section").first()
    if found is None:
        raise _removed()
    return held, found


def hold_source(actor: Participant, source: Source) -> tuple[Held, Source]:
    """Raises `Refused`, also when somebody removed it meanwhile."""
    held = hold(actor, source.finding.section.synthesis)
    rows = Source.objects.filter(pk=source.pk, finding__section__synthesis=held.synthesis)
    found = rows.select_related("contribution__kind", "finding__section").first()
    if found is None:
        raise _removed()
    return held, found


def _removed() -> Refused:
    return Refused(_("Somebody removed it meanwhile: load the page again."))


REFUSALS = {
    "write": lambda: _("Only an organiser or an analyst of this consultation does that."),
    "publish": lambda: _("Only an organiser of this consultation publishes its synthesis."),
    "remark": lambda: _("Only a guarantor of this consultation remarks on its synthesis."),
}

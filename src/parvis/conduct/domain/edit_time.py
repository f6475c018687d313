"""Change the line of time of a consultation that everybody sees, as far as it goes on keeping its rules."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.conduct.domain.explain import explain
from parvis.conduct.domain.open_consultation import broken, sentence
from parvis.conduct.enums import Chapter
from parvis.conduct.queries import gather
from parvis.conduct.rules.book import blocking
from parvis.consultations.domain import edit_phase
from parvis.consultations.domain.edit_phase import PhaseDraft
from parvis.consultations.domain.tell_rules import is_promised, tell_rules
from parvis.consultations.models import ConsultationPage, Phase, Rules


def add_phase(
    *, actor: Participant, consultation: ConsultationPage, draft: PhaseDraft, reason: str = ""
) -> Phase:
    """As `edit_phase.add_phase`; `reason` as for `needs_reason`. Raises `Refused`."""
    with _kept(actor, consultation, reason):
        return edit_phase.add_phase(actor=actor, consultation=consultation, draft=draft)


def change_phase(*, actor: Participant, phase: Phase, draft: PhaseDraft, reason: str = "") -> Phase:
    """As `edit_phase.change_phase`; `reason` as for `needs_reason`. Raises `Refused`."""
    with _kept(actor, phase.consultation, reason):
        return edit_phase.change_phase(actor=actor, phase=phase, draft=draft)


def remove_phase(*, actor: Participant, phase: Phase, reason: str = "") -> None:
    """As `edit_phase.remove_phase`; `reason` as for `needs_reason`. Raises `Refused`."""
    with _kept(actor, phase.consultation, reason):
        edit_phase.remove_phase(actor=actor, phase=phase)


def needs_reason(consultation: ConsultationPage) -> bool:
    """Whether people already take part, or took part: who changes the line of time then says why."""
    begun = consultation.phases.filter(starts_at__lte=Now(), actions__isnull=False)
    return is_promised(consultation) and begun.exists()


@contextmanager
def _kept(actor: Participant, consultation: ConsultationPage, reason: str) -> Iterator[None]:
    """What would break a rule that was kept until then, or has no reason when it needs one, is undone."""
    with transaction.atomic():
        held: ConsultationPage = ConsultationPage.objects.select_for_update(of=("self",)).get(
            pk=consultation.pk
        )
        if not is_promised(held):
            yield
            return
        tell_rules(consultation=held)  # what a job was about to tell is another change
        known, needed, former = broken(held), needs_reason(held), held.rules.last()
        yield
        after = gather(held)
        lines = blocking(after, step=after.step, chapter=Chapter.BEFORE)
        if found := [line for line in lines if line.rule.code not in known]:
            raise Refused(sentence(found))
        told = held.rules.last()
        if needed and told is not None and told != former:
            _explain(actor, told, reason)


def _explain(actor: Participant, told: Rules, reason: str) -> None:
    if not reason.strip():
        raise Refused(_("People already take part: say why this changes. Everybody will read it."))
    explain(actor=actor, rules=told, words=reason)

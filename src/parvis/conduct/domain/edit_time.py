"""Change the line of time of a consultation that everybody sees, as far as it goes on keeping its rules."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.conduct.domain.open_consultation import broken, sentence
from parvis.conduct.enums import Chapter
from parvis.conduct.queries import gather
from parvis.conduct.rules.book import blocking
from parvis.consultations.domain import edit_phase
from parvis.consultations.domain.edit_phase import PhaseDraft
from parvis.consultations.domain.tell_rules import is_promised
from parvis.consultations.models import ConsultationPage, Phase


def add_phase(*, actor: Participant, consultation: ConsultationPage, draft: PhaseDraft) -> Phase:
    """As `edit_phase.add_phase`. Raises `Refused`."""
    with _kept(consultation):
        return edit_phase.add_phase(actor=actor, consultation=consultation, draft=draft)


def change_phase(*, actor: Participant, phase: Phase, draft: PhaseDraft) -> Phase:
    """As `edit_phase.change_phase`. Raises `Refused`."""
    with _kept(phase.consultation):
        return edit_phase.change_phase(actor=actor, phase=phase, draft=draft)


def remove_phase(*, actor: Participant, phase: Phase) -> None:
    """As `edit_phase.remove_phase`. Raises `Refused`."""
    with _kept(phase.consultation):
        edit_phase.remove_phase(actor=actor, phase=phase)


@contextmanager
def _kept(consultation: ConsultationPage) -> Iterator[None]:
    """What would break a rule that was kept until then is undone."""
    with transaction.atomic():
        held: ConsultationPage = ConsultationPage.objects.select_for_update(of=("self",)).get(
            pk=consultation.pk
        )
        if not is_promised(held):
            yield
            return
        known = broken(held)
        yield
        after = gather(held)
        lines = blocking(after, step=after.step, chapter=Chapter.BEFORE)
        if found := [line for line in lines if line.rule.code not in known]:
            raise Refused(sentence(found))

"""Make a consultation public, or its changes, as far as the rules that prevent allow it."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.conduct import leaves
from parvis.conduct.domain.rehearse import rehearse
from parvis.conduct.enums import Chapter, Step
from parvis.conduct.models import DataRecord
from parvis.conduct.permissions import can
from parvis.conduct.queries import gather, gather_texts, in_force
from parvis.conduct.rehearsal.report import failures, steps_of
from parvis.conduct.rules.base import Line
from parvis.conduct.rules.book import blocking
from parvis.consultations.domain.publish import publish
from parvis.consultations.domain.tell_rules import is_promised
from parvis.consultations.models import ConsultationPage
from parvis.ledger.domain.append import append_all
from parvis.ui import words

REHEARSED = "C22"


def open_consultation(*, actor: Participant, consultation: ConsultationPage) -> None:
    """Everybody sees it from now on. Raises `Refused` with the rules that prevent it.

    What had not begun is rehearsed first, when nothing else is in the way: the report is kept, whatever it
    says. The log learns then of the record of personal data and of what was declared meanwhile.
    """
    try_it_first(actor=actor, consultation=consultation)
    _open(actor=actor, consultation=consultation)


def try_it_first(*, actor: Participant, consultation: ConsultationPage) -> None:
    """Rehearse what nobody sees yet and has not begun. Raises `Refused` with what does not work.

    Nothing is done where a rule is in the way: publishing says which.
    """
    held: ConsultationPage = ConsultationPage.objects.get(pk=consultation.pk)
    if held.live or not can(actor, "open", held) or gather(held).step > Step.ANNOUNCED:
        return
    if any(line.rule.code != REHEARSED for line in in_the_way(held)):
        return
    made = rehearse(actor=actor, consultation=held)
    if not made.passed:
        said = _("The rehearsal found what does not work, and nothing was published: %(steps)s.")
        found = dict.fromkeys(step.title for step in failures(steps_of(made)))
        raise Refused(said % {"steps": "; ".join(found)})


@transaction.atomic
def _open(*, actor: Participant, consultation: ConsultationPage) -> None:
    held: ConsultationPage = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if lines := in_the_way(held):
        raise Refused(sentence(lines))
    is_new = not is_promised(held)
    publish(actor=actor, consultation=held)
    if is_new:
        record = DataRecord.objects.filter(consultation=held)
        append_all([leaves.recorded(row) for row in record])
        append_all([leaves.attested(row) for row in in_force(held)])


def in_the_way(consultation: ConsultationPage) -> list[Line]:
    """The rules that the texts saved last do not keep.

    Of a consultation that everybody sees, only those that its published texts keep: a word may be corrected
    on one that opened before the rules were asked for, and nothing that was promised may be taken away.
    """
    wanted = gather(consultation, page=gather_texts(consultation))
    found = blocking(wanted, step=max(wanted.step, Step.ANNOUNCED), chapter=Chapter.BEFORE)
    if not consultation.live:
        return found
    known = broken(consultation)
    return [line for line in found if line.rule.code not in known]


def broken(consultation: ConsultationPage) -> set[str]:
    """The rules of before the opening that the consultation, as everybody sees it, does not keep."""
    now = gather(consultation)
    return {line.rule.code for line in blocking(now, step=now.step, chapter=Chapter.BEFORE)}


def sentence(lines: list[Line]) -> str:
    count = len(lines)
    said = ngettext(
        "%(count)s rule does not hold yet, and prevents it: %(rules)s.",
        "%(count)s rules do not hold yet, and prevent it: %(rules)s.",
        count,
    )
    named = ", ".join(f"{line.rule.title} ({line.rule.code})" for line in lines)
    return said % {"count": words.number(count), "rules": named}

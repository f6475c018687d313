"""Say how a consultation went, once it is over, and change one's answer until the evaluation closes."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.conduct.enums import Degree, EvaluationQuestion
from parvis.conduct.evaluating import refusal
from parvis.conduct.models import Evaluation
from parvis.conduct.permissions import can
from parvis.consultations.models import ConsultationPage


@transaction.atomic
def evaluate(
    *,
    actor: Participant,
    consultation: ConsultationPage,
    marks: Mapping[EvaluationQuestion, Degree],
    words: str = "",
) -> Evaluation:
    """Keep it in the place of the answer before; a question that is left out is not answered.

    The person is locked meanwhile: whoever leaves for good at this moment leaves no answer. Raises `Refused`.
    """
    person = Participant.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    if not can(person, "evaluate", consultation):
        raise Refused(refusal(person, consultation) or _("This consultation is not public."))
    said = {question.value: marks.get(question) for question in EvaluationQuestion}
    if not any(said.values()) and not words.strip():
        raise Refused(_("Answer one question at least, or write a few words."))
    row, _new = Evaluation.objects.update_or_create(
        consultation=consultation,
        participant=person,
        defaults={**said, "words": words.strip(), "changed_at": Now()},
    )
    return row

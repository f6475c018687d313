"""The answers to the form of a kind: what is public in the contribution, what is personal beside it."""

from collections.abc import Mapping
from typing import Any

from parvis.consultations.models import Kind
from parvis.contributions.answering import Answers, clean_answers
from parvis.contributions.domain.attach import Taken, checked_files
from parvis.contributions.models import Contribution, PersonalAnswer


def answers_of(
    kind: Kind, given: Mapping[str, Any], *, taken: Taken | None = None
) -> tuple[Answers, Answers]:
    """The answers to keep, public and personal, in one query whatever the number of questions.

    Without `taken`, no file is.
    """
    public, personal = clean_answers(list(kind.questions.all()), given)
    return checked_files(public, taken), personal


def keep_personal(contribution: Contribution, answers: Answers) -> None:
    """Write the personal answers of a contribution that has none yet, in the caller's transaction."""
    if not answers:
        return
    numbers = dict(contribution.kind.questions.filter(code__in=answers).values_list("code", "pk"))
    PersonalAnswer.objects.bulk_create(
        PersonalAnswer(contribution=contribution, question_id=numbers[code], value=value)
        for code, value in answers.items()
    )


def replace_personal(contribution: Contribution, answers: Answers) -> None:
    contribution.personal_answers.all().delete()
    keep_personal(contribution, answers)

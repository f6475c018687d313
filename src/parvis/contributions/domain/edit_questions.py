"""Compose what the form of a kind asks. Once people may answer, questions are added or reworded, no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.asking import (
    ACCEPTED,
    FILES,
    TOLD,
    ChoiceSettings,
    Condition,
    Option,
    ScaleSettings,
    Settings,
)
from parvis.consultations.domain.tell_rules import is_promised, tell_rules
from parvis.consultations.enums import WRITING, DeskAct, Moment, QuestionType
from parvis.consultations.journal import differences, note
from parvis.consultations.models import ConsultationPage, Kind, PhaseAction
from parvis.consultations.queries import database_now
from parvis.consultations.questions import Question
from parvis.consultations.slugs import free_slug, stem_of
from parvis.contributions.domain.edit_kind import hold
from parvis.contributions.enums import WaitingState
from parvis.contributions.waiting import OF_GUESTS

CODE_LENGTH = 36
MOST_QUESTIONS = 200


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A question as the organiser wants it."""

    type: QuestionType
    label: str
    help_text: str = ""
    is_required: bool = False
    is_personal: bool = False
    purpose: str = ""
    settings: Settings = field(default_factory=Settings)
    condition: Condition | None = None


@transaction.atomic
def add_question(*, actor: Participant, kind: Kind, draft: QuestionDraft) -> Question:
    """Add a question after the others."""
    consultation, held = _hold(actor, kind)
    questions = list(held.questions.all())
    _check_late(held, draft)
    if len(questions) >= MOST_QUESTIONS:
        raise Refused(_("A form has 200 questions at most."))
    question = Question(kind=held, code=_free_code(draft.label, questions), position=_next_place(questions))
    _write(question, draft)
    _check_conditions([*questions, question])
    question.save()
    note(actor=actor, consultation=consultation, act=DeskAct.QUESTION_ADDED, about=question.label)
    tell_rules(consultation=consultation)
    return question


@dataclass(frozen=True, slots=True)
class Brought:
    """A question of a file, with the code that conditions and answers know it by."""

    code: str
    draft: QuestionDraft


@transaction.atomic
def bring_questions(*, actor: Participant, kind: Kind, brought: Sequence[Brought]) -> int:
    """Give a form that asks nothing yet all of these questions, or none; returns how many."""
    consultation, held = _hold(actor, kind)
    _refuse_frozen(held, _("People may already answer: bring the questions into another kind."))
    if held.questions.exists():
        raise Refused(_("This form asks questions already: bring them into another kind, or remove these."))
    if len(brought) > MOST_QUESTIONS:
        raise Refused(_("A form has 200 questions at most."))
    questions = [Question(kind=held, code=one.code, position=place) for place, one in enumerate(brought)]
    for place, (question, one) in enumerate(zip(questions, brought, strict=True), start=1):
        try:
            _write(question, one.draft)
        except Refused as refusal:
            raise Refused(_("Question %(n)s: %(why)s") % {"n": place, "why": refusal}) from refusal
    _check_conditions(questions)
    Question.objects.bulk_create(questions)
    note(actor=actor, consultation=consultation, act=DeskAct.QUESTIONS_BROUGHT, about=held.plural_name)
    tell_rules(consultation=consultation)
    return len(questions)


@transaction.atomic
def change_question(*, actor: Participant, question: Question, draft: QuestionDraft) -> Question:
    """Change a question; reword it only, once people may answer: the rules say so in public."""
    consultation, held = _hold(actor, question.kind)
    questions = list(held.questions.all())
    current = next(one for one in questions if one.pk == question.pk)
    if is_frozen(held) and not is_rewording(draft_of(current), draft):
        raise Refused(_("People may already answer: words may be made clearer, the rest stays as it is."))
    if said := differences(draft_of(current), draft):
        note(
            actor=actor,
            consultation=consultation,
            act=DeskAct.QUESTION_CHANGED,
            about=current.label,
            changes=said,
        )
    _write(current, draft)
    _check_conditions(questions)
    current.save()
    tell_rules(consultation=consultation)
    return current


@transaction.atomic
def move_question(*, actor: Participant, question: Question, places: int) -> None:
    """Move a question up (negative) or down."""
    consultation, held = _hold(actor, question.kind)
    _refuse_frozen(held, _("People may already answer: the order of the questions stays as it is."))
    questions = list(held.questions.all())
    here = next(place for place, one in enumerate(questions) if one.pk == question.pk)
    moved = questions.pop(here)
    questions.insert(max(here + places, 0), moved)
    _check_conditions(questions)
    for place, one in enumerate(questions):
        one.position = place
    Question.objects.bulk_update(questions, ["position"])
    note(actor=actor, consultation=consultation, act=DeskAct.QUESTION_MOVED, about=moved.label)
    tell_rules(consultation=consultation)


@transaction.atomic
def remove_question(*, actor: Participant, question: Question) -> None:
    """Remove a question that nobody could answer yet, and on which no other hangs."""
    consultation, held = _hold(actor, question.kind)
    _refuse_frozen(held, _("People may already answer this question: it stays."))
    _check_conditions([one for one in held.questions.all() if one.pk != question.pk])
    held.questions.filter(pk=question.pk).delete()
    note(actor=actor, consultation=consultation, act=DeskAct.QUESTION_REMOVED, about=question.label)
    tell_rules(consultation=consultation)


def duplicate_question(*, actor: Participant, question: Question) -> Question:
    """Add a copy after the others, which nobody has to answer when people may answer already."""
    draft = draft_of(question)
    if is_frozen(question.kind):
        draft = replace(draft, is_required=False)
    return add_question(actor=actor, kind=question.kind, draft=draft)


def is_frozen(kind: Kind) -> bool:
    """Whether somebody answered, be it a guest whose text still waits, or may have begun to."""
    if kind.contributions.filter(quotation=None).exists() or kind.waiting_texts.exists():
        return True
    if not is_promised(kind.consultation):
        return False
    now = database_now()
    opened = PhaseAction.objects.filter(kind=kind, verb__in=WRITING).select_related("phase")
    return any(action.phase.moment(now) != Moment.FUTURE for action in opened)


def is_rewording(former: QuestionDraft, draft: QuestionDraft) -> bool:
    """Whether only words change: answers already given mean the same."""
    worded = replace(draft, label="", help_text="", settings=_unworded(draft.settings))
    return worded == replace(former, label="", help_text="", settings=_unworded(former.settings))


def draft_of(question: Question) -> QuestionDraft:
    """A question as it is, ready to be changed."""
    return QuestionDraft(
        type=QuestionType(question.type),
        label=question.label,
        help_text=question.help_text,
        is_required=question.is_required,
        is_personal=question.is_personal,
        purpose=question.purpose,
        settings=question.asks,
        condition=question.shown_if,
    )


def _unworded(settings: Settings) -> Settings:
    words: dict[str, Any] = {}
    for held in fields(settings):
        value = getattr(settings, held.name)
        if isinstance(value, tuple):
            words[held.name] = tuple(Option(option.code, "") for option in value)
        elif held.name.endswith("_label"):
            words[held.name] = ""
    return replace(settings, **words)


def _hold(actor: Participant, kind: Kind) -> tuple[ConsultationPage, Kind]:
    consultation = hold(actor, kind.consultation_id)
    held: Kind = consultation.kinds.get(pk=kind.pk)
    return consultation, held


def _check_late(kind: Kind, draft: QuestionDraft) -> None:
    """What may not be asked any more once people may answer; nor while texts of guests wait."""
    if is_frozen(kind) and draft.is_required:
        raise Refused(_("People may already answer: a question added now cannot need an answer."))
    closes = draft.is_personal or draft.type in FILES
    if closes and kind.waiting_texts.filter(OF_GUESTS, state=WaitingState.WAITING).exists():
        raise Refused(
            _("Texts of guests wait: read them first, then ask for something personal or for a file.")
        )


def _refuse_frozen(kind: Kind, sentence: str) -> None:
    if is_frozen(kind):
        raise Refused(sentence)


def _free_code(label: str, others: Sequence[Question]) -> str:
    """The key of its answers: it never changes."""
    return free_slug(stem_of(label, CODE_LENGTH, "question"), [one.code for one in others])


def _next_place(questions: Sequence[Question]) -> int:
    return max((one.position for one in questions), default=-1) + 1


def _write(question: Question, draft: QuestionDraft) -> None:
    if fault := draft.settings.fault():
        raise Refused(fault)
    if draft.is_personal and not draft.purpose:
        raise Refused(_("Say what the answer is used for: people have the right to know."))
    if draft.is_personal and draft.type in FILES:
        raise Refused(_("Photos and documents are not kept apart: ask for nothing personal by them."))
    asks = draft.type not in TOLD
    condition = draft.condition
    question.type = draft.type
    question.label = draft.label
    question.help_text = draft.help_text
    question.is_required = draft.is_required and asks
    question.is_personal = draft.is_personal and asks
    question.purpose = draft.purpose if question.is_personal else ""
    question.settings = draft.settings.written()
    question.condition = condition and {
        "question": condition.question,
        "test": str(condition.test),
        "value": condition.value,
    }
    question.__dict__.pop("asks", None)


def _check_conditions(questions: Sequence[Question]) -> None:
    """Each hangs on an earlier question, and on an answer that it may have."""
    earlier: dict[str, Question] = {}
    for question in questions:
        condition = question.shown_if
        if condition is not None:
            other = earlier.get(condition.question)
            if other is None or condition.value not in {value for value, _label in values_of(other)}:
                raise Refused(
                    _("“%(question)s” is shown according to an earlier answer: change that first.")
                    % {"question": question.label}
                )
        earlier[question.code] = question


def values_of(question: Question) -> list[tuple[str, str]]:
    """The values on which a condition may hang, with their words; none of a question that decides nothing."""
    asks = question.asks
    if isinstance(asks, ChoiceSettings):
        other = [("other", _("another answer"))] if asks.has_other else []
        return [*((option.code, option.label) for option in asks.options), *other]
    if isinstance(asks, ScaleSettings):
        return [(str(step), str(step)) for step in range(asks.lowest, asks.highest + 1)]
    return [(ACCEPTED, _("accepted"))] if question.type == QuestionType.STATEMENT else []

"""Comments with what is said below them, and questions to the organiser, one of which waits."""

from __future__ import annotations

from collections.abc import Iterable

from parvis.contributions import leaves as contributions
from parvis.contributions.models import Contribution
from parvis.debate import leaves as arguments
from parvis.debate.enums import TextKind
from parvis.debate.models import AnswerPromise, Argument
from parvis.demonstration.build import told
from parvis.demonstration.build.consultation import Frame
from parvis.demonstration.build.place import Place
from parvis.demonstration.content import Plan, Question, Remark
from parvis.ledger.domain.append import append_all
from parvis.restitution.enums import AnswerStatus
from parvis.restitution.models import Answer

ASKED = "question"
"""The key of the kind that is asked."""


def make_comments(*, plan: Plan, frame: Frame, made: dict[str, Contribution], place: Place) -> None:
    """Each comment, then what answers it."""
    for remark in plan.remarks:
        said = Argument(contribution=made[remark.on], text=remark.text, created_at=remark.at.on(place.now))
        rows = [_say(said, remark.by, frame, place), *_answers(remark, said, frame, place)]
        append_all(arguments.accepted(row) for row in rows)


def make_questions(*, plan: Plan, frame: Frame, place: Place) -> None:
    """Questions of the first phase that takes them, with their answers and what was promised."""
    if not plan.questions:
        return
    opening = min(phase.starts_at for phase in frame.phases.values())
    AnswerPromise.objects.create(consultation=frame.page, days=plan.promised_days, made_at=opening)
    rows = [_question(question, plan, frame, place) for question in plan.questions]
    append_all(contributions.accepted(row, is_question=True) for row in rows)
    pairs = zip(rows, plan.questions, strict=True)
    answers = [_answer(row, question, plan, place) for row, question in pairs if question.answered_at]
    told.tell_answers(Answer.objects.bulk_create(answers))


def _answers(remark: Remark, said: Argument, frame: Frame, place: Place) -> Iterable[Argument]:
    for by, at, text in remark.answers:
        answer = Argument(parent=said, depth=1, text=text, created_at=at.on(place.now))
        answer.contribution = said.contribution
        yield _say(answer, by, frame, place)


def _say(row: Argument, by: str, frame: Frame, place: Place) -> Argument:
    row.kind = TextKind.COMMENT
    row.phase = next(iter(frame.phases.values()))
    row.author = place.people.authors[by]
    row.identity_level = row.author.identity_level
    row.save(force_insert=True)
    return row


def _question(question: Question, plan: Plan, frame: Frame, place: Place) -> Contribution:
    author = place.people.authors[question.by]
    asking = next(phase.key for phase in plan.phases for act in phase.actions if act.verb == "ask")
    return Contribution.objects.create(
        consultation=frame.page,
        phase=frame.phases[asking],
        kind=frame.kinds[ASKED],
        author=author,
        title=question.title,
        text=question.text,
        identity_level=author.identity_level,
        created_at=question.at.on(place.now),
        shuffle_key=place.rng.getrandbits(62),
    )


def _answer(row: Contribution, question: Question, plan: Plan, place: Place) -> Answer:
    moment = question.answered_at.on(place.now) if question.answered_at else place.now
    return Answer(
        contribution=row,
        status=AnswerStatus.ANSWERED,
        text=question.answer,
        author=place.hosts.organiser,
        signature=plan.organiser,
        created_at=moment,
    )

"""Contributions that services examine: decided with their answer, waiting for a verdict, or just begun."""

from __future__ import annotations

from datetime import timedelta

from parvis.contributions.models import Contribution
from parvis.demonstration.build import told
from parvis.demonstration.build.place import Place
from parvis.demonstration.content import Row, When, read_file
from parvis.restitution.enums import ExaminationAct, ExaminationState
from parvis.restitution.models import Appraisal, Examination, ExaminationStep
from parvis.restitution.queries import answers_for


def make_examinations(*, made: dict[str, Contribution], place: Place) -> None:
    """Those of the contributions that were made. An answer to one that is examined is its verdict."""
    rows = [row for row in read_file("examinations")["examination"] if row["to"] in made]
    answers = answers_for([made[row["to"]].pk for row in rows])
    for row in rows:
        text, at = made[row["to"]], When.parse(row["at"]).on(place.now)
        answer = answers.get(text.pk)
        state = ExaminationState.DECISION if "recommendation" in row else ExaminationState.ANALYSIS
        held = Examination.objects.create(
            contribution=text,
            service=row["service"],
            analyst=place.hosts.organiser,
            due_on=place.now.date() + timedelta(days=row["due"]),
            state=ExaminationState.DECIDED if answer else state,
            recommendation=row.get("recommendation", ""),
            summary=row.get("summary", ""),
            words_read=text.entry if "recommendation" in row else None,
            answer=answer,
            author=place.hosts.organiser,
            created_at=at,
        )
        _fill(held, row)
        if answer is not None:
            told.tell_examination(held)


def _fill(held: Examination, row: Row) -> None:
    Appraisal.objects.bulk_create(Appraisal(examination=held, **one) for one in row.get("criteria", ()))
    acts = [ExaminationAct.ASKED]
    acts += [ExaminationAct.ANALYSED] if held.recommendation else []
    acts += [ExaminationAct.DECIDED] if held.answer else []
    ExaminationStep.objects.bulk_create(
        ExaminationStep(examination=held, act=act, author=held.author, created_at=held.created_at)
        for act in acts
    )

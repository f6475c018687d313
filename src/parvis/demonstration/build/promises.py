"""What was promised after a consultation, and what came of it so far."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from parvis.contributions.models import Contribution
from parvis.demonstration.build import told
from parvis.demonstration.build.consultation import Frame
from parvis.demonstration.build.place import Place
from parvis.demonstration.content import Plan, Row, When
from parvis.restitution.enums import CommitmentState
from parvis.restitution.models import Commitment, CommitmentLink, CommitmentUpdate, Milestone

NOON = time(12)


def make_commitments(*, plan: Plan, frame: Frame, made: dict[str, Contribution], place: Place) -> None:
    """Each with its steps, its news in order, and its leaves."""
    for number, row in enumerate(plan.commitments, 1):
        due_on = _day(row["due"], place)
        held = Commitment.objects.create(
            consultation=frame.page,
            number=number,
            title=row["title"],
            text=row["text"].strip(),
            owner=row["owner"],
            first_due_on=due_on,
            due_on=due_on,
            in_charge=place.hosts.organiser,
            answers_synthesis=True,
            author=place.hosts.organiser,
            created_at=When.parse(row["at"]).on(place.now),
        )
        CommitmentLink.objects.bulk_create(
            CommitmentLink(commitment=held, contribution=made[key]) for key in row["answers"]
        )
        steps = [_step(held, step, place) for step in row["steps"]]
        news = [
            _news(held, rank, fields, place) for rank, fields in enumerate(_history(row, steps, place), 1)
        ]
        told.tell_commitment(held, steps, news)


def _step(held: Commitment, row: Row, place: Place) -> Milestone:
    return Milestone.objects.create(
        commitment=held,
        title=row["title"],
        due_on=_day(row["due"], place),
        done_on=_day(row["done"], place) if "done" in row else None,
        evidence=row.get("evidence", ""),
        author=place.hosts.organiser,
        created_at=held.created_at,
    )


def _history(row: Row, steps: list[Milestone], place: Place) -> Iterator[Row]:
    """News and steps that are done, the first told first."""
    zone = place.now.tzinfo
    found = [{**news, "at": When.parse(news["at"]).on(place.now)} for news in row["news"]]
    found += [
        {
            "at": datetime.combine(step.done_on, NOON, zone),
            "state": CommitmentState.UNDER_WAY,
            "text": step.title,
            "evidence": step.evidence,
            "milestone": step,
        }
        for step in steps
        if step.done_on is not None
    ]
    yield from sorted(found, key=lambda news: news["at"])


def _news(held: Commitment, rank: int, row: Row, place: Place) -> CommitmentUpdate:
    held.state = row["state"]
    held.save(update_fields=["state"])
    return CommitmentUpdate.objects.create(
        commitment=held,
        number=rank,
        state=row["state"],
        text=row["text"],
        evidence=row.get("evidence", ""),
        milestone=row.get("milestone"),
        author=place.hosts.organiser,
        created_at=row["at"],
    )


def _day(days: int, place: Place) -> date:
    return place.now.date() + timedelta(days=days)

"""Reading votes, meetings, topics, commitments, archives and the checkpoints of the public log."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Query

from parvis.ballots.gathered import groups_of
from parvis.ballots.methods import method_of
from parvis.ballots.models import Tally
from parvis.ballots.permissions import ballot_for
from parvis.ballots.queries import counts_of
from parvis.ballots.secrecy import hides_counts
from parvis.consultations.enums import Moment, Verb
from parvis.consultations.models import PhaseAction
from parvis.consultations.queries import database_now
from parvis.contributions.models import PUBLISHED, UNMERGED, Contribution
from parvis.gatherings.models import Event
from parvis.gatherings.queries import attendances, public_events
from parvis.ledger.models import Checkpoint
from parvis.opendata.api import schemas
from parvis.opendata.api.paging import Paged, Reading, page_of
from parvis.opendata.api.routes import ANYBODY, Id, address, labelled, public_consultation, read_at
from parvis.opendata.models import Archive
from parvis.opendata.queries import offered_archive
from parvis.restitution.commitments import Commitment, CommitmentUpdate, Milestone
from parvis.understanding.models import Topic
from parvis.understanding.queries import SHOWN

Shown = dict[str, Any]


@read_at(
    "/consultations/{consultation_id}/ballots",
    schemas.BallotPageOut,
    summary=_("Votes of a consultation, with their rules"),
    name="ballots",
)
def ballots(request: HttpRequest, consultation_id: Id, asked: Query[Paged]) -> Shown:
    page = public_consultation(consultation_id)
    rows = PhaseAction.objects.filter(verb=Verb.VOTE, phase__consultation=page)
    rows = rows.select_related("phase__consultation")
    now = database_now()
    return page_of(request, rows, asked, show=lambda found: [ballot_out(row, now) for row in found])


@read_at(
    "/ballots/{ballot_id}/tallies",
    schemas.TallyPageOut,
    summary=_("Counts of a vote, item by item"),
    name="tallies",
    words=_("As its page shows them, every few seconds; none while they are hidden."),
)
def tallies(request: HttpRequest, ballot_id: Id, asked: Query[Paged]) -> Shown:
    try:
        ballot, _standing = ballot_for(ANYBODY, ballot_id)
    except PhaseAction.DoesNotExist:
        raise Http404 from None
    if _is_hidden(ballot, database_now()):
        return {"items": [], "next": None, "cursor": asked.cursor, "counts_are_hidden": True}
    own = Tally.objects.filter(ballot=ballot, contribution=OuterRef("pk"))
    merged = Tally.objects.filter(ballot=ballot, contribution__merged_into=OuterRef("pk"))
    # Texts identical to another one keep their votes, and have their line here as in the list.
    voted = Exists(own) | Exists(merged)
    items = Contribution.objects.filter(PUBLISHED & UNMERGED, voted, kind=ballot.kind_id)
    page = page_of(
        request, items.defer("search"), asked, show=lambda found: _tallies(ballot, found)
    )  # fmt: skip
    return {**page, "counts_are_hidden": False}


@read_at(
    "/consultations/{consultation_id}/events",
    schemas.EventPageOut,
    summary=_("Events of a consultation"),
    name="events",
    words=_("Announced ones, in the order in which they were written; those that were cancelled included."),
)
def events(request: HttpRequest, consultation_id: Id, asked: Query[Paged]) -> Shown:
    rows = public_events(public_consultation(consultation_id))
    return page_of(request, rows, asked, show=_events)


@read_at(
    "/consultations/{consultation_id}/topics",
    schemas.TopicPageOut,
    summary=_("Topics of the published analyses of a consultation"),
    name="topics",
)
def topics(request: HttpRequest, consultation_id: Id, asked: Query[Paged]) -> Shown:
    page = public_consultation(consultation_id)
    told = Q(analysis__consultation=page, analysis__published_at__isnull=False)
    rows = Topic.objects.filter(SHOWN, told).select_related("analysis")
    return page_of(request, rows, asked, show=lambda found: [_topic(row) for row in found])


@read_at(
    "/consultations/{consultation_id}/commitments",
    schemas.CommitmentPageOut,
    summary=_("Commitments that followed a consultation, with their news"),
    name="commitments",
)
def commitments(request: HttpRequest, consultation_id: Id, asked: Query[Paged]) -> Shown:
    page = public_consultation(consultation_id)
    rows = Commitment.objects.filter(consultation=page).select_related("consultation")
    rows = rows.prefetch_related("milestones", "updates")
    return page_of(
        request, rows, asked, show=lambda found: [commitment_out(row) for row in found], key="number"
    )  # fmt: skip


@read_at(
    "/consultations/{consultation_id}/exports",
    schemas.ArchivesOut,
    summary=_("The archive of a consultation: everything public, in one file"),
    name="exports",
    words=_("None when a text was taken away since the last one was made: another one comes."),
)
def exports(request: HttpRequest, consultation_id: Id, asked: Query[Reading]) -> Shown:
    page = public_consultation(consultation_id)
    found = offered_archive(page)
    return {"items": [] if found is None else [archive_out(found, page.slug)]}


@read_at(
    "/checkpoints",
    schemas.CheckpointPageOut,
    summary=_("Checkpoints of the public log"),
    name="checkpoints",
    words=_("What was signed, the smallest size first."),
)
def checkpoints(request: HttpRequest, asked: Query[Paged]) -> Shown:
    return page_of(
        request, Checkpoint.objects.all(), asked, show=lambda found: [checkpoint_out(row) for row in found]
    )  # fmt: skip


@read_at(
    "/checkpoints/latest",
    schemas.CheckpointOut,
    summary=_("The last checkpoint of the public log"),
    name="latest_checkpoint",
)
def latest_checkpoint(request: HttpRequest, asked: Query[Reading]) -> Shown:
    found = Checkpoint.objects.order_by("-size").first()
    if found is None:
        raise Http404
    return checkpoint_out(found)


def archive_out(found: Archive, slug: str) -> Shown:
    """`slug` is that of its consultation."""
    return {
        "url": address("opendata:archive", slug),
        "page": address("opendata:open_data", slug),
        "made_at": found.made_at,
        "bytes": found.bytes,
        "sha256": found.sha256,
        "log_size": found.size,
    }


def _is_hidden(ballot: PhaseAction, now: datetime) -> bool:
    """Its phase is loaded. Counts that mean nothing before the method makes a result of them wait for it."""
    is_over = ballot.phase.moment(now) == Moment.PAST
    return hides_counts(ballot, now) or not (method_of(ballot.ballot_method).shows_counts or is_over)


def ballot_out(ballot: PhaseAction, now: datetime) -> Shown:
    """Its phase is loaded, with its consultation."""
    method = method_of(ballot.ballot_method)
    return {
        "id": ballot.pk,
        "consultation": ballot.phase.consultation_id,
        "phase": ballot.phase_id,
        "kind": ballot.kind_id,
        "url": address("ballots:ballot", ballot.pk),
        "method": labelled(ballot.ballot_method, ballot.get_ballot_method_display()),
        "explanation": method.explain(ballot),
        "starts_at": ballot.phase.starts_at,
        "ends_at": ballot.phase.ends_at,
        "minimum_level": ballot.minimum_level,
        "limit": ballot.ballot_limit,
        "choices": [labelled(answer.code, answer.label) for answer in method.answers_of(ballot)],
        "is_public": ballot.ballot_is_public,
        "counts_are_hidden": _is_hidden(ballot, now),
    }


def _tallies(ballot: PhaseAction, items: list[Contribution]) -> list[Shown]:
    ids = [item.pk for item in items]
    counts = counts_of([ballot.pk], ids, fresh=False, groups=groups_of(items))
    codes = {answer.choice: answer.code for answer in method_of(ballot.ballot_method).answers_of(ballot)}
    return [
        {
            "contribution": pk,
            "url": address("front:contribution", pk),
            "counts": [
                {"choice": choice, "code": codes.get(choice), "people": one.live, "imported": one.imported}
                for choice, one in sorted(counts[ballot.pk, pk].items(), reverse=True)
            ],
        }
        for pk in ids
    ]


def _events(rows: list[Event]) -> list[Shown]:
    now = database_now()
    return [
        {
            "id": event.pk,
            "consultation": event.consultation_id,
            "url": address("front:event", event.pk),
            "title": event.title,
            "summary": event.summary,
            "state": labelled(event.state, event.get_state_display()),
            "reason": event.reason or None,
            "format": labelled(event.format, event.get_format_display()),
            "starts_at": event.starts_at,
            "ends_at": event.ends_at,
            "place": event.place,
            "address": event.address,
            "longitude": event.longitude,
            "latitude": event.latitude,
            "capacity": event.capacity,
            "present": came.present if event.ends_at <= now and not event.is_cancelled else None,
        }
        for event, came in attendances(rows)
    ]


def _topic(row: Topic) -> Shown:
    return {
        "id": row.pk,
        "analysis": row.analysis_id,
        "consultation": row.analysis.consultation_id,
        "url": address("front:topic", row.pk),
        "title": row.title,
        "words": row.words,
        "contributions": row.size,
        "is_validated": row.is_validated,
        "published_at": row.analysis.published_at,
    }


def commitment_out(row: Commitment) -> Shown:
    """Its consultation is loaded, and best its steps and its news."""
    return {
        "id": row.pk,
        "number": row.number,
        "consultation": row.consultation_id,
        "url": address("front:commitment", row.consultation.slug, row.number),
        "title": row.title,
        "text": row.text,
        "owner": row.owner,
        "state": labelled(row.state, row.get_state_display()),
        "reason": row.reason or None,
        "first_due_on": row.first_due_on,
        "due_on": row.due_on,
        "published_at": row.created_at,
        "milestones": [_milestone(step) for step in row.milestones.all()],
        "updates": [_update(news) for news in row.updates.all()],
        "entry": row.entry,
    }


def _milestone(step: Milestone) -> Shown:
    return {
        "id": step.pk,
        "title": step.title,
        "due_on": step.due_on,
        "done_on": step.done_on,
        "evidence": step.evidence or None,
        "evidence_link": step.evidence_link or None,
    }


def _update(news: CommitmentUpdate) -> Shown:
    return {
        "id": news.pk,
        "number": news.number,
        "state": labelled(news.state, news.get_state_display()),
        "text": news.text,
        "reason": news.reason or None,
        "due_on": news.due_on,
        "evidence": news.evidence or None,
        "evidence_link": news.evidence_link or None,
        "published_at": news.created_at,
    }


def checkpoint_out(row: Checkpoint) -> Shown:
    return {
        "size": row.size,
        "root": bytes(row.root).hex(),
        "signed_at": row.signed_at,
        "note": row.note,
        "url": address("log:former_checkpoint", row.size),
    }

"""Reading consultations, contributions, what is said of them, and answers."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from ninja import Query
from pydantic import Field

from parvis.consultations.enums import Visibility
from parvis.consultations.models import ConsultationPage, Kind, Phase, PhaseAction
from parvis.consultations.queries import database_now, phases_of
from parvis.contributions.models import PUBLISHED, Contribution, Version
from parvis.contributions.queries import contribution_for
from parvis.debate.models import HEARD, Argument
from parvis.opendata.api import schemas
from parvis.opendata.api.paging import Number, Paged, Reading, page_of
from parvis.opendata.api.routes import ANYBODY, Id, address, labelled, public_consultation, read_at
from parvis.restitution.models import Answer

Shown = dict[str, Any]


class ContributionsAsked(Paged):
    """Narrowed by what the consultation names; together, they must all hold."""

    phase: Number | None = Field(None, description=gettext_noop("of this phase"))
    kind: Number | None = Field(None, description=gettext_noop("of this kind"))
    theme: Number | None = Field(None, description=gettext_noop("under this theme"))


class SaidAsked(Paged):
    contribution: Number | None = Field(None, description=gettext_noop("on this contribution"))


@read_at(
    "/consultations",
    schemas.ConsultationPageOut,
    summary=_("Consultations"),
    name="consultations",
    words=_("Published ones, in the order in which they were begun."),
)
def consultations(request: HttpRequest, asked: Query[Paged]) -> Shown:
    rows = ConsultationPage.objects.live()
    return page_of(request, rows, asked, show=lambda found: [_line(page) for page in found])


@read_at(
    "/consultations/{consultation_id}",
    schemas.ConsultationOut,
    summary=_("One consultation: its phases, kinds and themes"),
    name="consultation",
)
def consultation(request: HttpRequest, consultation_id: Id, asked: Query[Reading]) -> Shown:
    page, now = public_consultation(consultation_id), database_now()
    return {
        **_line(page),
        "licence": settings.PARVIS_DATA_LICENCE,
        "phases": [_phase(phase, now) for phase in phases_of(page)],
        "kinds": [_kind(kind) for kind in page.kinds.prefetch_related("questions")],
        "themes": list(page.themes.all()),
    }


@read_at(
    "/consultations/{consultation_id}/contributions",
    schemas.ContributionPageOut,
    summary=_("Contributions of a consultation"),
    name="contributions",
    words=_(
        "In the order in which they appeared: identical and merged ones as well, each with its own words."
    ),
)
def contributions(request: HttpRequest, consultation_id: Id, asked: Query[ContributionsAsked]) -> Shown:
    rows = public_contributions(public_consultation(consultation_id))
    for name in ("phase", "kind", "theme"):
        if (number := getattr(asked, name)) is not None:
            rows = rows.filter(**{name: number})
    return page_of(request, rows, asked, show=lambda found: [contribution_out(item) for item in found])


@read_at(
    "/contributions/{contribution_id}",
    schemas.ContributionOut,
    summary=_("One contribution"),
    name="contribution",
)
def contribution(request: HttpRequest, contribution_id: Id, asked: Query[Reading]) -> Shown:
    return contribution_out(contribution_for(ANYBODY, contribution_id, "read"))


@read_at(
    "/contributions/{contribution_id}/versions",
    schemas.VersionPageOut,
    summary=_("What a contribution said before"),
    name="versions",
    words=_("Former words, from the first reaction on."),
)
def versions(request: HttpRequest, contribution_id: Id, asked: Query[Paged]) -> Shown:
    item = contribution_for(ANYBODY, contribution_id, "read")
    rows = Version.objects.filter(contribution=item, is_public=True)
    return page_of(request, rows, asked, show=lambda found: [_version(row) for row in found])


@read_at(
    "/consultations/{consultation_id}/arguments",
    schemas.ArgumentPageOut,
    summary=_("Arguments and comments of a consultation, with their replies"),
    name="arguments",
    words=_("Those of a text that is gone are gone too, and replies with what they reply to."),
)
def arguments(request: HttpRequest, consultation_id: Id, asked: Query[SaidAsked]) -> Shown:
    about = public_contributions(public_consultation(consultation_id))
    rows = Argument.objects.filter(HEARD, PUBLISHED, contribution__in=_narrowed(about, asked))
    rows = rows.select_related("author")
    return page_of(request, rows, asked, show=lambda found: [_argument(row) for row in found])


@read_at(
    "/consultations/{consultation_id}/answers",
    schemas.AnswerPageOut,
    summary=_("Official answers of a consultation"),
    name="answers",
    words=_("Those that were replaced are among them."),
)
def answers(request: HttpRequest, consultation_id: Id, asked: Query[SaidAsked]) -> Shown:
    about = public_contributions(public_consultation(consultation_id))
    rows = dated_answers().filter(contribution__in=_narrowed(about, asked))
    return page_of(request, rows, asked, show=lambda found: [answer_out(row) for row in found])


def dated_answers() -> QuerySet[Any]:
    """Official answers, each knowing whether a later one replaced it."""
    later = Answer.objects.filter(contribution=OuterRef("contribution"), pk__gt=OuterRef("pk"))
    return Answer.objects.annotate(was_replaced=Exists(later))


def public_contributions(page: ConsultationPage) -> QuerySet[Contribution]:
    """Those that everybody reads of a consultation that everybody sees, with who signs them."""
    rows = Contribution.objects.filter(PUBLISHED, consultation=page).with_coauthors()
    rows = rows.exclude(kind__visibility=Visibility.PRIVATE)
    return rows.select_related("author", "organisation").defer("search")


def contribution_out(item: Contribution) -> Shown:
    """Of a text that everybody may read; its author and its organisation are loaded."""
    return {
        "id": item.pk,
        "url": address("front:contribution", item.pk),
        "consultation": item.consultation_id,
        "phase": item.phase_id,
        "kind": item.kind_id,
        "theme": item.theme_id,
        "title": item.title,
        "text": item.text,
        "answers": item.form_answers,
        "author": str(item.signed_by) if item.signed_by else None,
        "is_organisation": item.organisation_id is not None,
        "coauthors": list(item.coauthor_names),
        "identity_level": item.identity_level,
        "origin": labelled(item.origin, item.get_origin_display()),
        "created_at": item.created_at,
        "received_at": item.received_at,
        "revised_at": item.revised_at,
        "is_late": item.is_late,
        "responds_to": item.responds_to_id,
        "merged_into": item.merged_into_id,
        "arguments": item.argument_count,
        "entry": item.entry,
    }


def _narrowed(rows: QuerySet[Contribution], asked: SaidAsked) -> QuerySet[Contribution]:
    found = rows if asked.contribution is None else rows.filter(pk=asked.contribution)
    return found.order_by().values("pk")  # type: ignore[return-value]


def _line(page: ConsultationPage) -> Shown:
    return {
        "id": page.pk,
        "slug": page.slug,
        "title": page.title,
        "summary": page.summary,
        "organiser": page.organiser,
        "url": address("front:consultation", page.slug),
        "published_at": page.first_published_at,
        "answer_due": page.answer_due,
        "takes_api": page.takes_api,
    }


def _phase(phase: Phase, now: datetime) -> Shown:
    return {
        "id": phase.pk,
        "title": phase.title,
        "summary": phase.summary,
        "starts_at": phase.starts_at,
        "ends_at": phase.ends_at,
        "moment": str(phase.moment(now)),
        "actions": [_action(action) for action in phase.actions.all()],
    }


def _action(action: PhaseAction) -> Shown:
    return {
        "id": action.pk,
        "verb": str(action.verb),
        "kind": action.kind_id,
        "minimum_level": action.minimum_level,
        "method": action.ballot_method or None,
        "is_read_first": action.read_within is not None,
    }


def _kind(kind: Kind) -> Shown:
    return {
        "id": kind.pk,
        "code": kind.code,
        "name": kind.name,
        "is_titled": kind.is_titled,
        "has_text": kind.has_text,
        "text_limit": kind.text_limit,
        "is_private": kind.is_private,
        "responds_to": kind.responds_to_id,
        "questions": [
            labelled(question.code, question.label)
            for question in kind.questions.all()
            if not question.is_personal
        ],
    }


def _version(row: Version) -> Shown:
    return {
        "id": row.pk,
        "contribution": row.contribution_id,
        "number": row.number,
        "title": row.title,
        "text": row.text,
        "answers": row.form_answers,
        "replaced_at": row.replaced_at,
    }


def _argument(row: Argument) -> Shown:
    return {
        "id": row.pk,
        "contribution": row.contribution_id,
        "url": address("front:contribution", row.contribution_id),
        "parent": row.parent_id,
        "kind": str(row.kind),
        "side": row.side or None,
        "text": row.text,
        "source": row.source or None,
        "quoted": row.quoted or None,
        "author": str(row.author) if row.author else None,
        "identity_level": row.identity_level,
        "origin": labelled(row.origin, row.get_origin_display()),
        "created_at": row.created_at,
        "supports": row.total_support,
        "entry": row.entry,
    }


def answer_out(row: Any) -> Shown:
    """Of one of `dated_answers`."""
    return {
        "id": row.pk,
        "contribution": row.contribution_id,
        "url": address("front:contribution", row.contribution_id),
        "status": labelled(row.status, row.get_status_display()),
        "text": row.text,
        "signature": row.signature,
        "published_at": row.created_at,
        "is_current": not row.was_replaced,
        "entry": row.entry,
    }

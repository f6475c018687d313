"""Start again from a consultation: a draft with its frame, and nothing of what people did in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.domain.appoint import appoint
from parvis.consultations.domain.draft import add_draft
from parvis.consultations.enums import Role
from parvis.consultations.models import (
    ConsultationPage,
    Kind,
    Phase,
    PhaseAction,
    Question,
    Theme,
    TrustedDomain,
)
from parvis.consultations.permissions import can
from parvis.consultations.queries import phases_of
from parvis.pages.models import ResourcePage
from parvis.pages.terms import Term

Row = TypeVar("Row", bound=Model)
COPIED: dict[type[Model], tuple[str, ...]] = {
    ConsultationPage: (
        "summary", "organiser", "presentation", "objective", "decision_maker", "use_of_contributions",
        "open_points", "settled_points", "answer_in_charge", "contact", "profile", "replaced_committee",
        "alternatives", "funder", "operator", "offline_ways", "has_no_guarantor", "currency", "picture",
        "scale", "way", "unindexed", "takes_api",
    ),
    Theme: ("name", "description", "position"),
    Term: ("word", "variants", "definition", "source", "link"),
    TrustedDomain: ("pattern",),
    Kind: (
        "code", "name", "plural_name", "call", "help_text", "is_titled", "has_text", "text_limit",
        "visibility", "one_per_person", "role", "position",
    ),
    Question: (
        "code", "type", "label", "help_text", "is_required", "is_personal", "purpose", "settings",
        "condition", "position",
    ),
    Phase: ("title", "summary", "position", "source", "source_count"),
    PhaseAction: (
        "verb", "minimum_level", "ballot_method", "ballot_limit", "ballot_limit_each", "ballot_scale",
        "ballot_quorum", "ballot_threshold", "ballot_hides_counts", "ballot_is_public", "allows_guests",
        "read_within",
    ),
}  # fmt: skip
"""What is taken as it is."""
ANEW: dict[type[Model], tuple[str, ...]] = {
    ConsultationPage: ("page_ptr",),
    Theme: ("id", "consultation"),
    Term: ("id", "host"),
    TrustedDomain: ("id", "consultation"),
    Kind: ("id", "consultation", "responds_to"),
    Question: ("id", "kind"),
    Phase: ("id", "consultation", "starts_at", "ends_at", "source_phase"),
    PhaseAction: ("id", "phase", "kind"),
}
"""What is made again: who belongs to whom, and the days."""
LEFT_OUT: dict[type[Model], tuple[str, ...]] = {
    ConsultationPage: ("answer_due", "announcement", "sponsor_word", "sponsor"),
    Phase: ("carried_at",),
}
"""What was said or done of the former one alone."""


@transaction.atomic
def duplicate(
    *, actor: Participant, source: ConsultationPage, title: str, starts_on: date
) -> ConsultationPage:
    """A draft with the same texts, themes, words explained, kinds, questions, phases, votes to open, levels
    and resources.

    The first phase begins on `starts_on`, the others as many days after it as they did, each at its hour.
    Texts are those published or, when none were, those saved last; resources come as drafts, to be read
    again. Raises `Refused`.
    """
    if not can(actor, "duplicate", source):
        raise Refused(
            _("Only an organiser of this consultation, who may create others, starts again from it.")
        )
    made = ConsultationPage(title=title, **_values(_texts_of(source)))
    add_draft(actor=actor, consultation=made)
    Theme.objects.bulk_create(Theme(consultation=made, **_values(theme)) for theme in source.themes.all())
    TrustedDomain.objects.bulk_create(
        TrustedDomain(consultation=made, **_values(domain)) for domain in source.trusted_domains.all()
    )
    Term.objects.bulk_create(Term(host=made, **_values(term)) for term in Term.objects.filter(host=source))
    kinds = _copy_kinds(source, made)
    _copy_phases(source, made, kinds, starts_on)
    _copy_resources(actor, source, made)
    appoint(actor=None, consultation=made, person=actor, role=Role.ORGANISER)
    return made


def _texts_of(source: ConsultationPage) -> ConsultationPage:
    if source.live or source.first_published_at is not None:
        return source
    saved: ConsultationPage = source.get_latest_revision_as_object()
    return saved


def _values(row: Model) -> dict[str, Any]:
    return {name: getattr(row, name) for name in COPIED[type(row)]}


def _copy_kinds(source: ConsultationPage, made: ConsultationPage) -> dict[int, Kind]:
    """The new kinds, by the key of the former ones."""
    kinds: dict[int, Kind] = {}
    rows = source.kinds.prefetch_related("questions")
    for row in _after_their_source(rows, lambda kind: kind.responds_to_id):
        answered = kinds[row.responds_to_id] if row.responds_to_id else None
        kinds[row.pk] = Kind.objects.create(consultation=made, responds_to=answered, **_values(row))
        Question.objects.bulk_create(
            Question(kind=kinds[row.pk], **_values(question)) for question in row.questions.all()
        )
    return kinds


def _copy_phases(
    source: ConsultationPage, made: ConsultationPage, kinds: dict[int, Kind], starts_on: date
) -> None:
    rows, phases = phases_of(source), dict[int, Phase]()
    if not rows:
        return
    later = starts_on - min(timezone.localdate(row.starts_at) for row in rows)
    for row in _after_their_source(rows, lambda phase: phase.source_phase_id):
        phases[row.pk] = Phase.objects.create(
            consultation=made,
            starts_at=_moved(row.starts_at, later),
            ends_at=None if row.ends_at is None else _moved(row.ends_at, later),
            source_phase=phases[row.source_phase_id] if row.source_phase_id else None,
            **_values(row),
        )
        PhaseAction.objects.bulk_create(
            PhaseAction(phase=phases[row.pk], kind=kinds[action.kind_id], **_values(action))
            for action in row.actions.all()
        )


def _copy_resources(actor: Participant, source: ConsultationPage, made: ConsultationPage) -> None:
    copies: dict[int, ResourcePage] = {}
    rows = ResourcePage.objects.child_of(source).order_by(F("translates").asc(nulls_first=True), "path")
    for page in rows:
        copy = page.copy(to=made, recursive=False, copy_revisions=False, keep_live=False, user=actor)
        copies[page.pk] = copy
        if page.translates_id in copies:
            copy.translates = copies[page.translates_id]
            copy.save(update_fields=["translates"], clean=False)


def _after_their_source(rows: Sequence[Row], source: Callable[[Row], int | None]) -> list[Row]:
    """The rows, each after the one that it points to; there is no circle."""
    waiting, found = {row.pk: row for row in rows}, dict[int, Row]()
    while waiting:
        ready = [row for row in waiting.values() if source(row) not in waiting]
        if not ready:
            raise ValueError(list(waiting))
        for row in ready:
            found[row.pk] = waiting.pop(row.pk)
    return list(found.values())


def _moved(moment: datetime, by: timedelta) -> datetime:
    """As many days later, at the same hour of the place."""
    return timezone.make_aware(timezone.localtime(moment).replace(tzinfo=None) + by)

"""Take contributions of a consultation that is over into another one, as quotations."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from parvis.accounts.enums import Origin
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import KindRole, Source, Visibility
from parvis.consultations.models import ConsultationPage, Kind, Phase
from parvis.consultations.permissions import can
from parvis.consultations.queries import database_now, kinds_apart, phases_of
from parvis.contributions import leaves
from parvis.contributions.models import Contribution, ContributionQuerySet
from parvis.contributions.quotations import Quotation
from parvis.contributions.refusals import NOT_HERE
from parvis.ledger.domain.append import append_all


def quotable(consultation: ConsultationPage) -> ContributionQuerySet:
    """What may be taken over: public texts that lists show, of kinds that people write in their own words."""
    kinds = Kind.objects.filter(
        consultation=consultation,
        role=KindRole.PLAIN,
        visibility=Visibility.PUBLIC,
        one_per_person=False,
    ).exclude(pk__in=kinds_apart(consultation).values("pk"))
    return Contribution.objects.listed().filter(consultation=consultation, kind__in=kinds)


def quote(
    *, actor: Participant, consultation: ConsultationPage, contributions: Sequence[Contribution]
) -> list[Contribution]:
    """Make a contribution without an author of each, which leads to the text that it quotes, and is led to.

    They stand where their kind is first opened; of each, the words and the theme are taken, and not what its
    form asked nor its files. Each has its line in the log. Raises `Refused`.
    """
    with transaction.atomic():
        held = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
        if not can(actor, "edit", held):
            raise Refused(NOT_HERE)
        contributions = _still_public(contributions)
        kinds = {kind.code: kind for kind in held.kinds.all()}
        themes = {theme.name: theme for theme in held.themes.all()}
        places, now = _places(held), database_now()
        rows = [
            Contribution(
                consultation=held,
                kind=kinds[text.kind.code],
                phase=places.get(text.kind.code),
                theme=themes.get(text.theme.name) if text.theme else None,
                title=text.shown_title,
                text=text.shown_text,
                origin=Origin.IMPORT,
                created_at=now,
                external_id=f"quotation {text.pk}",
            )
            for text in contributions
            if text.kind.code in kinds
        ]
        sources = [text for text in contributions if text.kind.code in kinds]
        made = Contribution.objects.bulk_create(rows)
        Quotation.objects.bulk_create(
            Quotation(contribution=row, source=text) for row, text in zip(made, sources, strict=True)
        )
        append_all(leaves.accepted(row) for row in made)
        return made


def _still_public(contributions: Sequence[Contribution]) -> list[Contribution]:
    """As they are now, until the end: what is withdrawn or hidden meanwhile is not taken over."""
    rows = Contribution.objects.listed().select_for_update(of=("self",)).defer("search")
    rows = rows.select_related("kind", "theme", "author", "organisation", "gathering")
    found = {row.pk: row for row in rows.filter(pk__in=[one.pk for one in contributions]).order_by("pk")}
    return [found[one.pk] for one in contributions if one.pk in found]


def _places(consultation: ConsultationPage) -> dict[str, Phase]:
    """By kind, the first phase that opens it and carries nothing over: what follows takes it from there."""
    found: dict[str, Phase] = {}
    for phase in phases_of(consultation):
        if phase.source == Source.NOTHING:
            for action in phase.actions.all():
                found.setdefault(action.kind.code, phase)
    return found

"""Reads of merged texts: what stands for what, and what is shown together."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Prefetch
from django.utils.translation import gettext

from parvis.accounts.enums import Origin
from parvis.consultations.models import ConsultationPage
from parvis.contributions.merges import Merge, MergedText
from parvis.contributions.models import Contribution

MOST = 200
"""Merges that the desk lists."""


def merged_into(kept_ids: Collection[int]) -> dict[int, int]:
    """Each text merged into one of these, with that one; one query, none for none."""
    if not kept_ids:
        return {}
    rows = Contribution.objects.filter(merged_into__in=kept_ids).order_by("pk")
    return dict(rows.values_list("pk", "merged_into_id"))


def sources_of(contribution: Contribution) -> dict[int, str]:
    """The texts merged into this one, with their title; no query when it stands for itself alone."""
    if contribution.gathering_id is None:
        return {}
    rows = Contribution.objects.filter(merged_into=contribution.pk).only("title", "text", "gathering")
    return {row.pk: str(row) for row in rows.order_by("pk")}


def lasting_in(consultation: ConsultationPage) -> list[int]:
    """The merges of a consultation that are not split."""
    return list(Merge.objects.filter(consultation=consultation, split_at=None).values_list("pk", flat=True))


def texts_of(merge: Merge) -> list[Contribution]:
    """The texts that are in a merge now, the one that stays first."""
    ids = MergedText.objects.filter(merge=merge, is_live=True).values("contribution")
    rows = Contribution.objects.filter(pk__in=ids).with_coauthors()
    rows = rows.select_related("author", "organisation", "kind", "consultation")
    found = list(rows.defer("search").order_by("pk"))
    return sorted(found, key=lambda row: row.pk != merge.kept_id)


def name_of(contribution: Contribution) -> str:
    """The name under which its author is shown; the author and the organisation are loaded."""
    if contribution.organisation is not None:
        return contribution.organisation.name
    if contribution.is_guest:
        return gettext("Guest, identity not checked")
    author = contribution.author
    if author is None and contribution.origin == Origin.EVENT:
        return gettext("Somebody, at an event")
    return author.public_name if author and author.public_name else gettext("Somebody")


def merges_in(consultation: ConsultationPage) -> list[Merge]:
    """Every merge of a consultation with its texts, the last first; two queries."""
    rows = Merge.objects.filter(consultation=consultation).select_related(
        "organiser", "split_by", "kept__gathering"
    )
    texts = MergedText.objects.select_related("contribution").defer("contribution__search")
    return list(rows.prefetch_related(Prefetch("texts", texts)).defer("kept__search").order_by("-pk")[:MOST])


def group_ids(pk: int) -> list[int]:
    """A text and all that is merged with it, in the order of their numbers."""
    here = MergedText.objects.filter(contribution=pk, is_live=True).values("merge")
    rows = MergedText.objects.filter(merge__in=here, is_live=True).values_list("contribution_id", flat=True)
    return sorted({pk, *rows})


def hold_group(pk: int) -> None:
    """Lock a text and what is merged with it, always in one order, before one of them leaves."""
    rows = Contribution.objects.select_for_update(of=("self",)).filter(pk__in=group_ids(pk)).order_by("pk")
    list(rows.values_list("pk", flat=True))

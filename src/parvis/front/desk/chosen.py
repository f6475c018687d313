"""Contributions chosen in a list of the desk, for an act on all of them."""

from __future__ import annotations

from collections.abc import Collection

from django.http import QueryDict

from parvis.consultations.models import ConsultationPage
from parvis.contributions.models import Contribution


def numbers_in(typed: QueryDict, name: str) -> list[int]:
    """What is no number chooses nothing."""
    return [int(one) for one in typed.getlist(name) if one.isascii() and one.isdigit() and len(one) < 19]


def texts_of(consultation: ConsultationPage, numbers: Collection[int]) -> list[Contribution]:
    """Those chosen, of this consultation, in the order of their numbers."""
    rows = Contribution.objects.filter(consultation=consultation, pk__in=numbers).defer("search")
    return list(rows.select_related("kind", "gathering").order_by("pk"))

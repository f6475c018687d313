"""The fields by which an organiser sets a ballot, and the options that they make."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.consultations.enums import LIMITED, SCALES, BallotMethod
from parvis.consultations.models import Kind
from parvis.consultations.options import BallotOptions

NEEDED = {
    BallotMethod.APPROVAL: _("Write how many items a person may tick at most."),
    BallotMethod.POINTS: _("Write how many points each person has."),
    BallotMethod.RANKING: _("Write how many items a person may rank at most."),
    BallotMethod.BUDGET: _("Write the amount to spend, in whole units of the currency."),
}
TOO_MANY_EACH = _("One item cannot take more points than a person has.")


def ballot_fields(kind: Kind) -> dict[str, forms.Field]:
    """By name: `<option>_<kind>`."""
    return {f"{name}_{kind.pk}": field for name, field in _fields().items()}


def _fields() -> dict[str, forms.Field]:
    return {
        "limit": forms.IntegerField(
            label=_("Limit for each person"),
            min_value=1,
            max_value=10**12,
            required=False,
            help_text=_(
                "Points to share, items to tick or rank at most, money to spend. Supports: empty, no limit."
            ),
        ),
        "limit_each": forms.IntegerField(
            label=_("Most points on one item"),
            min_value=1,
            max_value=10_000,
            required=False,
            help_text=_("Points only. Empty: a person may put all of them on one."),
        ),
        "scale": forms.TypedChoiceField(
            label=_("Highest grade"),
            coerce=int,
            choices=[(scale, scale) for scale in SCALES],
            initial=5,
            required=False,
            help_text=_("Grades in figures only; the lowest is 0."),
        ),
        "quorum": forms.IntegerField(
            label=_("Quorum, in people"),
            min_value=1,
            max_value=10**9,
            required=False,
            help_text=_("Below, results are shown and said to be without effect."),
        ),
        "threshold": forms.IntegerField(
            label=_("Threshold of one item, in people"),
            min_value=1,
            max_value=10**9,
            required=False,
            help_text=_("As for a petition: how far each item is from it is shown."),
        ),
        "hides_counts": forms.BooleanField(label=_("Hide counts until the vote closes"), required=False),
        "is_public": forms.BooleanField(
            label=_("Make public who voted what, under the name that each chose"), required=False
        ),
    }


def options_of(values: Mapping[str, Any], kind: Kind, method: BallotMethod) -> BallotOptions:
    """What a valid form asks for, as far as the method has it."""
    asked = {name: values.get(f"{name}_{kind.pk}") for name in _fields()}
    return BallotOptions(
        limit=asked["limit"] if method in LIMITED else None,
        limit_each=asked["limit_each"] if method == BallotMethod.POINTS else None,
        scale=(asked["scale"] or 5) if method == BallotMethod.GRADE else None,
        quorum=asked["quorum"],
        threshold=asked["threshold"],
        hides_counts=bool(asked["hides_counts"]),
        is_public=bool(asked["is_public"]),
    )


def ballot_errors(values: Mapping[str, Any], kind: Kind) -> dict[str, Any]:
    """What is missing or impossible, by field."""
    method, limit = values.get(f"vote_{kind.pk}"), values.get(f"limit_{kind.pk}")
    if method in NEEDED and not limit:
        return {f"limit_{kind.pk}": NEEDED[BallotMethod(method)]}
    each = values.get(f"limit_each_{kind.pk}")
    if method == BallotMethod.POINTS and each and limit and each > limit:
        return {f"limit_each_{kind.pk}": TOO_MANY_EACH}
    return {}


def ballot_initial(options: BallotOptions, kind: Kind) -> dict[str, Any]:
    """What the fields show of a ballot as it is."""
    return {f"{name}_{kind.pk}": getattr(options, name) for name in _fields()}

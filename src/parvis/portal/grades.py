"""The six qualities of a method: for each, a value or a range from 0 to 5, and what moves it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel

from parvis.pages.models import ReachablePage
from parvis.portal.enums import BEST, Quality

GRADES = [(grade, str(grade)) for grade in range(BEST + 1)]


def _low() -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(_("at least"), choices=GRADES, null=True, blank=True)


def _high() -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        _("at most"), choices=GRADES, null=True, blank=True, help_text=_("Empty: the same as the least.")
    )


def _moves() -> models.CharField:
    return models.CharField(_("what moves it"), max_length=250, blank=True)


class Graded(ReachablePage):
    """Columns rather than rows: a method has six qualities, always the same, and drafts hold them."""

    panel_low, panel_high, panel_moves = _low(), _high(), _moves()
    learning_low, learning_high, learning_moves = _low(), _high(), _moves()
    deliberation_low, deliberation_high, deliberation_moves = _low(), _high(), _moves()
    follow_up_low, follow_up_high, follow_up_moves = _low(), _high(), _moves()
    information_low, information_high, information_moves = _low(), _high(), _moves()
    reach_low, reach_high, reach_moves = _low(), _high(), _moves()

    class Meta:
        abstract = True

    @property
    def grades(self) -> dict[Quality, tuple[int, int]]:
        """The least and the most of each quality that has a grade."""
        found = {quality: self._bounds(quality) for quality in Quality}
        return {
            quality: (low, high)
            for quality, (low, high) in found.items()
            if low is not None and high is not None
        }

    def moves(self, quality: Quality) -> str:
        return str(getattr(self, f"{quality}_moves"))

    def clean(self) -> None:
        """One value is a range of one."""
        super().clean()
        errors: dict[str, Any] = {}
        for quality in Quality:
            low, high = self._bounds(quality)
            if high is None:
                setattr(self, f"{quality}_high", low)
            elif low is None or low > high:
                errors[f"{quality}_low"] = _("The least is a number from 0 to the most.")
        if errors:
            raise ValidationError(errors)

    def _bounds(self, quality: Quality) -> tuple[int | None, int | None]:
        return getattr(self, f"{quality}_low"), getattr(self, f"{quality}_high")


def constraints() -> list[models.BaseConstraint]:
    """Both bounds or none, in order."""
    return [
        models.CheckConstraint(
            condition=Q(**{low: None, high: None})
            | Q(**{f"{low}__isnull": False, f"{low}__lte": F(high), f"{high}__lte": BEST}),
            name=f"method_{quality}_grade",
        )
        for quality in Quality
        for low, high in [(f"{quality}_low", f"{quality}_high")]
    ]


def panels() -> list[Panel]:
    return [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel(f"{quality}_low"), FieldPanel(f"{quality}_high")]),
                FieldPanel(f"{quality}_moves"),
            ],
            heading=quality.label,
        )
        for quality in Quality
    ]

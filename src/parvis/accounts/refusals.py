"""How many acts the limits refused, each day: a number, and nothing of anybody."""

from django.db import models
from django.utils.translation import gettext_lazy as _

COUNT = """
INSERT INTO accounts_refusal (day, act, count)
VALUES ((statement_timestamp() AT TIME ZONE %s)::date, %s, 1)
ON CONFLICT (day, act) DO UPDATE SET count = accounts_refusal.count + 1
"""
"""Its parameters: the zone of the site, the act."""


class Refusal(models.Model):
    """Acts of one kind that a limit refused in one day, on the whole site; `accounts/limits.py` writes it."""

    day = models.DateField(_("day"))
    act = models.CharField(_("act"), max_length=12)
    count = models.PositiveBigIntegerField(_("acts refused"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("acts refused by a limit")
        verbose_name_plural = _("acts refused by limits")
        constraints = [models.UniqueConstraint(fields=["day", "act"], name="refusal_one_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.act}: {self.count}"

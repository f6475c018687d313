"""Consultations asked for by another site, such as the State's portal: what it calls instances."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.conduct.enums import InstanceState
from parvis.consultations.models import ConsultationPage

SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
LENGTHS = {"identifier": 100, "name": 200, "slug": 50, "person": 150, "organisation": 160, "reason": 500}


class Instance(models.Model):
    """One request, and what became of it. `identifier` is the number that the other site gave it.

    `contact_name` and `contact_email` are those of whoever will organise it: what that site asks back. A
    request that is refused is erased some weeks later.
    """

    id = models.UUIDField(_("number"), primary_key=True, default=uuid.uuid4, editable=False)
    identifier = models.CharField(_("its number elsewhere"), max_length=LENGTHS["identifier"], unique=True)
    name = models.CharField(pgettext_lazy("instance", "name"), max_length=LENGTHS["name"])
    slug = models.CharField(
        _("wished address"), max_length=LENGTHS["slug"], unique=True, validators=[RegexValidator(SLUG)]
    )
    organisation = models.CharField(_("organisation"), max_length=LENGTHS["organisation"], blank=True)
    contact_name = models.CharField(_("who will organise it"), max_length=LENGTHS["person"])
    contact_email = models.EmailField(_("their address"))
    state = models.CharField(
        pgettext_lazy("instance", "state"),
        max_length=10,
        choices=InstanceState,
        default=InstanceState.REQUESTED,
    )
    reason = models.CharField(_("why it is refused"), max_length=LENGTHS["reason"], blank=True)
    consultation = models.OneToOneField(
        ConsultationPage,
        verbose_name=_("consultation"),
        on_delete=models.SET_NULL,
        related_name="instance",
        null=True,
    )
    created_at = models.DateTimeField(pgettext_lazy("instance", "asked at"), db_default=Now())
    updated_at = models.DateTimeField(pgettext_lazy("instance", "changed at"), db_default=Now())

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("consultation asked for by another site")
        verbose_name_plural = _("consultations asked for by another site")
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state=InstanceState.FAILURE) & ~Q(reason=""))
                | (~Q(state=InstanceState.FAILURE) & Q(reason="")),
                name="instance_refused_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=InstanceState.RUNNING) | Q(consultation=None),
                name="instance_runs_once_accepted",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def standing(self) -> InstanceState:
        """Its state, but where its consultation is gone since."""
        if self.state == InstanceState.RUNNING and self.consultation_id is None:
            return InstanceState.TERMINATED
        return InstanceState(self.state)

"""The outbox: what was decided to send, committed with the act that decided it."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.jobs.enums import MailState


class Mail(models.Model):
    """One message to one address. Its body is emptied once sent, except in the demonstration."""

    recipient = models.EmailField(_("recipient"))
    sender = models.CharField(_("sender"), max_length=200)
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    headers = models.JSONField(_("headers"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [models.Index(fields=["state", "id"], name="mail_state")]

    def __str__(self) -> str:
        return self.subject


class Forgetting(models.Model):
    """When a rule on how long data is kept was last applied, and what it erased: shown to everybody."""

    rule = models.SlugField(_("rule"), max_length=40, primary_key=True)
    ran_at = models.DateTimeField(_("last applied at"))
    rows = models.PositiveIntegerField(_("rows erased"))

    class Meta:
        verbose_name = _("application of a retention rule")
        verbose_name_plural = _("applications of retention rules")

    def __str__(self) -> str:
        return f"{self.rule}: {self.rows}"

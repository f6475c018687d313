"""Decisions of moderation, each with a reason, appeals against them, and cases that a person looks at."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import ConsultationPage
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument, DaysPromise
from parvis.ledger.models import Logged
from parvis.moderation.enums import VOID, Act, AppealOutcome, CaseKind, Outcome, Reason
from parvis.moderation.other_eyes import OtherEyes
from parvis.moderation.readings import Look as Look  # noqa: PLC0414 (of this floor)
from parvis.moderation.readings import Reading as Reading  # noqa: PLC0414 (of this floor)
from parvis.moderation.screenings import Screening as Screening  # noqa: PLC0414 (of this floor)

APPEAL_LIMIT = 2000


class Decision(Logged):
    """One act on one contribution or one argument, never changed afterwards."""

    contribution = models.ForeignKey(
        Contribution,
        verbose_name=_("contribution"),
        null=True,
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    argument = models.ForeignKey(
        Argument, verbose_name=_("argument"), null=True, on_delete=models.PROTECT, related_name="decisions"
    )
    act = models.CharField(_("act"), max_length=10, choices=Act)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    message = models.TextField(_("message to the author"), max_length=1000, blank=True)
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("moderator"), on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("decided at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("moderation decision")
        verbose_name_plural = _("moderation decisions")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(contribution__isnull=False, argument=None)
                | Q(contribution=None, argument__isnull=False),
                name="decision_one_target",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.get_reason_display()}"

    @property
    def target(self) -> Contribution | Argument:
        """The words that it is about; its constraint sees that there are some."""
        target: Contribution | Argument = self.argument or self.contribution  # type: ignore[assignment]
        return target

    @property
    def about(self) -> Contribution:
        """The contribution that it is about, or the one under which the argument is."""
        return self.argument.contribution if self.argument else self.contribution  # type: ignore[return-value]

    @property
    def appealed(self) -> "Appeal | None":
        """The appeal against it, if its author made one."""
        appeal: Appeal | None = getattr(self, "appeal", None)
        return appeal


class Appeal(Logged):
    """The author of hidden words asks that another moderator looks at them again: once for each decision.

    The reasons are for those who moderate alone. Who left takes them away, and the appeal is decided without.
    """

    decision = models.OneToOneField(
        Decision, verbose_name=_("decision"), on_delete=models.PROTECT, related_name="appeal"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        on_delete=models.PROTECT,
        related_name="appeals",
    )
    text = models.TextField(_("reasons"), max_length=APPEAL_LIMIT, blank=True)
    created_at = models.DateTimeField(_("sent at"), db_default=Now(), editable=False)
    told_at = models.DateTimeField(_("told to the moderators at"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["-id"]
        indexes = [models.Index(fields=["id"], name="appeal_untold", condition=Q(told_at=None))]

    def __str__(self) -> str:
        return str(self.decision)

    @property
    def ruled(self) -> "Ruling | None":
        """What was decided on it, if somebody did."""
        ruling: Ruling | None = getattr(self, "ruling", None)
        return ruling

    @property
    def is_void(self) -> bool:
        """Whether the words were withdrawn before anybody decided: nobody has to any longer."""
        return self.ruled is None and self.decision.target.state == State.WITHDRAWN

    @property
    def became(self) -> str:
        """What became of it, in words; empty while it waits."""
        if self.ruled is not None:
            return str(self.ruled.get_outcome_display())
        return str(VOID) if self.is_void else ""


class Ruling(Logged):
    """What was decided on an appeal, by somebody else than whoever had decided: the database sees to it."""

    appeal = models.OneToOneField(
        Appeal, verbose_name=_("appeal"), on_delete=models.PROTECT, related_name="ruling"
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=AppealOutcome)
    message = models.TextField(_("words to the author"), max_length=1000, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("decided by"), on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("decided at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("decision on an appeal")
        verbose_name_plural = _("decisions on appeals")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=AppealOutcome.values), name="ruling_outcome"),
            OtherEyes(name="ruling_by_another"),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()


class AppealPromise(DaysPromise):
    """Within how many working days each appeal is to be decided."""

    consultation = models.ForeignKey(
        ConsultationPage,
        verbose_name=_("consultation"),
        on_delete=models.CASCADE,
        related_name="appeal_promises",
    )

    class Meta:
        verbose_name = _("promise to decide on appeals")
        verbose_name_plural = _("promises to decide on appeals")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=90), name="appeal_promise_of_days")
        ]

    def __str__(self) -> str:
        return str(self.days)


class Case(models.Model):
    """Something strange, for a person to look at: opened by reports or by figures, closed by a decision.

    A case decides nothing and hides nothing. `subject` names what it is about in one consultation: there is
    one open case for it at a time. `evidence` holds figures only: no name, no address.
    """

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.PROTECT, related_name="cases"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=CaseKind)
    subject = models.CharField(_("subject"), max_length=300)
    evidence = models.JSONField(_("evidence"), default=dict)
    opened_at = models.DateTimeField(_("opened at"), db_default=Now(), editable=False)
    seen_at = models.DateTimeField(_("last seen at"), db_default=Now(), editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("closed by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "kind", "subject"], name="case_one_open", condition=Q(closed_at=None)
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="")
                | Q(closed_at__isnull=False, outcome__in=Outcome.values),
                name="case_closed_with_outcome",
            ),
        ]
        indexes = [
            models.Index(
                fields=["consultation", "opened_at", "id"], name="case_waiting", condition=Q(closed_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject}"


class Report(models.Model):
    """Somebody says that a text is against the charter. It opens a case, or adds to the one that is open.

    Whoever is signed in is the reporter. Others may leave an address, to be told of the decision: `email_key`
    stands for its mailbox, counts it once for each text, and outlives it. Those who leave none count once for
    each case and reason.
    """

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="reports")
    contribution = models.ForeignKey(
        Contribution,
        verbose_name=_("contribution"),
        null=True,
        on_delete=models.PROTECT,
        related_name="reports",
    )
    argument = models.ForeignKey(
        Argument, verbose_name=_("argument"), null=True, on_delete=models.PROTECT, related_name="reports"
    )
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.PROTECT,
        related_name="reports",
    )
    email = models.EmailField(_("e-mail address"), blank=True, default="", db_default="")
    email_key = models.CharField(_("mailbox, as a hash"), max_length=64, default="", db_default="")
    language = models.CharField(_("language"), max_length=10, blank=True, default="", db_default="")
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    created_at = models.DateTimeField(_("sent at"), db_default=Now(), editable=False)
    told_at = models.DateTimeField(_("told of the decision at"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(contribution__isnull=False, argument=None)
                | Q(contribution=None, argument__isnull=False),
                name="report_one_target",
            ),
            models.UniqueConstraint(fields=["reporter", "contribution"], name="report_once_contribution"),
            models.UniqueConstraint(fields=["reporter", "argument"], name="report_once_argument"),
            models.CheckConstraint(
                condition=Q(reporter=None) | Q(email="", email_key=""), name="report_reporter_or_address"
            ),
            models.CheckConstraint(condition=Q(email="") | ~Q(email_key=""), name="report_address_has_key"),
            models.UniqueConstraint(
                fields=["email_key", "contribution"],
                name="report_address_contribution",
                condition=~Q(email_key=""),
            ),
            models.UniqueConstraint(
                fields=["email_key", "argument"], name="report_address_argument", condition=~Q(email_key="")
            ),
            models.UniqueConstraint(
                fields=["case", "reason"],
                name="report_unknown_once",
                condition=Q(reporter=None, email_key=""),
            ),
        ]
        indexes = [models.Index(fields=["id"], name="report_with_address", condition=~Q(email=""))]

    def __str__(self) -> str:
        return self.get_reason_display()

    @property
    def target(self) -> Contribution | Argument:
        """The words that it is about; its constraint sees that there are some."""
        target: Contribution | Argument = self.argument or self.contribution  # type: ignore[assignment]
        return target

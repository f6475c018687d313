"""Arguments for and against a contribution, comments on it, their replies, and what readers say of them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.consultations.models import ConsultationPage, Phase
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.debate.enums import Mark, Side, TextKind
from parvis.ledger.models import Logged

TEXT_LIMIT = 2000
SOURCE_LIMIT = 500
QUOTED_LIMIT = 500
SUPPORTS = F("support_count") + F("imported_support_count")
HEARD = (Q(parent=None) | Q(parent__state=State.PUBLISHED)) & (
    Q(parent__parent=None) | Q(parent__parent__state=State.PUBLISHED)
)
"""With what it replies to, a reply is no longer shown."""
FIRST_COMMENTS = Q(state=State.PUBLISHED, kind=TextKind.COMMENT, depth=0)


class Argument(Logged):
    """A reason for or against a contribution, or a comment on it, which takes no side, or a reply to either.

    A reply is of the kind of the text under which it is. `depth` is 0 for what is said of the contribution,
    then grows by one with each `parent`.
    """

    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.PROTECT, related_name="arguments"
    )
    phase = models.ForeignKey(
        Phase, verbose_name=_("phase"), null=True, on_delete=models.PROTECT, related_name="arguments"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("replies to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replies",
    )
    kind = models.CharField(
        _("kind"),
        max_length=8,
        choices=TextKind,
        default=TextKind.ARGUMENT,
        db_default=TextKind.ARGUMENT,
    )
    depth = models.PositiveSmallIntegerField(_("depth"), default=0, db_default=0, editable=False)
    side = models.CharField(_("side"), max_length=8, choices=Side, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        on_delete=models.PROTECT,
        related_name="arguments",
    )
    text = models.TextField(_("text"), max_length=TEXT_LIMIT)
    source = models.CharField(_("source"), max_length=SOURCE_LIMIT, blank=True, default="", db_default="")
    quoted = models.CharField(
        _("words on which it bears"), max_length=QUOTED_LIMIT, blank=True, default="", db_default=""
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PUBLISHED)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin, default=Origin.WEB)
    identity_level = models.PositiveSmallIntegerField(
        _("identity level of the author at the time"), choices=IdentityLevel, default=IdentityLevel.VISITOR
    )
    created_at = models.DateTimeField(_("written at"), db_default=Now(), editable=False)
    withdrawn_at = models.DateTimeField(
        pgettext_lazy("argument", "withdrawn at"), null=True, blank=True, editable=False
    )
    support_count = models.PositiveIntegerField(_("supports"), default=0, editable=False)
    imported_support_count = models.PositiveIntegerField(
        _("supports imported as a total"), default=0, editable=False
    )
    new_count = models.PositiveIntegerField(
        _("people who had not thought of it"), default=0, db_default=0, editable=False
    )
    changed_count = models.PositiveIntegerField(
        _("people whose mind it changed"), default=0, db_default=0, editable=False
    )
    idempotency_key = models.UUIDField(_("idempotency key"), default=uuid.uuid4, unique=True, editable=False)
    external_id = models.CharField(
        _("identifier in the imported file"), max_length=120, null=True, blank=True
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("argument")
        verbose_name_plural = _("arguments")
        constraints = [
            models.UniqueConstraint(fields=["contribution", "external_id"], name="argument_external_unique"),
            models.CheckConstraint(
                condition=Q(kind=TextKind.ARGUMENT, parent=None, side__in=Side.values)
                | Q(kind=TextKind.COMMENT, parent=None, side="")
                | Q(kind__in=TextKind.values, parent__isnull=False, side=""),
                name="argument_side_or_reply",
            ),
            models.CheckConstraint(
                condition=Q(parent=None, depth=0)
                | Q(parent__isnull=False, depth=1, kind=TextKind.ARGUMENT)
                | Q(parent__isnull=False, depth__gte=1, depth__lte=2, kind=TextKind.COMMENT),
                name="argument_depth",
            ),
            models.CheckConstraint(
                condition=Q(source="") | Q(source__startswith="https://", side__in=Side.values),
                name="argument_source_is_https",
            ),
            models.CheckConstraint(
                condition=Q(quoted="") | Q(kind=TextKind.COMMENT, depth=0), name="argument_comment_quotes"
            ),
        ]
        indexes = [
            models.Index(
                "contribution",
                "side",
                SUPPORTS.desc(),
                "id",
                name="argument_best",
                condition=Q(state=State.PUBLISHED),
            ),
            models.Index(
                "contribution", SUPPORTS.desc(), "id", name="comment_best", condition=FIRST_COMMENTS
            ),
            models.Index(fields=["contribution", "-id"], name="comment_recent", condition=FIRST_COMMENTS),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def organisation(self) -> None:
        """None signs an argument: it is one person's."""

    @property
    def total_support(self) -> int:
        """Single supports and those imported as a total: what ranks the argument."""
        return self.support_count + self.imported_support_count


class ArgumentSupport(models.Model):
    """Somebody marks what another wrote: finds it good, had not thought of it, was made to think otherwise.

    `is_counted` says whether the argument's count holds this row, so that readers see their own act at once
    while the count waits for its job. One that was withdrawn is ended, then deleted by that job.
    """

    argument = models.ForeignKey(
        Argument, verbose_name=_("argument"), on_delete=models.CASCADE, related_name="supports"
    )
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="argument_supports",
    )
    mark = models.CharField(
        _("mark"), max_length=8, choices=Mark, default=Mark.SUPPORT, db_default=Mark.SUPPORT
    )
    is_live = models.BooleanField(_("counts"), default=True)
    is_counted = models.BooleanField(_("already in the count"), default=False, editable=False)
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("support of an argument")
        verbose_name_plural = _("supports of arguments")
        constraints = [
            models.UniqueConstraint(fields=["argument", "participant", "mark"], name="argument_mark_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} -> {self.argument_id}"


class DaysPromise(models.Model):
    """A number of working days that an organiser promised, for what comes from a moment on.

    Never changed: another one holds for what comes after it.
    """

    days = models.PositiveSmallIntegerField(_("working days"))
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True


class AnswerPromise(DaysPromise):
    """Within how many working days each question is to be answered."""

    consultation = models.ForeignKey(
        ConsultationPage,
        verbose_name=_("consultation"),
        on_delete=models.CASCADE,
        related_name="answer_promises",
    )

    class Meta:
        verbose_name = _("promise to answer")
        verbose_name_plural = _("promises to answer")
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(days__gte=1, days__lte=90), name="promise_of_days")]

    def __str__(self) -> str:
        return str(self.days)

"""A room, what it is asked, and what its phones answer. Nothing here says who: a device, while it is open."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from parvis.consultations.enums import LIMITED, BallotMethod
from parvis.consultations.models import ConsultationPage
from parvis.contributions.models import Contribution
from parvis.gatherings.models import Event
from parvis.room.enums import METHODS, ActivityKind, Fate, Step

MOST_ITEMS = 12
MOST_COMPARED = 6
"""Items that are compared two by two: fifteen pairs, on one sheet."""
MOST_CHOICES = 15
MOST_QUESTIONS = 3
"""Questions that one device may send in one activity."""
MOST_WORDS = 3
LONGEST_WORD, LONGEST_TEXT = 40, 200


class Room(models.Model):
    """A screen and the phones around it, found by a short code. `screen`: the activity shown now, or last.

    `version` moves with each act of its host: what is shown is made again when it, or a count, has changed.
    `phones`: how many answered or supported something, counted when it closes, before they are forgotten.
    """

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.PROTECT, related_name="rooms"
    )
    event = models.ForeignKey(
        Event, verbose_name=_("event"), null=True, blank=True, on_delete=models.PROTECT, related_name="rooms"
    )
    title = models.CharField(_("title"), max_length=120)
    code = models.CharField(_("code"), max_length=8, unique=True, editable=False)
    opened_at = models.DateTimeField(_("opened at"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    screen = models.ForeignKey(
        "Activity",
        verbose_name=_("activity on the screen"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    version = models.PositiveIntegerField(_("version"), default=0, db_default=0, editable=False)
    phones = models.PositiveIntegerField(_("phones that took part"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("live room")
        verbose_name_plural = _("live rooms")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")), name="room_closed_after"
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=False) | Q(closed_at=None, screen=None),
                name="room_opened_first",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def step(self) -> Step:
        if self.closed_at is not None:
            return Step.DONE
        return Step.WAITING if self.opened_at is None else Step.OPEN


class Activity(models.Model):
    """One thing that the room is asked. A vote has a method, its items and limits, as a ballot has.

    `costs`: of a budget alone, one for each item, in whole units of the currency of the consultation.
    `ends_at` is set when it starts, by the database's clock. `hidden`: folded forms of words that are not
    shown. `outcome`: what came out of it, once the room is closed.
    """

    room = models.ForeignKey(
        Room, verbose_name=_("live room"), on_delete=models.CASCADE, related_name="activities"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(_("activity"), max_length=10, choices=ActivityKind)
    title = models.CharField(_("what is asked"), max_length=160)
    seconds = models.PositiveSmallIntegerField(_("seconds"), null=True, blank=True)
    method = models.CharField(
        _("voting method"),
        max_length=20,
        blank=True,
        choices=[(method.value, method.label) for method in METHODS],
    )
    items = ArrayField(models.CharField(max_length=120), verbose_name=_("items"), default=list)
    costs = ArrayField(models.PositiveBigIntegerField(), verbose_name=_("costs"), null=True, blank=True)
    limit = models.PositiveBigIntegerField(_("most that one device may give in all"), null=True, blank=True)
    limit_each = models.PositiveSmallIntegerField(_("most points on one line"), null=True, blank=True)
    scale = models.PositiveSmallIntegerField(_("highest grade"), null=True, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True, editable=False)
    ends_at = models.DateTimeField(_("ends at"), null=True, editable=False)
    stopped_at = models.DateTimeField(_("stopped at"), null=True, editable=False)
    shows = models.BooleanField(_("results are shown"), default=False, db_default=False)
    hidden = ArrayField(
        models.CharField(max_length=LONGEST_TEXT), verbose_name=_("hidden words"), default=list
    )
    outcome = models.JSONField(_("what came out"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("activity of a room")
        verbose_name_plural = _("activities of a room")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ActivityKind.BALLOT, method__in=METHODS, items__len__range=(1, MOST_ITEMS))
                | ~Q(kind=ActivityKind.BALLOT) & Q(method="", items=[]),
                name="room_activity_ballot_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(method=BallotMethod.BUDGET, costs__isnull=False, costs__len=F("items__len"))
                | ~Q(method=BallotMethod.BUDGET) & Q(costs=None),
                name="room_activity_budget_has_costs",
            ),
            models.CheckConstraint(
                condition=~Q(method=BallotMethod.PAIRS) | Q(items__len__range=(2, MOST_COMPARED)),
                name="room_activity_few_are_compared",
            ),
            models.CheckConstraint(
                condition=Q(limit__isnull=False, limit__gt=0)
                | Q(limit=None) & (Q(method=BallotMethod.SUPPORT) | ~Q(method__in=LIMITED)),
                name="room_activity_limit",
            ),
            models.CheckConstraint(
                condition=~Q(method=BallotMethod.GRADE) | Q(scale__isnull=False), name="room_activity_scale"
            ),
            models.CheckConstraint(
                condition=Q(started_at__isnull=False) | Q(ends_at=None, stopped_at=None, shows=False),
                name="room_activity_started_first",
            ),
            models.UniqueConstraint(
                fields=["room"],
                condition=Q(started_at__isnull=False, stopped_at=None),
                name="room_one_activity_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def step_at(self, now: datetime) -> Step:
        """Where it stands by the database's clock."""
        if self.started_at is None:
            return Step.WAITING
        if self.stopped_at is not None or (self.ends_at is not None and self.ends_at <= now):
            return Step.DONE
        return Step.OPEN

    @property
    def most(self) -> int:
        """Answers that one device may send."""
        return MOST_QUESTIONS if self.kind == ActivityKind.QUESTIONS else 1


class Answer(models.Model):
    """What one device answered: words, or the choices of a sheet in the order of its lines, none being null.

    `contribution`: what the team made of a question.
    `device` and `key` are there while the room is open: they hold one answer to one device, and an answer
    that is sent again to itself. The order of the rows is the only time that is kept.
    """

    activity = models.ForeignKey(
        Activity, verbose_name=_("activity"), on_delete=models.CASCADE, related_name="answers"
    )
    device = models.UUIDField(_("device"), null=True, editable=False)
    key = models.UUIDField(_("key"), null=True, unique=True, editable=False)
    number = models.PositiveSmallIntegerField(_("number among those of the device"), default=1)
    texts = ArrayField(models.CharField(max_length=LONGEST_TEXT), verbose_name=_("texts"), default=list)
    choices = ArrayField(models.SmallIntegerField(null=True), verbose_name=_("choices"), default=list)
    fate = models.CharField(_("state"), max_length=8, choices=Fate, default=Fate.STANDING)
    contribution = models.OneToOneField(
        Contribution,
        verbose_name=_("contribution"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="room_question",
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer of a room")
        verbose_name_plural = _("answers of a room")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "device", "number"], name="room_answer_one_a_device"),
            models.CheckConstraint(
                condition=Q(number__range=(1, MOST_QUESTIONS)), name="room_answer_few_a_device"
            ),
            models.CheckConstraint(
                condition=Q(texts__len__range=(1, MOST_WORDS), choices=[])
                | Q(texts=[], choices__len__range=(1, MOST_CHOICES)),
                name="room_answer_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id}/{self.pk}"


class Support(models.Model):
    """One device supports one question of the room."""

    question = models.ForeignKey(
        Answer, verbose_name=_("question"), on_delete=models.CASCADE, related_name="supports"
    )
    device = models.UUIDField(_("device"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("support of a question")
        verbose_name_plural = _("supports of questions")
        constraints = [
            models.UniqueConstraint(fields=["question", "device"], name="room_support_one_a_device"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}"

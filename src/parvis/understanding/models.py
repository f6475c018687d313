"""Analyses of what people wrote and voted: each run, its topics, who is in them, what analysts made of it."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import ConsultationPage, Phase, PhaseAction
from parvis.consultations.questions import Question
from parvis.contributions.models import Contribution
from parvis.understanding.coding_models import Code as Code  # noqa: PLC0414
from parvis.understanding.coding_models import CodedText as CodedText  # noqa: PLC0414
from parvis.understanding.coding_models import Coder as Coder  # noqa: PLC0414
from parvis.understanding.coding_models import Coding as Coding  # noqa: PLC0414
from parvis.understanding.enums import LIVE, Act, Method, RunState
from parvis.understanding.later_models import Addition as Addition  # noqa: PLC0414
from parvis.understanding.later_models import RunModel as RunModel  # noqa: PLC0414
from parvis.understanding.later_models import TopicSplit as TopicSplit  # noqa: PLC0414
from parvis.understanding.opinion_models import Grouping as Grouping  # noqa: PLC0414
from parvis.understanding.opinion_models import OpinionGroup as OpinionGroup  # noqa: PLC0414
from parvis.understanding.opinion_models import OpinionPlace as OpinionPlace  # noqa: PLC0414
from parvis.understanding.opinion_models import OpinionStatement as OpinionStatement  # noqa: PLC0414
from parvis.understanding.words import title


class Analysis(models.Model):
    """One run on the published texts of a consultation: of all of it, of a phase, or of a question.

    Or on the votes of a `ballot`: `texts` are then statements, `people` those who voted, `apart` those who
    voted on too few to be in a group; the rest is in its `Grouping`.
    `attempt`: of the computation under way; one that was cancelled, or begun again, finds another and stores
    nothing. `progress` is in percent. `trouble`: why it failed, as the code of an error and its details.
    `input_sha256`: of the texts that were read, with their numbers. `compared`: with each earlier run of the
    same texts, by its number, which topics are the same (see `carrying.py`).
    """

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.PROTECT, related_name="analyses"
    )
    phase = models.ForeignKey(
        Phase, verbose_name=_("phase"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    question = models.ForeignKey(
        Question,
        verbose_name=_("question"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    ballot = models.ForeignKey(
        PhaseAction,
        verbose_name=_("ballot"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )
    method = models.CharField(_("method"), max_length=20, default=Method.TOPICS, editable=False)
    engine_version = models.CharField(_("version of the program"), max_length=40, blank=True, editable=False)
    seed = models.PositiveIntegerField(_("seed"), default=0)
    language = models.CharField(_("main language"), max_length=8, blank=True, editable=False)
    parameters = models.JSONField(_("parameters"), default=dict)
    input_sha256 = models.CharField(_("fingerprint of the texts"), max_length=64, blank=True, editable=False)
    result_sha256 = models.CharField(
        _("fingerprint of the result"), max_length=64, blank=True, editable=False
    )
    texts = models.PositiveIntegerField(_("texts read"), default=0, editable=False)
    people = models.PositiveIntegerField(_("people who wrote them"), default=0, editable=False)
    apart = models.PositiveIntegerField(_("texts with nothing to read"), default=0, editable=False)
    stability = models.FloatField(_("stability"), null=True, editable=False)
    notes = models.JSONField(_("remarks of the engine"), default=list, editable=False)
    compared = models.JSONField(_("comparisons"), default=dict, editable=False)
    is_growing = models.BooleanField(_("grows every night"), default=False, db_default=False)
    state = models.CharField(_("state"), max_length=10, choices=RunState, default=RunState.WAITING)
    attempt = models.UUIDField(_("computation under way"), null=True, editable=False)
    tries = models.PositiveSmallIntegerField(_("times begun"), default=0, editable=False)
    stage = models.CharField(_("stage"), max_length=20, blank=True, editable=False)
    progress = models.PositiveSmallIntegerField(_("progress"), default=0, editable=False)
    trouble = models.JSONField(_("why it failed"), default=dict, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked at"), db_default=Now(), editable=False)
    started_at = models.DateTimeField(_("started at"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("analysis")
        verbose_name_plural = _("analyses")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation"], condition=Q(state__in=LIVE), name="understanding_one_live_analysis"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(state=RunState.DONE) & ~Q(result_sha256=""),
                name="understanding_published_is_done",
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="understanding_progress_in_percent"),
            models.CheckConstraint(
                condition=Q(method=Method.OPINIONS, ballot__isnull=False)
                | ~Q(method=Method.OPINIONS) & Q(ballot=None),
                name="understanding_ballot_of_opinions",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}/{self.pk}"

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_done(self) -> bool:
        return self.state == RunState.DONE

    @property
    def ballot_read(self) -> PhaseAction:
        """The ballot of a run of groups of opinion, which always has one."""
        if self.ballot is None:
            raise ValueError("this run is of texts")
        return self.ballot

    @property
    def is_of_votes(self) -> bool:
        return self.method == Method.OPINIONS

    @property
    def read(self) -> int:
        """Texts that have a topic."""
        return self.texts - self.apart

    @property
    def lasted(self) -> timedelta | None:
        return self.ended_at - self.started_at if self.started_at and self.ended_at else None


class Topic(models.Model):
    """A topic, or a subtopic where it has a parent.

    `key` is its number in the engine; `phrases` and `words` are what the engine found telling, `label` what
    an analyst calls it instead. `quotes`: numbers of contributions that are typical of it. `size`: texts,
    near-duplicates counted one by one.
    `split_from`: the topic of which it is a part, cut by `split`; that one no longer stands (`is_cut`), and
    leads to its largest part, as one that was merged leads to another.
    """

    analysis = models.ForeignKey(
        Analysis, verbose_name=_("analysis"), on_delete=models.CASCADE, related_name="topics", db_index=False
    )
    parent = models.ForeignKey(
        "self", verbose_name=_("parent"), null=True, on_delete=models.CASCADE, related_name="children"
    )
    key = models.PositiveIntegerField(_("number in the engine"))
    phrases = ArrayField(models.CharField(max_length=200), verbose_name=_("generated title"))
    words = ArrayField(models.CharField(max_length=100), verbose_name=_("words"))
    label = models.CharField(_("title given by the analyst"), max_length=160, blank=True)
    size = models.PositiveIntegerField(_("contributions"))
    stability = models.FloatField(_("stability"), null=True)
    quotes = ArrayField(models.BigIntegerField(), verbose_name=_("typical contributions"), default=list)
    merged_into = models.ForeignKey(
        "self", verbose_name=_("merged into"), null=True, on_delete=models.CASCADE, related_name="merged"
    )
    split_from = models.ForeignKey(
        "self", verbose_name=_("part of"), null=True, on_delete=models.CASCADE, related_name="parts"
    )
    split = models.ForeignKey(
        TopicSplit,
        verbose_name=_("cut by"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )
    is_cut = models.BooleanField(_("cut in parts"), default=False, db_default=False)
    is_validated = models.BooleanField(_("validated"), default=False)
    is_hidden = models.BooleanField(_("left out of the public page"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.UniqueConstraint(fields=["analysis", "key"], name="understanding_one_key"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("pk")) & Q(parent=None),
                name="understanding_merged_into_another",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.label or title(tuple(self.phrases))


class TopicMember(models.Model):
    """A contribution in a topic. `found`: where the engine put it, whatever an analyst did since.

    `part`: of a topic that was cut, the part where it was put. `addition`: for one that came after the run.
    """

    analysis = models.ForeignKey(
        Analysis, verbose_name=_("analysis"), on_delete=models.CASCADE, related_name="members"
    )
    contribution = models.ForeignKey(
        Contribution,
        verbose_name=_("contribution"),
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )
    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), on_delete=models.CASCADE, related_name="members", db_index=False
    )
    found = models.ForeignKey(
        Topic, verbose_name=_("topic found"), on_delete=models.CASCADE, related_name="+", db_index=False
    )
    subtopic = models.ForeignKey(
        Topic,
        verbose_name=_("subtopic"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )
    part = models.ForeignKey(
        Topic, verbose_name=_("part"), null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    addition = models.ForeignKey(
        Addition,
        verbose_name=_("added by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )
    weight = models.FloatField(_("likeness with the centre of the topic"))
    group = models.PositiveIntegerField(_("group of near-duplicates"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("contribution of a topic")
        verbose_name_plural = _("contributions of topics")
        constraints = [
            models.UniqueConstraint(fields=["contribution", "analysis"], name="understanding_one_topic_each")
        ]
        indexes = [models.Index(fields=["topic", "-weight", "id"], name="understanding_typical_first")]

    def __str__(self) -> str:
        return f"{self.topic_id}/{self.contribution_id}"


class Campaign(models.Model):
    """A text that several people sent, exactly or nearly: `size` contributions, in `variants` versions."""

    analysis = models.ForeignKey(
        Analysis, verbose_name=_("analysis"), on_delete=models.CASCADE, related_name="campaigns"
    )
    group = models.PositiveIntegerField(_("group of near-duplicates"))
    size = models.PositiveIntegerField(_("contributions"))
    variants = models.PositiveIntegerField(_("versions"))
    sample = models.ForeignKey(
        Contribution,
        verbose_name=_("one of them"),
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-size", "group"]
        constraints = [
            models.UniqueConstraint(fields=["analysis", "group"], name="understanding_one_campaign_a_group")
        ]

    def __str__(self) -> str:
        return f"{self.analysis_id}/{self.group}"


class TopicAct(models.Model):
    """What an analyst did to a topic: rows are added, and never changed.

    On a later run of the same texts each is done again (`carried_from`) to the topic that is the same there;
    without one, the row has no `topic`, and nothing was done: `about` says what it bore on. `target`: where a
    topic was merged, or a contribution moved. `split`: how a topic was cut.
    """

    analysis = models.ForeignKey(
        Analysis, verbose_name=_("analysis"), on_delete=models.CASCADE, related_name="acts"
    )
    act = models.CharField(_("act"), max_length=10, choices=Act)
    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    target = models.ForeignKey(
        Topic, verbose_name=_("to"), null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    contribution = models.ForeignKey(
        Contribution,
        verbose_name=_("contribution"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )
    split = models.ForeignKey(
        TopicSplit,
        verbose_name=_("cut"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )
    words = models.CharField(_("title given"), max_length=160, blank=True)
    about = models.CharField(_("title of the topic at the time"), max_length=620)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("analyst"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    carried_from = models.ForeignKey(
        "self", verbose_name=_("carried from"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("act of an analyst")
        verbose_name_plural = _("acts of analysts")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(topic__isnull=False) | Q(carried_from__isnull=False),
                name="understanding_act_on_a_topic",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.topic_id or '-'}"

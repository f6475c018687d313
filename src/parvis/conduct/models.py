"""What is declared of rules that no software can check, the record of personal data, the decision."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.conduct.enums import Degree, EvaluationQuestion, LegalBasis, OpinionsGround
from parvis.conduct.explanations import Explanation as Explanation  # noqa: PLC0414 (of this floor)
from parvis.conduct.inspections import Inspection as Inspection  # noqa: PLC0414 (of this floor)
from parvis.conduct.instances import Instance as Instance  # noqa: PLC0414 (of this floor)
from parvis.conduct.outages import OutageRuling as OutageRuling  # noqa: PLC0414 (of this floor)
from parvis.conduct.trials import DraftTrial as DraftTrial  # noqa: PLC0414 (of this floor)
from parvis.conduct.trials import TrialRemark as TrialRemark  # noqa: PLC0414 (of this floor)
from parvis.consultations.models import ConsultationPage

CODE = r"^C\d\d$"


class Attestation(models.Model):
    """Somebody of the team declares, under their name and in public, that a rule holds.

    Never changed: it is taken back, and another one made. The name stays as it was shown.
    """

    consultation = models.ForeignKey(
        ConsultationPage,
        verbose_name=_("consultation"),
        on_delete=models.PROTECT,
        related_name="attestations",
    )
    rule = models.CharField(_("rule"), max_length=3)
    words = models.TextField(_("what is declared"), max_length=1000)
    name = models.CharField(_("name and office, as shown"), max_length=160)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("declared by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField(_("declared at"), db_default=Now(), editable=False)
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, editable=False)

    class Meta:
        verbose_name = _("attestation")
        verbose_name_plural = _("attestations")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "rule"],
                condition=Q(taken_back_at=None),
                name="attestation_one_in_force",
            ),
            models.CheckConstraint(condition=Q(rule__regex=CODE), name="attestation_rule_code"),
            models.CheckConstraint(condition=~Q(words="") & ~Q(name=""), name="attestation_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} - {self.name}"


class DataRecord(models.Model):
    """The record of the processing of personal data: GDPR, articles 6, 9, 13, 30 and 35.

    What everybody reads in the notice. `assessment`: when the impact assessment was done, or why none is
    needed (article 35).
    """

    consultation = models.OneToOneField(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.PROTECT, related_name="data_record"
    )
    controller = models.CharField(_("who is responsible for the data"), max_length=250, blank=True)
    purposes = models.TextField(_("what the data are for"), max_length=2000, blank=True)
    basis = models.CharField(_("legal basis"), max_length=12, choices=LegalBasis, blank=True)
    opinions_ground = models.CharField(
        _("ground for opinions"), max_length=10, choices=OpinionsGround, blank=True
    )
    recipients = models.TextField(_("who receives them"), max_length=2000, blank=True)
    periods = models.TextField(_("how long they are kept"), max_length=2000, blank=True)
    rights = models.TextField(_("how to use one's rights"), max_length=2000, blank=True)
    officer = models.CharField(_("data protection officer, or contact"), max_length=250, blank=True)
    assessment = models.TextField(_("impact assessment, or why there is none"), max_length=2000, blank=True)
    changed_at = models.DateTimeField(_("changed at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("record of personal data")
        verbose_name_plural = _("records of personal data")

    def __str__(self) -> str:
        return str(self.consultation)

    def shown(self) -> list[tuple[str, str]]:
        """Each part that says something, with its name, as it is read."""
        words = {
            "basis": str(LegalBasis(self.basis).label) if self.basis else "",
            "opinions_ground": str(OpinionsGround(self.opinions_ground).label)
            if self.opinions_ground
            else "",
        }
        told = [(label_of(name), words.get(name, getattr(self, name))) for name in RECORD]
        return [(label, value) for label, value in told if value]


RECORD = (
    "controller", "purposes", "basis", "opinions_ground", "recipients", "periods", "rights", "officer",
    "assessment",
)  # fmt: skip
"""Each of them is required, and public."""


def label_of(name: str) -> str:
    """What a part of the record is called, in the language of whoever reads it."""
    field = DataRecord._meta.get_field(name)
    return str(getattr(field, "verbose_name", name))


class FinalDecision(models.Model):
    """What was decided after a consultation, and when: the end of what was promised."""

    consultation = models.OneToOneField(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.PROTECT, related_name="decision"
    )
    taken_on = models.DateField(_("taken on"))
    title = models.CharField(_("what was decided"), max_length=250)
    text = models.TextField(_("what was kept, what was not, and why"), max_length=10_000)
    link = models.URLField(_("address of the act"), blank=True)
    signature = models.CharField(_("who decided"), max_length=160)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    published_at = models.DateTimeField(_("published at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text="") & ~Q(signature=""), name="decision_says_why"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Rehearsal(models.Model):
    """The walk of fake people through a consultation that had not begun, and what each of its steps gave.

    `steps`: a list of {"trial", "outcome", "ms", "subject", "detail"}, in the order in which they were tried;
    `subject` names the kind or the phase, `detail` says what was found. Nothing of what these people did is
    kept, nor could be: see `rehearsal/stage.py`. Without an author, the site rehearsed by itself.
    """

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.PROTECT, related_name="rehearsals"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    started_at = models.DateTimeField(_("started at"), editable=False)
    ended_at = models.DateTimeField(_("ended at"), db_default=Now(), editable=False)
    passed = models.BooleanField(_("passed"), editable=False)
    steps = models.JSONField(_("steps"), default=list, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("rehearsal")
        verbose_name_plural = _("rehearsals")
        ordering = ["-started_at", "-id"]
        indexes = [models.Index(fields=["consultation", "-started_at"], name="rehearsal_last")]
        constraints = [models.CheckConstraint(condition=~Q(steps=[]), name="rehearsal_tried_something")]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.started_at}"


class Evaluation(models.Model):
    """What somebody who took part thinks of how it went: a degree for each question, and words for the team.

    One answer a person, which may be changed until the evaluation closes; the person is then forgotten here.
    """

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.PROTECT, related_name="evaluations"
    )
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="evaluations",
    )
    aim = models.PositiveSmallIntegerField(_("aim"), choices=Degree, null=True)
    information = models.PositiveSmallIntegerField(_("information"), choices=Degree, null=True)
    speech = models.PositiveSmallIntegerField(_("speech"), choices=Degree, null=True)
    views = models.PositiveSmallIntegerField(_("points of view"), choices=Degree, null=True)
    learning = models.PositiveSmallIntegerField(_("understanding"), choices=Degree, null=True)
    trust = models.PositiveSmallIntegerField(_("trust"), choices=Degree, null=True)
    again = models.PositiveSmallIntegerField(_("another time"), choices=Degree, null=True)
    words = models.TextField(_("words for the team"), max_length=2000, blank=True)
    changed_at = models.DateTimeField(_("changed at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        constraints = [
            models.UniqueConstraint(fields=["consultation", "participant"], name="evaluation_one_a_person"),
            models.CheckConstraint(
                condition=~Q(words="") | ~Q(**dict.fromkeys(EvaluationQuestion.values)),
                name="evaluation_says_something",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{question: None}) | Q(**{f"{question}__range": (1, 5)}),
                    name=f"evaluation_{question}_degree",
                )
                for question in EvaluationQuestion.values
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}/{self.pk}"

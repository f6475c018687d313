"""Forms of the desk about the examination of contributions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage
from parvis.restitution.domain.analyse import Analysis, Judged
from parvis.restitution.domain.answer_many import AnswerDraft
from parvis.restitution.domain.examine import Charge
from parvis.restitution.domain.give_verdict import Verdict
from parvis.restitution.enums import FATES, AnswerStatus, Criterion, Level
from parvis.restitution.examinations import Examination
from parvis.restitution.examining import deciders_in, may_be_given
from parvis.ui.forms import LongText

MOST_EUROS = 10**12
HELP = {
    Criterion.FEASIBILITY: gettext_lazy("Can it be done, by whom, how long does it take?"),
    Criterion.COST: gettext_lazy("What it would cost to make, then each year, and who would pay."),
    Criterion.LEGALITY: gettext_lazy("What the law says of it, and whose power it is."),
}


class ExaminationForm(forms.Form):
    """Who examines, and by when."""

    service = forms.CharField(
        label=gettext_lazy("Service that examines"),
        max_length=160,
        help_text=gettext_lazy("Public. An institution or a service: nobody’s name."),
    )
    due_on = forms.DateField(
        label=gettext_lazy("Verdict expected by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Public: everybody sees when it is late."),
    )
    analyst = forms.ModelChoiceField(
        Participant.objects.none(),
        label=gettext_lazy("Who analyses"),
        empty_label=gettext_lazy("choose"),
        help_text=gettext_lazy("Somebody of the team, whose name is not shown. They are told by e-mail."),
    )
    supervisor = forms.ModelChoiceField(
        Participant.objects.none(),
        label=gettext_lazy("Who reads the analysis again"),
        required=False,
        empty_label=gettext_lazy("nobody: it goes straight to the decision"),
    )
    decider = forms.ModelChoiceField(
        Participant.objects.none(),
        label=gettext_lazy("Who decides"),
        required=False,
        empty_label=gettext_lazy("any organiser of the consultation"),
        help_text=gettext_lazy("The decision is published as an official answer, with its reasons."),
    )
    note = LongText(
        label=gettext_lazy("A word for them"),
        max_length=2000,
        rows=3,
        required=False,
        help_text=gettext_lazy("It stays inside."),
    )

    def __init__(self, *args: Any, consultation: ConsultationPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given, deciders = may_be_given(consultation), deciders_in(consultation)
        for name, people in (("analyst", given), ("supervisor", given), ("decider", deciders)):
            found = Participant.objects.filter(pk__in=people).order_by("pk")
            self.fields[name].queryset = found  # type: ignore[attr-defined]

    def charge(self) -> Charge:
        return Charge(**self.cleaned_data)


class AnalysisForm(forms.Form):
    """By each criterion a level and its reason, then what is recommended."""

    amount = forms.IntegerField(
        label=gettext_lazy("Estimated cost, in euros"),
        required=False,
        min_value=0,
        max_value=MOST_EUROS,
        help_text=gettext_lazy("A whole number; leave it empty if it is not known."),
    )
    recommendation = forms.ChoiceField(
        label=gettext_lazy("What you recommend"),
        choices=[("", gettext_lazy("choose")), *((status, status.label) for status in FATES)],
    )
    summary = LongText(
        label=gettext_lazy("Reasons of your recommendation"),
        max_length=5000,
        rows=6,
        help_text=gettext_lazy("Published with the verdict, whatever is decided."),
    )
    note = LongText(
        label=gettext_lazy("A word for whoever comes next"),
        max_length=2000,
        rows=3,
        required=False,
        help_text=gettext_lazy("It stays inside."),
    )
    based_on = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)

    def __init__(self, data: Any = None, *, examination: Examination) -> None:
        """What was sent before, and sent back, is there to be changed."""
        said = {row.criterion: row for row in examination.appraisals.all()}
        cost = said.get(Criterion.COST)
        initial = {
            "amount": cost.amount if cost else None,
            "recommendation": examination.recommendation,
            "summary": examination.summary,
            "based_on": str(examination.contribution.entry or ""),
        }
        for criterion, row in said.items():
            initial |= {criterion: row.level, f"{criterion}_reason": row.reason}
        super().__init__(data, initial=initial)
        for criterion in Criterion:
            self.fields |= _by(criterion)
        names = [f"{criterion}{end}" for criterion in Criterion for end in ("", "_reason")]
        names.insert(names.index(Criterion.COST) + 2, "amount")
        self.order_fields([*names, "recommendation", "summary", "note"])

    def by_criterion(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Each criterion with its fields, to be set in a group."""
        for criterion in Criterion:
            names = [str(criterion), f"{criterion}_reason"]
            names += ["amount"] if criterion == Criterion.COST else []
            yield str(criterion.label), [self[name] for name in names]

    def overall(self) -> list[BoundField]:
        return [self[name] for name in ("recommendation", "summary", "note")]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        for criterion in Criterion:
            level = said.get(str(criterion))
            if level and level != Level.NOT_CONCERNED and not said.get(f"{criterion}_reason", "").strip():
                reason = _("Give the reason: it is published with the verdict.")
                self.add_error(f"{criterion}_reason", reason)
        return said

    def analysis(self) -> Analysis:
        said = self.cleaned_data
        return Analysis(
            criteria={
                criterion: Judged(
                    Level(said[str(criterion)]),
                    said[f"{criterion}_reason"],
                    said["amount"] if criterion == Criterion.COST else None,
                )
                for criterion in Criterion
            },
            recommendation=AnswerStatus(said["recommendation"]),
            summary=said["summary"],
            based_on=said["based_on"],
            note=said["note"],
        )


def _by(criterion: Criterion) -> dict[str, forms.Field]:
    return {
        str(criterion): forms.ChoiceField(
            label=pgettext_lazy("examination", "Level"),
            choices=[("", gettext_lazy("choose")), *Level.choices],
            help_text=HELP[criterion],
        ),
        f"{criterion}_reason": LongText(
            label=gettext_lazy("Reason"),
            max_length=2000,
            rows=4,
            required=False,
            help_text=gettext_lazy("Published with the verdict. Not needed when it is not concerned."),
        ),
    }


class RevisionForm(forms.Form):
    """What is asked of the author."""

    message = LongText(
        label=gettext_lazy("What should be revised"),
        max_length=2000,
        rows=4,
        help_text=gettext_lazy(
            "The author gets it by e-mail, and reads it on the page of their text. Nobody else does."
        ),
    )


class AgreeForm(forms.Form):
    """A word with an agreement."""

    note = LongText(
        label=gettext_lazy("A word for whoever decides"),
        max_length=2000,
        rows=3,
        required=False,
        help_text=gettext_lazy("It stays inside."),
    )


class ReasonForm(forms.Form):
    """Why an analysis is sent back, or an examination stopped."""

    reason = LongText(
        label=gettext_lazy("Reason"),
        max_length=2000,
        rows=3,
        help_text=gettext_lazy("It stays inside."),
    )


class VerdictForm(forms.Form):
    """The official answer, opened with what was recommended."""

    status = forms.ChoiceField(
        label=gettext_lazy("What becomes of it"),
        choices=[("", gettext_lazy("choose")), *((status, status.label) for status in FATES)],
    )
    text = LongText(
        label=gettext_lazy("Answer"),
        max_length=5000,
        rows=8,
        help_text=gettext_lazy("Public. Say what is kept or not, why, and what comes next."),
    )
    signature = forms.CharField(label=gettext_lazy("On behalf of"), max_length=160)
    based_on = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)

    def __init__(self, data: Any = None, *, examination: Examination, signature: str) -> None:
        initial = {
            "status": examination.recommendation,
            "text": examination.summary,
            "signature": signature,
            "based_on": str(examination.contribution.entry or ""),
        }
        super().__init__(data, initial=initial)

    def verdict(self) -> Verdict:
        said = self.cleaned_data
        draft = AnswerDraft(AnswerStatus(said["status"]), said["text"], said["signature"])
        return Verdict(draft, said["based_on"])

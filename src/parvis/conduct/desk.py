"""Forms of the desk: start, what is declared, the record of personal data, the decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.accounts.errors import Refused
from parvis.conduct.calendar import check_answer, days_of, proposed_answer
from parvis.conduct.enums import LegalBasis, OpinionsGround
from parvis.conduct.watched import Change
from parvis.consultations.enums import LegalProfile
from parvis.consultations.forms import LAST_DAY, NewConsultationForm, reason_field
from parvis.consultations.templates_catalogue import Template
from parvis.debate.domain.promise import MOST_DAYS
from parvis.ui.forms import LongText
from parvis.ui.words import moment

DATES = ("profile", "starts_on", "closes_on", "answer_due")
ORDER = (
    "title", "organiser", "summary", "presentation", "themes", "amount", "threshold", "open_points",
    "settled_points", "alternatives", "profile", "replaced_committee", "starts_on", "closes_on", "answer_due",
    "decision_maker", "use_of_contributions", "answer_in_charge",
)  # fmt: skip
"""Of the first fields of a start, as the page has them: errors are told in this order."""


class StartForm(NewConsultationForm):
    """The questions of a start: who, on what, in which frame, what can change, when the answer is due.

    `slots`: the phases on the days asked for; those that are proposed as long as these do not hold.
    """

    profile = forms.ChoiceField(
        label=_("In which legal frame?"),
        choices=LegalProfile.choices,
        widget=forms.RadioSelect,
        help_text=_("It sets the least duration, the documents to publish and the deadlines."),
    )
    replaced_committee = forms.CharField(
        label=_("The committee that it replaces"),
        max_length=250,
        required=False,
        help_text=_("Only for a consultation in place of a mandatory committee."),
    )
    summary = LongText(
        label=_("The subject, in one or two sentences"),
        max_length=300,
        rows=2,
        help_text=_("What people read first, in lists and when the page is shared."),
    )
    presentation = LongText(
        label=_("What people need to know to have their say"),
        max_length=5000,
        rows=6,
        help_text=_("Facts, figures, what happened before. Short sentences, everyday words."),
    )
    use_of_contributions = LongText(
        label=_("What will be done with what they say"),
        max_length=2000,
        rows=3,
        help_text=_("Who reads it, what it weighs on, when and where the answer is published."),
    )
    decision_maker = forms.CharField(
        label=_("Who decides, in the end"), max_length=250, help_text=_("Example: the municipal council.")
    )
    open_points = LongText(
        label=_("What can still change"),
        max_length=2000,
        rows=3,
        help_text=_("What people say will weigh on this, and on nothing else."),
    )
    settled_points = LongText(
        label=_("What is already settled"),
        max_length=2000,
        rows=3,
        help_text=_("Say it now: people are angry when they learn it afterwards."),
    )
    alternatives = LongText(label=_("The other solutions, doing nothing included"), max_length=2000, rows=3)
    answer_due = forms.DateField(
        label=_("Day on which the answer is due"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[LAST_DAY],
        help_text=_("Two months after the close, as a rule. Everybody will see whether it is kept."),
    )
    answer_in_charge = forms.CharField(
        label=_("Who is in charge of the answer"),
        max_length=160,
        help_text=_("An office rather than a name: it stays in the public rules for ever."),
    )
    funder = forms.CharField(label=_("Who pays"), max_length=160)
    operator = forms.CharField(label=_("Who runs this site"), max_length=160)
    contact = forms.EmailField(
        label=_("Address for questions"),
        help_text=_("Shown in public: an address of the office rather than your own."),
    )

    offline_ways = LongText(
        label=_("How one takes part without the internet"),
        max_length=1000,
        rows=2,
        required=False,
        help_text=_("Where, when: sheets at the town hall, a telephone number, a meeting."),
    )
    has_no_guarantor = forms.BooleanField(
        label=_("No guarantor follows this consultation"),
        required=False,
        help_text=_("It will be said in public. Leave it empty if you name one in the team."),
    )
    appeal_days = forms.IntegerField(
        label=_("Working days to decide on an appeal against moderation"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=5,
    )
    officer = forms.CharField(
        label=_("Data protection officer, or contact"), max_length=250, help_text=_("Shown in public.")
    )
    opinions_ground = forms.ChoiceField(
        label=_("Ground for opinions"),
        choices=OpinionsGround.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "What people say may show their political or philosophical opinions (GDPR, article 9). What only"
            " the team reads is not made public by the person."
        ),
    )
    assessment = LongText(
        label=_("Impact assessment on personal data, or why there is none"),
        max_length=2000,
        rows=3,
        help_text=_("When it was done, or why this consultation needs none. It is public."),
    )

    def __init__(self, *args: Any, template: Template, **kwargs: Any) -> None:
        super().__init__(*args, template=template, **kwargs)
        self.order_fields(ORDER)
        self.slots = days_of(template, profile=template.profile, starts_on=timezone.localdate())
        self.fields["profile"].initial = template.profile
        for name, hint in template.hints:
            self.fields[name].help_text = str(hint)
        self.fields["answer_due"].initial = proposed_answer(self.slots)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        profile = values.get("profile")
        if profile == LegalProfile.COMMITTEE and not values.get("replaced_committee"):
            self.add_error("replaced_committee", _("Name the committee that this consultation replaces."))
        if profile and values.get("starts_on") and "closes_on" in values:
            self._lay(profile, values)
        return values

    def _lay(self, profile: LegalProfile, values: dict[str, Any]) -> None:
        place = "closes_on"
        try:
            self.slots = days_of(
                self.template, profile=profile, starts_on=values["starts_on"], closes_on=values["closes_on"]
            )
            place = "answer_due"
            if due := values.get("answer_due"):
                check_answer(self.slots, profile=profile, answer_due=due)
        except Refused as refused:
            self.add_error(place, str(refused))

    def look_at_dates(self) -> None:
        """Say nothing of what is not written yet, but of the dates."""
        for name in [name for name in self.errors if name not in DATES]:
            del self.errors[name]

    def clean_opinions_ground(self) -> OpinionsGround:
        return OpinionsGround(self.cleaned_data["opinions_ground"])

    def clean_profile(self) -> LegalProfile:
        return LegalProfile(self.cleaned_data["profile"])


class AttestForm(forms.Form):
    """What is declared, and under which name: both are public."""

    words = LongText(
        label=_("What do you declare?"),
        max_length=1000,
        rows=3,
        error_messages={"required": _("Say what you declare.")},
    )
    name = forms.CharField(
        label=_("Your name and office"),
        max_length=160,
        help_text=_("Shown in public, with the date."),
        error_messages={"required": _("Write the name and office under which you declare it.")},
    )


class RecordForm(forms.Form):
    """The record of personal data; what is not known yet may be left for later, until it opens."""

    controller = forms.CharField(
        label=_("Who is responsible for the data"),
        max_length=250,
        required=False,
        help_text=_("The body that consults, with its address."),
    )
    purposes = LongText(label=_("What the data are for"), max_length=2000, rows=3, required=False)
    basis = forms.ChoiceField(
        label=_("Legal basis"), choices=[("", _("choose")), *LegalBasis.choices], required=False
    )
    opinions_ground = forms.ChoiceField(
        label=_("Ground for opinions"),
        choices=[("", _("choose")), *OpinionsGround.choices],
        required=False,
        help_text=_("What people say may show their political or philosophical opinions."),
    )
    recipients = LongText(label=_("Who receives them"), max_length=2000, rows=3, required=False)
    periods = LongText(label=_("How long they are kept"), max_length=2000, rows=3, required=False)
    rights = LongText(label=_("How to use one's rights"), max_length=2000, rows=3, required=False)
    officer = forms.CharField(label=_("Data protection officer, or contact"), max_length=250, required=False)
    assessment = LongText(
        label=_("Impact assessment, or why there is none"),
        max_length=2000,
        rows=3,
        required=False,
        help_text=_("When it was done, or why this consultation needs none."),
    )


class ReasonForm(forms.Form):
    """Why the rules changed; `changes` are those that have no reason yet, the last first."""

    change = forms.TypedChoiceField(
        label=_("Which change?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the change whose reason you give.")},
    )
    reason = reason_field()

    def __init__(self, *args: Any, changes: Sequence[Change], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.TypedChoiceField, self.fields["change"])
        field.choices = [(row.pk, f"{moment(row.made_at)} - {row.said}") for row in changes]
        field.initial = next((row.pk for row in changes), None)


class DecisionForm(forms.Form):
    """What was decided; published once, and then as it is."""

    taken_on = forms.DateField(
        label=_("Taken on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )
    title = forms.CharField(label=_("What was decided"), max_length=250)
    text = LongText(label=_("What was kept, what was not, and why"), max_length=10_000, rows=10)
    link = forms.URLField(
        label=_("Address of the act"), required=False, assume_scheme="https", max_length=200
    )
    signature = forms.CharField(
        label=_("Decided by"), max_length=160, help_text=_("Example: the municipal council of Valmont.")
    )

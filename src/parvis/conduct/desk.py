"""Forms of the desk: start, what is declared, the record of personal data, the decision."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.conduct.enums import LegalBasis, OpinionsGround
from parvis.consultations.enums import LegalProfile
from parvis.consultations.forms import NewConsultationForm
from parvis.debate.domain.promise import MOST_DAYS
from parvis.ui.forms import LongText


class StartForm(NewConsultationForm):
    """The questions of a start: who, on what, in which frame, what can change, when the answer is due."""

    profile = forms.ChoiceField(
        label=_("In which legal frame?"),
        choices=LegalProfile.choices,
        widget=forms.RadioSelect,
        initial=LegalProfile.FREE,
        help_text=_("It sets the least duration, the documents to publish and the deadlines."),
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

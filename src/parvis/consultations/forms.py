"""Forms of the desk about a consultation, its phases, its themes and its team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.consultations.ballot_fields import ballot_errors, ballot_fields, ballot_initial, options_of
from parvis.consultations.domain.edit_phase import ActionDraft, PhaseDraft
from parvis.consultations.enums import WRITING, BallotMethod, Figure, Role, Source, Verb
from parvis.consultations.models import MOST_HOURS, ConsultationPage, Kind, Phase
from parvis.consultations.templates_catalogue import Template
from parvis.ui.forms import LongText

LAST_DAY = MaxValueValidator(date(2100, 1, 1))
"""Beyond, it is a slip of the pen."""
MOMENT_FORMAT = "%Y-%m-%dT%H:%M"
LONGEST_THEME = 80


class MomentInput(forms.DateTimeInput):
    """The browser's own picker, in the time zone of the site."""

    input_type = "datetime-local"
    supports_microseconds = True

    def __init__(self) -> None:
        super().__init__(format=MOMENT_FORMAT)


def _as_lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


FIGURES = {
    Figure.AMOUNT: (
        _("Amount to spend"),
        _("In whole euros. Another currency is chosen in the texts, before publishing."),
    ),
    Figure.THRESHOLD: (
        _("How many people a petition needs to be examined"),
        _("Shown on each petition, with how far it is from it. Choose what you can keep to."),
    ),
}


def _figure_field(figure: Figure) -> forms.IntegerField:
    label, help_text = FIGURES[figure]
    most = 10**12 if figure == Figure.AMOUNT else 10**9
    return forms.IntegerField(label=label, min_value=1, max_value=most, help_text=help_text)


class NewConsultationForm(forms.Form):
    """What a consultation made from a template needs to exist; figures are those that it asks for."""

    title = forms.CharField(
        label=_("Question asked"),
        max_length=160,
        help_text=_("One open question, in everyday words. Example: how shall we move around town in 2030?"),
    )
    organiser = forms.CharField(
        label=_("Who consults"),
        max_length=160,
        help_text=_("The name that people will read under the question."),
    )
    starts_on = forms.DateField(
        label=_("First day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
        validators=[LAST_DAY],
        help_text=_("The other phases follow; every date can be changed afterwards."),
    )
    closes_on = forms.DateField(
        label=_("Last day to take part"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[LAST_DAY],
        help_text=_("Optional: phases are shortened or prolonged up to it. Empty: the days shown above."),
    )
    themes = forms.CharField(
        label=_("Themes, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Optional: contributions are filed under them."),
    )

    def __init__(self, *args: Any, template: Template, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.template = template
        for figure in template.figures:
            self.fields[figure.name.lower()] = _figure_field(figure)

    @property
    def figure_fields(self) -> list[forms.BoundField]:
        return [self[figure.name.lower()] for figure in self.template.figures]

    def figures(self) -> dict[Figure, int]:
        """Only on a valid form."""
        return {figure: self.cleaned_data[figure.name.lower()] for figure in self.template.figures}

    def clean_themes(self) -> list[str]:
        names = _as_lines(self.cleaned_data["themes"])
        if any(len(name) > LONGEST_THEME for name in names):
            raise forms.ValidationError(_("A theme has at most 80 characters."))
        return names


class AgainForm(forms.Form):
    """What is said anew of a consultation that starts again from another."""

    title = forms.CharField(
        label=_("Question asked"),
        max_length=160,
        help_text=_("The former one, to be changed: the year, the place, what comes next."),
    )
    starts_on = forms.DateField(
        label=_("First day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
        validators=[LAST_DAY],
        help_text=_("The other phases follow as many days later as they did; every date can be changed."),
    )


@dataclass(frozen=True, slots=True)
class KindRow:
    """What a phase opens on one kind, and how its vote is set."""

    kind: Kind
    opens: list[forms.BoundField]
    settings: list[forms.BoundField]

    @property
    def is_wrong(self) -> bool:
        return any(field.errors for field in self.settings)


class PhaseForm(forms.Form):
    """One phase; what it opens is a choice for each kind of the consultation.

    `opened` says that the phase is under way: only its words and its end can still change. `asks_reason`:
    people already take part, and read why something changes.
    """

    title = forms.CharField(label=_("Title"), max_length=120)
    summary = forms.CharField(
        label=_("What happens in it"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    starts_at = forms.DateTimeField(label=_("Starts"), widget=MomentInput)
    ends_at = forms.DateTimeField(
        label=_("Ends"), widget=MomentInput, required=False, help_text=_("Empty: it never closes by itself.")
    )
    source = forms.ChoiceField(label=_("Carries over"), choices=Source.choices, initial=Source.NOTHING)
    source_phase = forms.ModelChoiceField(
        label=_("From phase"), queryset=Phase.objects.none(), required=False, empty_label=_("no phase")
    )
    source_count = forms.IntegerField(
        label=_("How many"),
        min_value=1,
        max_value=500,
        required=False,
        help_text=_("For the best ones only."),
    )

    def __init__(
        self,
        *args: Any,
        consultation: ConsultationPage,
        phase: Phase | None = None,
        opened: bool = False,
        asks_reason: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asks_reason = asks_reason
        earlier = consultation.phases.exclude(pk=phase.pk) if phase else consultation.phases.all()
        self.fields["source_phase"].queryset = earlier  # type: ignore[attr-defined]
        self.kinds = list(consultation.kinds.all())
        for kind in self.kinds:
            self.fields.update({**_kind_fields(kind), **ballot_fields(kind)})
        if opened:
            for name, field in self.fields.items():
                field.disabled = name not in ("title", "summary", "ends_at") and not self._lets_in(name)
        if asks_reason:
            self.fields["reason"] = reason_field()

    def _lets_in(self, name: str) -> bool:
        """Guests who are let in may be let in no longer; what appears at once may be read first."""
        if name.startswith("hours_"):
            return self.initial.get(name) is None
        return name.startswith("guests_") and bool(self.initial.get(name))

    @property
    def rows(self) -> list[KindRow]:
        return [
            KindRow(
                kind,
                [self[name] for name in _kind_fields(kind)],
                [self[name] for name in ballot_fields(kind)],
            )
            for kind in self.kinds
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("source") == Source.NOTHING:
            values["source_phase"] = values["source_count"] = None
        elif not values.get("source_phase"):
            self.add_error("source_phase", _("Choose the phase from which this one carries over."))
        if values.get("source") == Source.BEST:
            if not values.get("source_count"):
                self.add_error("source_count", _("Write how many are carried over."))
        else:
            values["source_count"] = None
        for kind in self.kinds:
            for name, error in ballot_errors(values, kind).items():
                self.add_error(name, error)
            writes = any(values.get(f"{verb}_{kind.pk}") for verb in WRITING)
            if values.get(f"guests_{kind.pk}") and not writes:
                self.add_error(f"guests_{kind.pk}", _("Guests may only write: open a deposit, or questions."))
            if values.get(f"hours_{kind.pk}") and not writes:
                self.add_error(
                    f"hours_{kind.pk}", _("Nothing is written there: open a deposit, or questions, first.")
                )
        return values

    def draft(self) -> PhaseDraft:
        """The phase as asked; only on a valid form."""
        values = self.cleaned_data
        return PhaseDraft(
            title=values["title"],
            summary=values["summary"],
            starts_at=self._moment("starts_at"),
            ends_at=self._moment("ends_at"),
            actions=frozenset(self._actions()),
            source=Source(values["source"]),
            source_phase=values["source_phase"],
            source_count=values["source_count"],
        )

    def _moment(self, name: str) -> Any:
        """Pickers show minutes: a moment left as it was shown keeps its seconds."""
        before, asked = self.initial.get(name), self.cleaned_data[name]
        unchanged = before and asked and before.replace(second=0, microsecond=0) == asked
        return before if unchanged else asked

    def _actions(self) -> list[ActionDraft]:
        found = []
        for kind in self.kinds:
            guests, hours = self.cleaned_data[f"guests_{kind.pk}"], self.cleaned_data.get(f"hours_{kind.pk}")
            for verb in (Verb.DEPOSIT, Verb.ARGUE, Verb.COMMENT, Verb.ASK):
                if self.cleaned_data[f"{verb}_{kind.pk}"]:
                    is_written = verb in WRITING
                    found.append(
                        ActionDraft(
                            verb,
                            kind,
                            allows_guests=guests and is_written,
                            read_within=hours if is_written else None,
                        )
                    )
            if method := self.cleaned_data[f"vote_{kind.pk}"]:
                options = options_of(self.cleaned_data, kind, BallotMethod(method))
                found.append(ActionDraft(Verb.VOTE, kind, BallotMethod(method), options))
        return found


def reason_field() -> LongText:
    """Why the rules change while people take part."""
    return LongText(
        label=_("Why does this change?"),
        max_length=500,
        rows=2,
        help_text=_("Everybody reads it, on the page of the rules, beside what changed."),
        error_messages={"required": _("People already take part: say why this changes.")},
    )


def _kind_fields(kind: Kind) -> dict[str, forms.Field]:
    return {
        f"deposit_{kind.pk}": forms.BooleanField(label=_("People deposit"), required=False),
        f"argue_{kind.pk}": forms.BooleanField(label=_("People argue"), required=False),
        f"comment_{kind.pk}": forms.BooleanField(label=_("People comment"), required=False),
        f"ask_{kind.pk}": forms.BooleanField(
            label=_("People ask the organiser, who answers"), required=False
        ),
        f"guests_{kind.pk}": forms.BooleanField(
            label=_(
                "Guests may deposit without an address; each text is read by a moderator before it appears"
            ),
            required=False,
        ),
        **_hours(kind),
        f"vote_{kind.pk}": forms.ChoiceField(
            label=_("People vote"), required=False, choices=[("", _("no vote")), *BallotMethod.choices]
        ),
    }


def _hours(kind: Kind) -> dict[str, forms.Field]:
    """Before or after: nothing to choose for what the team alone reads."""
    if kind.is_private:
        return {}
    return {
        f"hours_{kind.pk}": forms.IntegerField(
            label=_("A moderator reads each text before it appears, within so many hours"),
            min_value=1,
            max_value=MOST_HOURS,
            required=False,
            help_text=_("Empty: texts appear at once, and are read afterwards."),
        )
    }


def initial_of(draft: PhaseDraft) -> dict[str, Any]:
    """What a `PhaseForm` shows of a phase as it is."""
    values: dict[str, Any] = {
        "title": draft.title,
        "summary": draft.summary,
        "starts_at": draft.starts_at,
        "ends_at": draft.ends_at,
        "source": draft.source,
        "source_phase": draft.source_phase,
        "source_count": draft.source_count,
    }
    for action in draft.actions:
        values[f"{action.verb}_{action.kind.pk}"] = action.method or True
        if action.allows_guests:
            values[f"guests_{action.kind.pk}"] = True
        if action.read_within is not None:
            values[f"hours_{action.kind.pk}"] = action.read_within
        if action.method:
            values.update(ballot_initial(action.options, action.kind))
    return values


class ThemesForm(forms.Form):
    """Themes as one writes a list; a theme in use stays."""

    names = forms.CharField(
        label=_("Themes, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Their order is the order of the list. A theme under which people wrote cannot leave."),
    )

    def clean_names(self) -> list[str]:
        names = _as_lines(self.cleaned_data["names"])
        if any(len(name) > LONGEST_THEME for name in names):
            raise forms.ValidationError(_("A theme has at most 80 characters."))
        return names


class TeamForm(forms.Form):
    """Somebody who joins the team."""

    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.MODERATOR)

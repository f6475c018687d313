"""The desk's form of one question: its words, what its type asks for, and when it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.consultations.asking import FILES, MOST_FILES, OTHER, SETTINGS, TOLD, Condition, Option, Settings
from parvis.consultations.enums import Comparison, QuestionType, Shape
from parvis.consultations.questions import Question
from parvis.consultations.slugs import free_slug, stem_of
from parvis.contributions.attachments import heaviest
from parvis.contributions.domain.edit_questions import QuestionDraft, values_of
from parvis.ui import words

OPTION_CODE = 30
LONGEST_OPTION = 200
BETWEEN = "|"
LISTS = ("options", "rows", "columns")
WORDS = ("label", "help_text", "shown_if", "test")
ANSWERED = ("is_required", "is_personal", "purpose")
OF_TYPE: dict[QuestionType, tuple[str, ...]] = {
    QuestionType.SHORT_TEXT: ("limit",),
    QuestionType.LONG_TEXT: ("limit",),
    QuestionType.SINGLE: ("options", "has_other"),
    QuestionType.MULTIPLE: ("options", "has_other", "least", "most"),
    QuestionType.SCALE: ("lowest", "highest", "low_label", "high_label"),
    QuestionType.RANKING: ("options",),
    QuestionType.MATRIX: ("rows", "columns"),
    QuestionType.NUMBER: ("minimum", "maximum", "unit"),
    QuestionType.DATE: ("earliest", "latest"),
    QuestionType.PLACE: ("shape",),
    QuestionType.PHOTO: ("count",),
    QuestionType.FILE: ("count",),
}
LIMITS = {QuestionType.SHORT_TEXT: 250, QuestionType.LONG_TEXT: 5000}


def _lines(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, widget=forms.Textarea(attrs={"rows": 6}))


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )


class QuestionForm(forms.Form):
    """One question of one type; `earlier` are those on whose answers it may hang."""

    label = forms.CharField(label=_("Question"), max_length=300)
    help_text = forms.CharField(
        label=_("Help"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    options = _lines(_("Options, one a line"), _("A line that you reword keeps its place, and its answers."))
    has_other = forms.BooleanField(label=_("People may write another answer"), required=False)
    least = forms.IntegerField(label=_("Choices, at least"), min_value=1, max_value=60, required=False)
    most = forms.IntegerField(label=_("Choices, at most"), min_value=1, max_value=60, required=False)
    rows = _lines(_("Rows, one a line"), _("What people judge, one after the other."))
    columns = _lines(_("Columns, one a line"), _("The answers possible for each row."))
    lowest = forms.TypedChoiceField(
        label=_("First step"), choices=[(0, "0"), (1, "1")], coerce=int, initial=1
    )
    highest = forms.IntegerField(label=_("Last step"), min_value=2, max_value=10, initial=5)
    low_label = forms.CharField(label=_("Word for the first step"), max_length=60, required=False)
    high_label = forms.CharField(label=_("Word for the last step"), max_length=60, required=False)
    limit = forms.IntegerField(label=_("Longest answer, in characters"), min_value=10, max_value=50_000)
    minimum = forms.DecimalField(label=_("Smallest number"), max_digits=15, decimal_places=4, required=False)
    maximum = forms.DecimalField(label=_("Largest number"), max_digits=15, decimal_places=4, required=False)
    unit = forms.CharField(
        label=_("Unit"), max_length=20, required=False, help_text=_("Example: euros, km, people.")
    )
    earliest = _day(_("Earliest day"))
    latest = _day(_("Latest day"))
    shape = forms.ChoiceField(label=_("What is placed"), choices=Shape.choices)
    count = forms.IntegerField(label=_("How many, at most"), min_value=1, max_value=MOST_FILES, initial=1)
    is_required = forms.BooleanField(label=_("An answer is needed"), required=False)
    is_personal = forms.BooleanField(
        label=_("The answer says something personal"),
        required=False,
        help_text=_("It is kept apart, never published, and erased with the account."),
    )
    purpose = forms.CharField(
        label=_("What the personal answer is used for"),
        max_length=300,
        required=False,
        help_text=_("Shown to people beside the question."),
    )
    shown_if = forms.ChoiceField(label=_("Shown according to an earlier answer"), required=False)
    test = forms.ChoiceField(
        label=_("if that answer"), choices=Comparison.choices, required=False, initial=Comparison.IS
    )

    def __init__(
        self,
        *args: Any,
        type: QuestionType,
        earlier: Sequence[Question],
        former: Question | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.type = type
        self.former = former
        kept = {*WORDS, *OF_TYPE.get(type, ()), *_asked_of(type)}
        for name in [name for name in self.fields if name not in kept]:
            del self.fields[name]
        if type in FILES:
            self.fields["count"].help_text = _("Each weighs %(n)s MB at most. Ask for nothing personal.") % {
                "n": words.number(heaviest(photo=type == QuestionType.PHOTO) // 1024**2)
            }
        if type in LIMITS:
            self.fields["limit"].initial = LIMITS[type]
        if type == QuestionType.SECTION:
            self.fields["label"].label = _("Title of the page")
        self._offer_conditions(earlier)

    def _offer_conditions(self, earlier: Sequence[Question]) -> None:
        groups = [
            (one.label, [(f"{one.code}{BETWEEN}{value}", label) for value, label in values_of(one)])
            for one in earlier
            if one.decides
        ]
        if not groups:
            del self.fields["shown_if"], self.fields["test"]
            return
        self.fields["shown_if"].choices = [("", _("always shown")), *groups]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("is_personal") and not values.get("purpose"):
            self.add_error("purpose", _("Say what the answer is used for: people have the right to know."))
        for name in LISTS:
            if name in values:
                values[name] = self._options(name, values[name])
        if not self.errors and (fault := self.settings().fault()):
            self.add_error(None, fault)
        return values

    def _options(self, name: str, typed: str) -> tuple[Option, ...]:
        labels = [line.strip() for line in typed.splitlines() if line.strip()]
        if any(len(label) > LONGEST_OPTION for label in labels):
            self.add_error(name, _("An option has at most 200 characters."))
        held: Any = self.former.asks if self.former else None
        return match_options(labels, getattr(held, name, ()))

    def settings(self) -> Settings:
        """What the type asks for; only on valid fields."""
        names = OF_TYPE.get(self.type, ())
        values = {name: self.cleaned_data[name] for name in names}
        words: dict[str, Any] = {"shape": Shape}
        read = {name: words[name](value) if name in words else value for name, value in values.items()}
        return SETTINGS.get(self.type, Settings)(**read)

    def draft(self) -> QuestionDraft:
        """The question as asked; only on a valid form."""
        values = self.cleaned_data
        return QuestionDraft(
            type=self.type,
            label=values["label"],
            help_text=values["help_text"].replace("\r\n", "\n"),
            is_required=values.get("is_required", False),
            is_personal=values.get("is_personal", False),
            purpose=values.get("purpose", "") if values.get("is_personal") else "",
            settings=self.settings(),
            condition=self._condition(),
        )

    def _condition(self) -> Condition | None:
        asked = self.cleaned_data.get("shown_if")
        if not asked:
            return None
        code, _between, value = asked.partition(BETWEEN)
        return Condition(code, Comparison(self.cleaned_data["test"] or Comparison.IS), value)


class DefinitionForm(forms.Form):
    """A form taken from a kind, as a file."""

    file = forms.FileField(
        label=_("File of the form"),
        help_text=_("The JSON file that “Take the form away” gave."),
        widget=forms.FileInput({"accept": ".json,application/json"}),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )


def _asked_of(type: QuestionType) -> tuple[str, ...]:
    """A file cannot be personal: papers that say who somebody is are not to be collected."""
    if type in TOLD:
        return ()
    return ("is_required",) if type in FILES else ANSWERED


def match_options(labels: Sequence[str], former: Sequence[Option]) -> tuple[Option, ...]:
    """Options with their codes: one that stays keeps its own; as many new as gone are reworded, in order."""
    known = {option.label: option.code for option in former}
    gone = [option.code for option in former if option.label not in labels]
    fresh = [label for label in labels if label not in known]
    if len(gone) == len(fresh):
        known.update(zip(fresh, gone, strict=True))
    taken = {OTHER, *known.values()}
    found = []
    for label in labels:
        if label not in known:
            known[label] = free_slug(stem_of(label, OPTION_CODE, "option"), sorted(taken))
            taken.add(known[label])
        found.append(Option(known[label], label))
    return tuple(found)


def initial_of_question(question: Question) -> dict[str, Any]:
    """What a `QuestionForm` shows of a question as it is."""
    condition = question.shown_if
    held = question.asks
    values = {name: getattr(held, name) for name in OF_TYPE.get(QuestionType(question.type), ())}
    for name in LISTS:
        if name in values:
            values[name] = "\n".join(option.label for option in values[name])
    return {
        "label": question.label,
        "help_text": question.help_text,
        "is_required": question.is_required,
        "is_personal": question.is_personal,
        "purpose": question.purpose,
        "shown_if": f"{condition.question}{BETWEEN}{condition.value}" if condition else "",
        "test": condition.test if condition else Comparison.IS,
        **values,
    }

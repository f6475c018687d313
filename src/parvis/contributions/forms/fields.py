"""One field for any question: what it reads is what the domain would keep, or why it would not."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.accounts.errors import Refused
from parvis.consultations.asking import OTHER, ChoiceSettings, FileSettings, NumberSettings, ScaleSettings
from parvis.consultations.enums import Comparison, QuestionType
from parvis.consultations.questions import Question
from parvis.contributions.answering import clean_answer
from parvis.contributions.attachments import TOGETHER, heaviest, heaviest_sending
from parvis.contributions.forms import widgets
from parvis.ui import words

PREFIX = "q_"


def name_of(question: Question) -> str:
    """The name of its field, with which every name that its controls send begins."""
    return f"{PREFIX}{question.code}"


class QuestionField(forms.Field):
    """An answer. Whether one is needed depends on the others: the form sees to it."""

    def __init__(self, question: Question, questions: Sequence[Question], *, initial: Any = None) -> None:
        super().__init__(
            required=question.is_required,
            label=question.label,
            help_text=_hint(question),
            widget=WIDGETS[QuestionType(question.type)](question),
            initial=initial,
        )
        self.template_name = "contributions/question.html"
        self.question = question
        self.only_if = only_if(question, questions)

    def clean(self, value: Any) -> Any:
        try:
            return clean_answer(self.question, widgets.read(self.question, value))
        except Refused as refusal:
            raise ValidationError(str(refusal.message)) from refusal


def _hint(question: Question) -> SafeString:
    """Its help, its unit or bounds, and, of a personal question, what the answer is for."""
    said = [question.help_text, _bounds(question)]
    if question.is_personal:
        said.append(
            _("Asked for this reason: %(purpose)s Your answer is not published.")
            % {"purpose": _sentence(question.purpose)}
        )
    return format_html_join(SafeString(" "), "<span>{}</span>", ((line,) for line in said if line))


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _bounds(question: Question) -> str:
    asks = question.asks
    if isinstance(asks, NumberSettings) and asks.unit:
        return _("In %(unit)s.") % {"unit": asks.unit}
    if isinstance(asks, FileSettings):
        return _room(question, asks)
    if not isinstance(asks, ChoiceSettings) or question.type != QuestionType.MULTIPLE:
        return ""
    if asks.least is not None and asks.most is not None:
        return _("Choose from %(least)s to %(most)s answers.") % {
            "least": words.number(asks.least),
            "most": words.number(asks.most),
        }
    if asks.most is not None:
        return _("Several answers possible, %(most)s at most.") % {"most": words.number(asks.most)}
    return _("Several answers possible.")


def _room(question: Question, asks: FileSettings) -> str:
    """How many files, of which forms, how heavy each and together; and what a document says of its author."""
    is_photo = question.type == QuestionType.PHOTO
    each, together = heaviest(photo=is_photo), heaviest_sending() if is_photo else TOGETHER * heaviest()
    said = _photos(asks.count) if is_photo else _documents(asks.count)
    sizes = {"size": words.number(each // 1024**2), "total": words.number(together // 1024**2)}
    return said % {"n": words.number(asks.count), **sizes}


def _photos(count: int) -> str:
    return ngettext(
        "One photo in JPEG, PNG or WebP, %(size)s MB at most, and %(total)s MB for all the files of this "
        "form. It does not keep the place where it was taken.",
        "Up to %(n)s photos in JPEG, PNG or WebP, %(size)s MB each at most, and %(total)s MB for all the "
        "files of this form. They do not keep the place where they were taken.",
        count,
    )


def _documents(count: int) -> str:
    return ngettext(
        "One document in PDF, ODT, ODS, DOCX, XLSX, CSV or text, %(size)s MB at most, and %(total)s MB for "
        "all the files of this form. It stays as you send it: it often holds the name of its author, even if "
        "you sign with a pseudonym.",
        "Up to %(n)s documents in PDF, ODT, ODS, DOCX, XLSX, CSV or text, %(size)s MB each at most, and "
        "%(total)s MB for all the files of this form. They stay as you send them: they often hold the name "
        "of their author, even if you sign with a pseudonym.",
        count,
    )


def only_if(question: Question, questions: Sequence[Question]) -> str:
    """In words, the condition of a question, for those whose browser does not hide it."""
    condition = question.shown_if
    if condition is None:
        return ""
    other = next((one for one in questions if one.code == condition.question), None)
    if other is None:
        return ""
    values = {"question": other.label, "value": label_of(other, condition.value)}
    said = {
        Comparison.IS: _("Only if your answer to “%(question)s” is: %(value)s."),
        Comparison.CONTAINS: _("Only if your answer to “%(question)s” is, among others: %(value)s."),
        Comparison.IS_NOT: _("Only if your answer to “%(question)s” is not: %(value)s."),
    }
    return said[condition.test] % values


def label_of(question: Question, value: str) -> str:
    """How a person reads the value on which a condition hangs."""
    asks = question.asks
    if isinstance(asks, ChoiceSettings):
        labels = {option.code: option.label for option in asks.options}
        return _("another answer") if value == OTHER else labels.get(value, value)
    return value if isinstance(asks, ScaleSettings) else _("yes")


def _text(_question: Question) -> forms.Widget:
    return forms.TextInput()


def _long_text(_question: Question) -> forms.Widget:
    return forms.Textarea({"rows": 6})


def _number(_question: Question) -> forms.Widget:
    return forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})


def _date(_question: Question) -> forms.Widget:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


def _statement(_question: Question) -> forms.Widget:
    return forms.CheckboxInput()


WIDGETS: dict[QuestionType, Callable[[Question], forms.Widget]] = {
    QuestionType.SHORT_TEXT: _text,
    QuestionType.LONG_TEXT: _long_text,
    QuestionType.SINGLE: widgets.Choices,
    QuestionType.MULTIPLE: widgets.Choices,
    QuestionType.SCALE: widgets.Scale,
    QuestionType.RANKING: widgets.Ranking,
    QuestionType.MATRIX: widgets.Matrix,
    QuestionType.NUMBER: _number,
    QuestionType.DATE: _date,
    QuestionType.PLACE: widgets.Place,
    QuestionType.STATEMENT: _statement,
    QuestionType.PHOTO: widgets.Files,
    QuestionType.FILE: widgets.Files,
}

"""The words of a contribution, and the answers to what its kind asks."""

from collections.abc import Callable, Collection
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from parvis.accounts.errors import Refused
from parvis.consultations.models import Kind
from parvis.consultations.questions import Question
from parvis.contributions.answering import Answers, shown
from parvis.contributions.attachments import mentions_in
from parvis.contributions.domain.wording import NO_TEXT, NO_TITLE, text_of, title_of
from parvis.contributions.forms.attached import has_files, tell_files
from parvis.contributions.forms.fields import QuestionField, name_of
from parvis.contributions.forms.pages import FormPage, Part, cut, open_pages, parts_of, words_of
from parvis.contributions.personal import Passage, find_personal
from parvis.contributions.showing import Said, answers_changed, said
from parvis.contributions.signatures import is_of_one
from parvis.contributions.texts import clean_line, clean_text
from parvis.ui import words

NEEDED = _("An answer is needed.")


class WordsForm(forms.Form):
    """Title and text of a contribution of one kind, then its questions."""

    use_required_attribute = False
    title = forms.CharField(label=_("Title"), strip=False, error_messages={"required": NO_TITLE})
    text = forms.CharField(
        label=_("Your text"),
        strip=False,
        widget=forms.Textarea({"rows": 10}),
        error_messages={"required": NO_TEXT},
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        kind: Kind,
        initial: dict[str, Any] | None = None,
        answers: Answers | None = None,
        together: bool = False,
    ) -> None:
        """`together`: written by several hands, without what each person answers alone."""
        super().__init__(data, initial=initial)
        self.kind = kind
        self.questions = [one for one in kind.questions.all() if not (together and is_of_one(one))]
        self.held: Answers = answers or {}
        self.answers: Answers = {}
        self.page: int | None = None
        self._ask_words()
        for question in self.questions:
            if question.takes_answer:
                held = self.held.get(question.code)
                self.fields[name_of(question)] = QuestionField(question, self.questions, initial=held)
        tell_files(self)

    def _ask_words(self) -> None:
        self.fields["text"].help_text = ngettext(
            "%(limit)s character at most.", "%(limit)s characters at most.", self.kind.text_limit
        ) % {"limit": words.number(self.kind.text_limit)}
        self.fields["title"].help_text = gettext("One sentence that says it all.")
        if self.kind.is_amendment:
            self.fields["text"].label = gettext("The words as you would have them")
            self.fields["title"].label = gettext("What you change, in one sentence")
            self.fields["title"].help_text = gettext("For instance: name who is in charge.")
        if not self.kind.is_titled:
            del self.fields["title"]
        if not self.kind.has_text:
            del self.fields["text"]

    def clean_title(self) -> str:
        return _checked(title_of, self.kind, self.cleaned_data["title"])

    def clean_text(self) -> str:
        return _checked(text_of, self.kind, self.cleaned_data["text"])

    def clean(self) -> dict[str, Any]:
        """Forget what was answered to questions that are not shown, then ask for what is missing."""
        found = super().clean() or self.cleaned_data
        given = {question.code: found.get(name_of(question)) for question in self.questions}
        asked = shown(self.questions, given)
        for question in self.questions:
            if question not in asked:
                self.errors.pop(name_of(question), None)
        self.answers = {
            question.code: given[question.code] for question in asked if given[question.code] is not None
        }
        for question in asked:
            name = name_of(question)
            if question.is_required and question.code not in self.answers and name not in self.errors:
                self.add_error(name, str(NEEDED))
        return found

    @cached_property
    def pages(self) -> list[FormPage]:
        return cut(self.questions, has_words=bool(words_of(self)))

    def parts(self) -> list[Part]:
        """What the page written now shows, in order; every page when none is named."""
        given = self.answers if self.is_bound else self.held
        pages = [page for page in self.pages if self.page in (None, page.number)]
        return list(parts_of(self, pages, self.asked(given)))

    @property
    def takes_files(self) -> bool:
        return has_files(self)

    @property
    def is_paged(self) -> bool:
        return len(self.pages) > 1

    def open_pages(self) -> list[FormPage]:
        """The pages that the answers of a bound form lead to."""
        return open_pages(self.pages, self.questions, self.answers if self.is_bound else self.held)

    def names_on(self, page: FormPage) -> list[str]:
        """The fields of a page."""
        words = words_of(self) if page.has_words else []
        return [*words, *(name_of(question) for question in page.questions if question.takes_answer)]

    def keep_errors(self, names: Collection[str]) -> None:
        """Forget the errors of other fields: they are for other pages to show."""
        for name in [name for name in self.errors if name not in names]:
            del self.errors[name]

    def asked(self, answers: Answers) -> list[Question]:
        return shown(self.questions, answers)

    def said(self) -> list[Said]:
        """The answers of a valid form, in words."""
        return said(self.questions, self.answers)

    def differences(self, *, title: str, text: str, answers: Answers) -> list[tuple[str, str, str]]:
        """What a bound form says otherwise than this: the label, the words there, the words here."""
        self.is_valid()
        there = {"title": clean_line(title), "text": clean_text(text)}
        sent = {name: self.data.get(name, "") for name in there}
        here = {"title": clean_line(sent["title"]), "text": clean_text(sent["text"])}
        found = [(str(self[name].label), there[name], here[name]) for name in there if name in self.fields]
        found += answers_changed(self.questions, answers, self.answers)
        return [one for one in found if one[1] != one[2]]

    def personal(self) -> list[Passage]:
        """What of a valid form may be personal: shown to its author, who decides."""
        if self.kind.is_private:
            return []
        said = [self.cleaned_data.get("title", ""), self.cleaned_data.get("text", ""), *self._open_answers()]
        said += [one["description"] for one in mentions_in(self.answers)]
        return [passage for text in said for passage in find_personal(text)]

    def _open_answers(self) -> list[str]:
        """Texts among the public answers."""
        return [
            answer
            for question in self.questions
            if not question.is_personal and isinstance(answer := self.answers.get(question.code), str)
        ]


def _checked(check: Callable[[Kind, str], str], kind: Kind, typed: str) -> str:
    try:
        return check(kind, typed)
    except Refused as refusal:
        raise ValidationError(str(refusal.message)) from refusal

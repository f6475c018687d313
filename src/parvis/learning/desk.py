"""Forms of the desk: a question of a quiz, and the name under which it is checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.learning.domain.edit_quiz import HTTPS, QuestionDraft
from parvis.learning.models import FEWEST_CHOICES, MOST_CHOICES, QuizQuestion
from parvis.pages.models import ResourcePage
from parvis.ui.forms import LongText

PLACES = range(1, MOST_CHOICES + 1)


class QuestionForm(forms.Form):
    """A question, up to five answers of which one is right, the explanation and where it comes from."""

    label = forms.CharField(
        label=gettext_lazy("Question"),
        max_length=300,
        help_text=gettext_lazy("On a fact that can be read in the documents, never on an opinion."),
    )
    right = forms.TypedChoiceField(
        label=gettext_lazy("The right answer"),
        coerce=int,
        choices=[(place, str(place)) for place in PLACES],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say which of the answers offered is right.")},
    )
    explanation = LongText(
        label=gettext_lazy("Explanation"),
        max_length=800,
        rows=4,
        help_text=gettext_lazy(
            "Why this answer is right, in two or three sentences: shown to whoever answered."
        ),
    )
    resource = forms.TypedChoiceField(
        label=gettext_lazy("Source: a resource of this consultation"),
        coerce=int,
        empty_value=None,
        required=False,
    )
    source = forms.CharField(
        label=gettext_lazy("Or the name of another page"), max_length=250, required=False
    )
    link = forms.URLField(
        label=gettext_lazy("Its address, in https"), max_length=200, required=False, assume_scheme="https"
    )

    def __init__(self, *args: Any, resources: Sequence[ResourcePage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.resources = {page.pk: page for page in resources}
        self.fields["resource"].choices = [  # type: ignore[attr-defined]
            ("", _("none of these")),
            *((pk, page.title) for pk, page in self.resources.items()),
        ]
        for place in PLACES:
            self.fields[_answer(place)] = forms.CharField(
                label=_("Answer %(n)s") % {"n": place}, max_length=200, required=place <= FEWEST_CHOICES
            )
        self.order_fields(["label", *map(_answer, PLACES), "right"])

    def clean(self) -> dict[str, Any]:
        """Empty answers are left out, wherever they are."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("right") and not said.get(_answer(said["right"])):
            self.add_error("right", _("This answer is empty: say which of the answers offered is right."))
        answers = [said[_answer(place)].casefold() for place in PLACES if said.get(_answer(place))]
        if len(set(answers)) < len(answers):
            self.add_error("right", _("Two of the answers are the same."))
        if not said.get("resource"):
            self._check_page(said)
        return said

    def _check_page(self, said: dict[str, Any]) -> None:
        if not self.errors.get("link") and not said.get("link", "").startswith(HTTPS):
            self.add_error("link", _("Choose a resource, or write the address of a page, in https."))
        if not said.get("source"):
            self.add_error("source", _("Choose a resource, or write the name of a page."))

    def draft(self) -> QuestionDraft:
        said = self.cleaned_data
        offered = [place for place in PLACES if said[_answer(place)]]
        return QuestionDraft(
            label=said["label"],
            choices=tuple(said[_answer(place)] for place in offered),
            right=offered.index(said["right"]),
            explanation=said["explanation"],
            resource=self.resources.get(said["resource"]),
            link=said["link"],
            source=said["source"],
        )


def _answer(place: int) -> str:
    return f"answer_{place}"


def initial_of(question: QuizQuestion) -> dict[str, Any]:
    """A question as it is, ready to be changed."""
    return {
        "label": question.label,
        **{_answer(place): choice for place, choice in enumerate(question.choices, 1)},
        "right": question.right + 1,
        "explanation": question.explanation,
        "resource": question.resource_id,
        "link": question.link,
        "source": "" if question.resource_id else question.source,
    }


class CheckForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Your name and office, as everybody will read them"),
        max_length=160,
        help_text=gettext_lazy("It stays on the page of the quiz, with your place in the team."),
    )

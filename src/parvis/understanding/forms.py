"""What analysts ask of an analysis, and how they correct its topics."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import ConsultationPage, Phase
from parvis.consultations.questions import Question
from parvis.understanding.domain.ask_analysis import MOST_SEED, MOST_TOPICS
from parvis.understanding.domain.correct_topic import LONGEST_TITLE
from parvis.understanding.enums import Act
from parvis.understanding.models import Topic
from parvis.understanding.queries import topics_of
from parvis.understanding.scope import questions_of


class AskForm(forms.Form):
    """What to read, and how. Nothing needs to be filled in."""

    phase = forms.ModelChoiceField(
        Phase.objects.none(), label=_("Phase"), required=False, empty_label=_("All phases")
    )
    question = forms.ModelChoiceField(
        Question.objects.none(),
        label=_("Question of a form"),
        required=False,
        empty_label=_("Titles and texts"),
        help_text=_("Instead of titles and texts, the answers to one question that everybody reads."),
    )
    topics = forms.IntegerField(
        label=_("How many topics"),
        required=False,
        min_value=2,
        max_value=MOST_TOPICS,
        help_text=_("Leave it empty: the number is then chosen from the texts."),
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        initial=0,
        required=False,
        min_value=0,
        max_value=MOST_SEED,
        help_text=_("Same texts and same seed, same topics. Try another to see what changes."),
    )

    def __init__(self, *args: Any, consultation: ConsultationPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].queryset = consultation.phases.all()  # type: ignore[attr-defined]
        self.fields["question"].queryset = questions_of(consultation)  # type: ignore[attr-defined]

    def clean_seed(self) -> int:
        return self.cleaned_data["seed"] or 0


class ActForm(forms.Form):
    """One act on a topic: the button says which."""

    act = forms.TypedChoiceField(
        choices=[(one.value, one.label) for one in Act if one != Act.MOVE], coerce=Act
    )
    words = forms.CharField(label=_("Title"), required=False, max_length=LONGEST_TITLE)
    target = forms.ModelChoiceField(
        Topic.objects.none(), label=_("Merge into"), required=False, empty_label=_("Choose a topic")
    )

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [one.pk for one in topics_of(topic.analysis) if one.pk != topic.pk]
        self.fields["target"].queryset = Topic.objects.filter(pk__in=others)  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """A contribution that belongs in another topic."""

    contribution = forms.IntegerField(min_value=1)
    target = forms.IntegerField(min_value=1)

"""What analysts ask of an analysis, and how they correct its topics."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import ConsultationPage, Phase, PhaseAction
from parvis.consultations.questions import Question
from parvis.understanding.ballot_votes import ballots_of
from parvis.understanding.domain.ask_analysis import MOST_SEED, MOST_TOPICS
from parvis.understanding.domain.ask_opinions import MOST_GROUPS
from parvis.understanding.domain.correct_topic import LONGEST_TITLE
from parvis.understanding.domain.name_group import LONGEST_NAME
from parvis.understanding.domain.open_coding import FEWEST_TEXTS, MOST_TEXTS, USUAL
from parvis.understanding.domain.split_topic import FEWEST_PARTS, MOST_PARTS
from parvis.understanding.enums import Act, Apart
from parvis.understanding.models import Topic
from parvis.understanding.queries import topics_of
from parvis.understanding.scope import questions_of


class SeedField(forms.IntegerField):
    """0 where nothing is given."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Seed"), initial=0, required=False, min_value=0, max_value=MOST_SEED, **kwargs
        )

    def clean(self, value: Any) -> int:
        return super().clean(value) or 0


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
    seed = SeedField(help_text=_("Same texts and same seed, same topics. Try another to see what changes."))

    def __init__(self, *args: Any, consultation: ConsultationPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].queryset = consultation.phases.all()  # type: ignore[attr-defined]
        self.fields["question"].queryset = questions_of(consultation)  # type: ignore[attr-defined]


class BallotField(forms.ModelChoiceField):
    """A ballot, by what it bears on and its phase."""

    def label_from_instance(self, obj: PhaseAction) -> str:
        return f"{capfirst(obj.kind.plural_name)} – {obj.phase.title}"


class AskOpinionsForm(forms.Form):
    """Which votes to read, and how."""

    ballot = BallotField(PhaseAction.objects.none(), label=_("Votes to read"), empty_label=None)
    groups = forms.IntegerField(
        label=_("How many groups"),
        required=False,
        min_value=2,
        max_value=MOST_GROUPS,
        help_text=_("Leave it empty: the number is then the one whose groups stand furthest apart."),
    )
    seed = SeedField(help_text=_("Same votes and same seed, same groups."))

    def __init__(self, *args: Any, consultation: ConsultationPage, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "id_votes_%s")
        super().__init__(*args, **kwargs)
        self.fields["ballot"].queryset = ballots_of(consultation)  # type: ignore[attr-defined]

    @property
    def has_ballots(self) -> bool:
        found: bool = self.fields["ballot"].queryset.exists()  # type: ignore[attr-defined]
        return found


class NameForm(forms.Form):
    """What an analyst calls a group of opinion; empty for its letter alone."""

    words = forms.CharField(label=_("Name of the group"), required=False, max_length=LONGEST_NAME)


class ActForm(forms.Form):
    """One act on a topic: the button says which."""

    act = forms.TypedChoiceField(
        choices=[(one.value, one.label) for one in Act if one not in (Act.MOVE, Act.SPLIT)], coerce=Act
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


class OpenCodingForm(forms.Form):
    """How a sample is drawn for people to code blindly."""

    size = forms.IntegerField(
        label=_("How many texts"),
        initial=USUAL,
        min_value=FEWEST_TEXTS,
        max_value=MOST_TEXTS,
        help_text=_("A hundred take about an hour each. Where there are fewer, all are drawn."),
    )
    is_stratified = forms.BooleanField(
        label=_("Draw topic by topic"),
        initial=True,
        required=False,
        help_text=_("Each topic then has its share of the sample, and one text at least."),
    )
    seed = SeedField(help_text=_("Same analysis and same seed, same texts."))


class CodeForm(forms.Form):
    """Where a coder puts a text: the number of a topic, or of what is in none."""

    code = forms.IntegerField(min_value=min(Apart.values))


class SplitForm(forms.Form):
    """Into how many parts a topic is cut."""

    parts = forms.IntegerField(
        label=_("Parts"), initial=FEWEST_PARTS, min_value=FEWEST_PARTS, max_value=MOST_PARTS
    )
    seed = SeedField(help_text=_("Same topic and same seed, same parts."))

"""What the desk reads of contributions: every state, newest first, filtered, by pages of a constant cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.consultations.enums import KindRole, Visibility
from parvis.consultations.models import ConsultationPage, Kind, Phase, Theme
from parvis.contributions.domain.edit_kind import KindDraft
from parvis.contributions.models import Contribution, ContributionQuerySet
from parvis.contributions.search import search_query

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class Filters:
    """What the organiser looks for; nothing means everything."""

    phase: Phase | None = None
    kind: Kind | None = None
    theme: Theme | None = None
    state: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class DeskPage:
    """Contributions, and the number after which the next page starts (None at the end)."""

    items: list[Contribution]
    next: int | None


def contributions_page(
    *, consultation: ConsultationPage, filters: Filters, before: int | None = None
) -> DeskPage:
    """One page of the contributions of a consultation, newest first, in one query."""
    rows = _narrowed(Contribution.objects.filter(consultation=consultation), filters)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    rows = rows.select_related("kind", "theme", "phase", "author", "organisation", "gathering")
    rows = rows.defer("search").order_by("-pk")
    items = list(rows[: PAGE_SIZE + 1])
    more = len(items) > PAGE_SIZE
    return DeskPage(items=items[:PAGE_SIZE], next=items[PAGE_SIZE - 1].pk if more else None)


def public_numbers(*, consultation: ConsultationPage, filters: Filters, most: int) -> list[int]:
    """The numbers of the public contributions that these filters leave, the newest first; one query."""
    rows = _narrowed(Contribution.objects.published().filter(consultation=consultation), filters)
    return list(rows.order_by("-pk").values_list("pk", flat=True)[:most])


def _narrowed(rows: ContributionQuerySet, filters: Filters) -> ContributionQuerySet:
    chosen = {"phase": filters.phase, "kind": filters.kind, "theme": filters.theme, "state": filters.state}
    rows = rows.filter(**{name: value for name, value in chosen.items() if value is not None})
    if filters.words:
        rows = rows.filter(search=search_query(filters.words))
    return rows


def contribution_of(consultation: ConsultationPage, pk: int) -> Contribution | None:
    """A contribution of this consultation, whatever its state."""
    rows = Contribution.objects.filter(consultation=consultation, pk=pk)
    kept = ("gathering", "merged_into__gathering")
    rows = rows.select_related("consultation", "kind", "theme", "phase", "author", "organisation", *kept)
    return rows.defer("search", "merged_into__search").first()


class KindForm(forms.Form):
    """One kind of contribution: its words, and what its form asks."""

    name = forms.CharField(
        label=_("Name"), max_length=60, help_text=_("For one, in lower case. Example: pain point.")
    )
    plural_name = forms.CharField(
        label=_("Plural name"), max_length=60, help_text=_("For several. Example: pain points.")
    )
    call = forms.CharField(
        label=_("Text of the button"),
        max_length=60,
        help_text=_("Begins with a verb. Example: Tell what does not work."),
    )
    help_text = forms.CharField(
        label=_("Help above the form"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_titled = forms.BooleanField(label=_("People give a title to their text"), required=False, initial=True)
    has_text = forms.BooleanField(
        label=_("People write a text"),
        required=False,
        initial=True,
        help_text=_("Without a text, the questions of its form are all that is asked."),
    )
    text_limit = forms.IntegerField(
        label=_("Longest text, in characters"), min_value=100, max_value=50_000, initial=5000
    )
    responds_to = forms.ModelChoiceField(
        label=_("Responds to"),
        queryset=Kind.objects.none(),
        required=False,
        empty_label=_("nothing"),
        help_text=_("People then choose which contribution of that kind theirs responds to."),
    )
    role = forms.ChoiceField(
        label=_("What people do with it"),
        choices=KindRole.choices,
        initial=KindRole.PLAIN,
        help_text=_(
            "The form of an amendment begins with the words to amend, and shows what changes in them."
        ),
    )
    visibility = forms.ChoiceField(
        label=_("Who reads it"),
        choices=Visibility.choices,
        initial=Visibility.PUBLIC,
        help_text=_("Settled by the first deposit. Of what only the team reads, totals are public."),
    )
    one_per_person = forms.BooleanField(
        label=_("Each person sends one only"),
        required=False,
        help_text=_("It may be changed until the end."),
    )

    def __init__(
        self, *args: Any, consultation: ConsultationPage, kind: Kind | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        others = consultation.kinds.exclude(pk=kind.pk) if kind else consultation.kinds.all()
        self.fields["responds_to"].queryset = others  # type: ignore[attr-defined]

    def draft(self) -> KindDraft:
        """The kind as asked; only on a valid form."""
        said = self.cleaned_data
        typed = {"visibility": Visibility(said["visibility"]), "role": KindRole(said["role"])}
        return KindDraft(**{**said, **typed})


def initial_of(kind: Kind) -> dict[str, Any]:
    """What a `KindForm` shows of a kind as it is."""
    return {name: getattr(kind, name) for name in KindForm.base_fields}

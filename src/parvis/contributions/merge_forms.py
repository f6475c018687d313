"""What an organiser says on merging texts, and on splitting them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import ConsultationPage
from parvis.contributions.domain.merge import REASON_LIMIT
from parvis.contributions.domain.wording import TITLE_LIMIT
from parvis.contributions.models import LISTED, Contribution
from parvis.contributions.similar import similar_to
from parvis.ui.forms import LongText

MOST_CHOSEN = 50
CLOSE = 8
NO_REASON = _("Say why: the authors and the public read it.")


class MergeForm(forms.Form):
    """Which of `texts` are merged, which one stays, common words if wanted, and why."""

    text = forms.MultipleChoiceField(
        label=_("Texts to merge"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose two texts or more.")},
    )
    kept = forms.ChoiceField(
        label=_("The text that stays in lists"),
        widget=forms.RadioSelect,
        help_text=_("The others keep their address, which leads to it."),
        error_messages={"required": _("Choose the text that stays.")},
    )
    title = forms.CharField(
        label=_("Common title"),
        max_length=TITLE_LIMIT,
        required=False,
        help_text=_("If none of the titles says what all of them say. Leave empty to keep that of the text."),
    )
    common = LongText(label=_("Common text"), max_length=50_000, rows=5, required=False)
    reason = LongText(
        label=_("Reason"),
        max_length=REASON_LIMIT,
        rows=3,
        help_text=_("The authors receive it by e-mail, and everybody reads it on the page."),
        error_messages={"required": NO_REASON},
    )

    def __init__(self, *args: Any, texts: Sequence[Contribution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(text.pk), str(text)) for text in texts]
        self.fields["text"].choices = self.fields["kept"].choices = choices  # type: ignore[attr-defined]

    def others(self) -> list[int]:
        """Those that are merged into the one that stays."""
        return [int(pk) for pk in self.cleaned_data["text"] if pk != self.cleaned_data["kept"]]


class SplitForm(forms.Form):
    reason = LongText(
        label=_("Reason for splitting them"),
        max_length=REASON_LIMIT,
        rows=3,
        error_messages={"required": NO_REASON},
    )


def chosen(consultation: ConsultationPage, typed: Sequence[str]) -> list[Contribution]:
    """The texts of these numbers that can be merged, oldest first; what is no number is nothing."""
    ids = [int(pk) for pk in typed[:MOST_CHOSEN] if pk.isascii() and pk.isdigit() and len(pk) <= 18]
    rows = Contribution.objects.filter(LISTED, consultation=consultation, pk__in=ids, gathering=None)
    return list(rows.select_related("kind", "author", "organisation").defer("search").order_by("pk"))


def close_to(texts: Sequence[Contribution]) -> list[Contribution]:
    """Others that say nearly the same as the first of these."""
    if not texts:
        return []
    first, known = texts[0], {text.pk for text in texts}
    words = first.title or first.text
    found = [text.pk for text in similar_to(kind=first.kind, words=words, most=CLOSE + len(known))]
    rows = Contribution.objects.filter(pk__in=found, gathering=None)
    rows = rows.select_related("kind", "author", "organisation")
    by_id = {row.pk: row for row in rows.defer("search")}
    return [by_id[pk] for pk in found if pk in by_id and pk not in known][:CLOSE]

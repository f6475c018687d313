"""Setting votes aside from the desk: criteria, and what they would do, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.accounts.canonical import domain_name
from parvis.accounts.enums import IdentityLevel
from parvis.ballots.criteria import Criterion
from parvis.ballots.models import SetAside
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.moderation.aside import reason_of
from parvis.moderation.cases import SHORT
from parvis.moderation.desk import HIDING
from parvis.ui import words
from parvis.ui.forms import LongText

MOMENT = "%Y-%m-%dT%H:%M"


class AsideForm(forms.Form):
    """Criteria that hold together; the reason comes after the preview."""

    domain = forms.CharField(
        label=gettext_lazy("Domain of the addresses"),
        max_length=253,
        required=False,
        help_text=gettext_lazy("Such as example.org; its subdomains are included."),
    )
    since = forms.DateTimeField(
        label=gettext_lazy("Cast from"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
    )
    until = forms.DateTimeField(
        label=gettext_lazy("Cast before"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
    )
    network = forms.RegexField(r"^[0-9a-f]{16}$", required=False, widget=forms.HiddenInput)
    answers = forms.RegexField(r"^[0-9a-f]{32}$", required=False, widget=forms.HiddenInput)
    contribution = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"), required=False, choices=[("", gettext_lazy("choose a reason")), *HIDING]
    )
    note = LongText(label=gettext_lazy("Note for the team"), max_length=1000, rows=3, required=False)

    def criterion(self) -> Criterion:
        given = {
            name: self.cleaned_data[name] for name in ("network", "answers", "since", "until", "contribution")
        }
        return Criterion(domain=domain_name(self.cleaned_data["domain"]), **given)

    @property
    def kept(self) -> list[forms.BoundField]:
        """The criteria, to be sent again with the reason."""
        return [self[name] for name in ("domain", "since", "until", "network", "answers", "contribution")]

    @classmethod
    def address(cls, consultation: ConsultationPage, criterion: Criterion) -> str:
        """Where the preview of a criterion is; nothing when the criterion is empty."""
        if criterion.is_empty:
            return ""
        given = criterion.to_json()
        for name in ("since", "until"):
            if moment := getattr(criterion, name):
                given[name] = timezone.localtime(moment).strftime(MOMENT)
        return f"{reverse('desk:set_aside', args=[consultation.pk])}?{urlencode(given)}"


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act in the list: what it set aside, why, and whether it holds."""

    act: SetAside
    reason: str
    criterion: str
    votes: str
    levels: list[tuple[str, str]]


def lines_of(acts: Iterable[SetAside]) -> list[ActLine]:
    return [
        ActLine(
            act=act,
            reason=reason_of(act.reason),
            criterion=in_words(Criterion.from_json(act.criterion)),
            votes=words.number(act.figures["votes"]),
            levels=levels_in_words({int(level): n for level, n in act.figures["levels"].items()}),
        )
        for act in acts
    ]


def in_words(criterion: Criterion) -> str:
    """A criterion as a list of what it holds."""
    said = [
        _("domain %(name)s") % {"name": criterion.domain} if criterion.domain else "",
        _("network %(name)s") % {"name": criterion.network[:SHORT]} if criterion.network else "",
        _("same answers (%(name)s)") % {"name": criterion.answers[:SHORT]} if criterion.answers else "",
        _("one contribution") if criterion.contribution else "",
        _("from %(moment)s") % {"moment": words.moment(criterion.since)} if criterion.since else "",
        _("before %(moment)s") % {"moment": words.moment(criterion.until)} if criterion.until else "",
    ]
    return ", ".join(part for part in said if part)


def levels_in_words(levels: Mapping[int, int]) -> list[tuple[str, str]]:
    return [(str(IdentityLevel(level).label), words.number(count)) for level, count in sorted(levels.items())]


def ballots_in_words(ballots: Mapping[int, int]) -> list[tuple[str, str]]:
    found = PhaseAction.objects.filter(pk__in=ballots).select_related("kind", "phase")
    return [
        (f"{ballot.kind.plural_name.capitalize()} ({ballot.phase.title})", words.number(ballots[ballot.pk]))
        for ballot in found
    ]

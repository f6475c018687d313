"""Forms of commissions: what their organisers set up, what they do, and what a member accepts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.commissions.domain.edit_commission import CommissionDraft
from parvis.commissions.domain.edit_members import MemberDraft
from parvis.commissions.domain.publish_opinion import OpinionDraft
from parvis.commissions.enums import Office, Outcome
from parvis.commissions.models import Commission, HandOver, Opinion
from parvis.commissions.naming import numbers_in
from parvis.consultations.models import ConsultationPage, Phase, Theme
from parvis.contributions.models import Contribution
from parvis.pages.models import ResourcePage
from parvis.ui.forms import LongText


def _day(**given: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **given)


class CommissionForm(forms.Form):
    """A commission: what it is called, what it is asked, under which one, what it holds and reads."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    mandate = LongText(
        label=gettext_lazy("Mandate"),
        max_length=5000,
        rows=6,
        required=False,
        help_text=gettext_lazy("What it is asked to do, by when, and what will be done with its opinions."),
    )
    parent = forms.ModelChoiceField(
        label=gettext_lazy("Commission above"),
        queryset=Commission.objects.none(),
        required=False,
        empty_label=gettext_lazy("none: it is of the consultation itself"),
    )
    opened_on = _day(label=gettext_lazy("Works since"), required=False)
    phases = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Phases that it holds"),
        queryset=Phase.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    resources = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Its documents"),
        queryset=ResourcePage.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Published resources of this consultation. Add a resource to join a file."),
    )

    def __init__(
        self,
        *args: Any,
        consultation: ConsultationPage,
        resources: Sequence[ResourcePage],
        commission: Commission | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        above = commission.parent_id if commission is not None else None
        others = consultation.commissions.filter(Q(closed_at=None) | Q(pk=above))
        rows = {
            "parent": others.exclude(pk=commission.pk) if commission else others,
            "phases": Phase.objects.filter(consultation=consultation),
            "resources": ResourcePage.objects.filter(pk__in=[page.pk for page in resources]),
        }
        for name, queryset in rows.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]
            if name != "parent" and not queryset.exists():
                del self.fields[name]

    def draft(self) -> CommissionDraft:
        said = self.cleaned_data
        return CommissionDraft(
            name=said["name"],
            mandate=said["mandate"],
            parent=said["parent"],
            opened_on=said["opened_on"],
            phases=list(said.get("phases", ())),
            resources=list(said.get("resources", ())),
        )


def initial_of(commission: Commission) -> dict[str, Any]:
    """A commission as it is, ready to be changed."""
    return {
        "name": commission.name,
        "mandate": commission.mandate,
        "parent": commission.parent_id,
        "opened_on": commission.opened_on,
        "phases": list(commission.phases.values_list("pk", flat=True)),
        "resources": list(commission.documents.values_list("resource", flat=True)),
    }


def _invited_at(**given: Any) -> forms.EmailField:
    return forms.EmailField(
        label=gettext_lazy("E-mail address to which the link goes"),
        help_text=gettext_lazy(
            "The site writes to it once, in the language of that account, and does not keep it."
        ),
        **given,
    )


class MemberForm(forms.Form):
    """A place: for a name, with the person's agreement, or for whoever accepts a link."""

    office = forms.ChoiceField(label=gettext_lazy("Office"), choices=Office, initial=Office.MEMBER)
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        required=False,
        help_text=gettext_lazy(
            "Leave it empty for somebody who has an account: the site makes a link, by which they accept and"
            " choose whether they are named."
        ),
    )
    email = _invited_at(required=False)
    has_agreed = forms.BooleanField(
        label=gettext_lazy("This person agreed that everybody reads their name here"),
        required=False,
        help_text=gettext_lazy("Without it the name is not kept: the person is counted."),
    )
    since = _day(label=gettext_lazy("Since"), required=False)

    def draft(self) -> MemberDraft:
        said = self.cleaned_data
        return MemberDraft(
            office=Office(said["office"]),
            name=said["name"],
            email=said["email"],
            has_agreed=said["has_agreed"],
            since=said["since"],
        )


class InviteForm(forms.Form):
    """The link of a place that nobody accepted yet, sent again or for the first time."""

    email = _invited_at()


class JoinForm(forms.Form):
    """What a member decides of their own name."""

    is_public = forms.BooleanField(
        label=gettext_lazy("Everybody may read my public name among the members"),
        required=False,
        help_text=gettext_lazy("Otherwise you are counted, and not named. You may change this at any time."),
    )


class HandOverForm(forms.Form):
    """To which commission, which contributions, and why."""

    commission = forms.ModelChoiceField(
        label=gettext_lazy("Commission"), queryset=Commission.objects.none(), empty_label=None
    )
    contributions = LongText(
        label=gettext_lazy("Contributions"),
        max_length=20_000,
        rows=3,
        required=False,
        help_text=gettext_lazy("Their numbers or their addresses: C-12, 15, https://…/contributions/18/"),
    )
    theme = forms.ModelChoiceField(
        label=gettext_lazy("And all those of a theme"),
        queryset=Theme.objects.none(),
        required=False,
        empty_label=gettext_lazy("no theme"),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why, in a sentence that everybody will read"), max_length=1000
    )

    def __init__(
        self, *args: Any, commissions: Sequence[Commission], consultation: ConsultationPage, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        rows = Commission.objects.filter(pk__in=[one.pk for one in commissions])
        self.consultation = consultation
        self.fields["commission"].queryset = rows  # type: ignore[attr-defined]
        themes = Theme.objects.filter(consultation=consultation)
        self.fields["theme"].queryset = themes  # type: ignore[attr-defined]
        if not themes.exists():
            del self.fields["theme"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not numbers_in(said.get("contributions", "")) and not said.get("theme"):
            self.add_error("contributions", _("Name at least one contribution, or choose a theme."))
        return said

    def named(self) -> list[Contribution]:
        """Those that are named, and those of the theme; the domain leaves out what is not public."""
        said = self.cleaned_data
        rows = Contribution.objects.published().filter(consultation=self.consultation).defer("search")
        found = {row.pk: row for row in rows.filter(pk__in=numbers_in(said["contributions"]))}
        if theme := said.get("theme"):
            found |= {row.pk: row for row in rows.filter(theme=theme)}
        return list(found.values())


class SettleForm(forms.Form):
    """What became of a contribution: taken up in an opinion, handed on, or returned."""

    outcome = forms.ChoiceField(label=gettext_lazy("What became of it"), widget=forms.RadioSelect)
    opinion = forms.ModelChoiceField(
        label=gettext_lazy("Opinion that takes it up"),
        queryset=Opinion.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    commission = forms.ModelChoiceField(
        label=gettext_lazy("Commission to which it is handed on"),
        queryset=Commission.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    words = forms.CharField(
        label=gettext_lazy("In a sentence that everybody will read"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("Needed to hand it on or to return it."),
    )

    def __init__(
        self, *args: Any, row: HandOver, titles: dict[int, str], others: Sequence[Commission], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        opinion, commission = self.fields["opinion"], self.fields["commission"]
        opinion.queryset = Opinion.objects.filter(commission=row.commission_id)  # type: ignore[attr-defined]
        opinion.label_from_instance = lambda one: titles.get(one.pk, str(one))  # type: ignore[attr-defined]
        commission.queryset = Commission.objects.filter(  # type: ignore[attr-defined]
            pk__in=[one.pk for one in others if one.pk != row.commission_id]
        )
        offered = [
            (Outcome.TAKEN_UP, "opinion", bool(titles)),
            (Outcome.HANDED_ON, "commission", len(others) > 1),
            (Outcome.RETURNED, "", True),
        ]
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            (outcome.value, outcome.label) for outcome, _name, is_there in offered if is_there
        ]
        for _outcome, name, is_there in offered:
            if name and not is_there:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        match said.get("outcome"):
            case Outcome.TAKEN_UP if not said.get("opinion"):
                self.add_error("opinion", _("Choose the opinion that takes it up."))
            case Outcome.HANDED_ON if not said.get("commission"):
                self.add_error("commission", _("Choose the commission to which it goes."))
        if said.get("outcome") in {Outcome.HANDED_ON, Outcome.RETURNED} and not said.get("words"):
            self.add_error("words", _("Say why, in a sentence that everybody will read."))
        return said


class OpinionForm(forms.Form):
    """An opinion, or the version that replaces one; with the contributions that it takes up."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    text = LongText(label=gettext_lazy("Text of the opinion"), max_length=20_000, rows=12)
    adopted_on = _day(label=gettext_lazy("Adopted on"))
    votes_for = forms.IntegerField(label=gettext_lazy("Votes for"), min_value=0, required=False)
    votes_against = forms.IntegerField(label=gettext_lazy("Votes against"), min_value=0, required=False)
    abstentions = forms.IntegerField(label=gettext_lazy("Abstentions"), min_value=0, required=False)
    takes = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Contributions that it takes up"),
        queryset=HandOver.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it replaces the former version"),
        max_length=500,
        help_text=gettext_lazy("Everybody reads it, and the former version too."),
    )

    def __init__(
        self, *args: Any, waiting: Sequence[HandOver] = (), is_new: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        takes = self.fields["takes"]
        takes.queryset = HandOver.objects.filter(pk__in=[row.pk for row in waiting])  # type: ignore[attr-defined]
        named = {row.pk: f"C-{row.contribution_id} {row.contribution}" for row in waiting}
        takes.label_from_instance = lambda row: named.get(row.pk, str(row))  # type: ignore[attr-defined]
        if is_new:
            del self.fields["reason"]
        if not is_new or not waiting:
            del self.fields["takes"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        votes = [said.get(name) for name in ("votes_for", "votes_against", "abstentions")]
        if any(vote is not None for vote in votes) and any(vote is None for vote in votes):
            self.add_error("votes_for", _("Give the three figures, or none of them."))
        return said

    def draft(self) -> OpinionDraft:
        said = self.cleaned_data
        votes = (said["votes_for"], said["votes_against"], said["abstentions"])
        return OpinionDraft(
            title=said["title"],
            text=said["text"],
            adopted_on=said["adopted_on"],
            votes=None if votes[0] is None else votes,
        )


def words_of(opinion: Opinion) -> dict[str, Any]:
    """The version that stands, ready to be replaced."""
    last = opinion.last
    names = ("title", "text", "adopted_on", "votes_for", "votes_against", "abstentions")
    return {name: getattr(last, name) for name in names}

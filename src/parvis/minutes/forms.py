"""Forms of minutes: notes, passages, links, who came; corrections by readers of the draft."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.commissions.models import Opinion
from parvis.commissions.naming import numbers_in
from parvis.consultations.models import ConsultationPage, Theme
from parvis.minutes.enums import Target
from parvis.minutes.models import LONGEST, Minutes
from parvis.minutes.queries import decisions_of, last_answers
from parvis.pages.models import ResourcePage
from parvis.ui.forms import LongText

GROUP = re.compile(r"^(?P<label>.+?)\s*[:=]\s*(?P<people>\d{1,6})$")
NOTES = 200_000


class NotesForm(forms.Form):
    """The whole, as plain text; `based_on` says what it began with."""

    notes = LongText(
        label=gettext_lazy("Notes"),
        max_length=NOTES,
        rows=24,
        help_text=gettext_lazy(
            "An empty line between two passages, or one passage a line. A line that begins with # is a"
            " heading: an item of the agenda. A passage whose words you change keeps its number and its"
            " links."
        ),
    )
    based_on = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)


class PassageForm(forms.Form):
    text = LongText(label=gettext_lazy("Words of the passage"), max_length=LONGEST, rows=5)
    is_heading = forms.BooleanField(label=gettext_lazy("Heading: an item of the agenda"), required=False)


class DescriptionForm(forms.Form):
    """Who wrote the minutes, who came, what is attached."""

    written_by = forms.CharField(
        label=gettext_lazy("Written by"),
        max_length=200,
        help_text=gettext_lazy("The name and office of who wrote them, as everybody will read them."),
    )
    attendance = LongText(
        label=gettext_lazy("Who came, by group"),
        max_length=2000,
        rows=4,
        required=False,
        help_text=gettext_lazy("One group a line, then a colon and how many. Residents: 34"),
    )
    resources = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Attached files"),
        queryset=ResourcePage.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Published resources of this consultation. Add a resource to join a file."),
    )

    def __init__(self, *args: Any, resources: Sequence[ResourcePage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = ResourcePage.objects.filter(pk__in=[page.pk for page in resources])
        self.fields["resources"].queryset = rows  # type: ignore[attr-defined]
        if not resources:
            del self.fields["resources"]

    def clean_attendance(self) -> list[tuple[str, int]]:
        found = []
        for line in self.cleaned_data["attendance"].splitlines():
            if not line.strip():
                continue
            read = GROUP.match(line.strip())
            if read is None:
                raise ValidationError(
                    _("“%(line)s”: write the name of the group, a colon, then how many people came.")
                    % {"line": line.strip()}
                )
            found.append((read["label"], int(read["people"])))
        return found


def described(minutes: Minutes) -> dict[str, Any]:
    """Minutes as they are, ready to be changed."""
    groups = [f"{row.label}: {row.people}" for row in minutes.attendance.all()]
    return {
        "written_by": minutes.written_by,
        "attendance": "\n".join(groups),
        "resources": list(minutes.resources.values_list("pk", flat=True)),
    }


class LinkForm(forms.Form):
    """What a passage speaks of: contributions by their numbers or addresses, or one thing of a list."""

    contributions = forms.CharField(
        label=gettext_lazy("Contributions"),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("Their numbers or their addresses: C-12, 15, https://…/contributions/18/"),
    )
    answers = forms.CharField(
        label=gettext_lazy("Official answers to these contributions"),
        max_length=2000,
        required=False,
    )
    theme = forms.ModelChoiceField(
        label=gettext_lazy("Theme"),
        queryset=Theme.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    opinion = forms.ModelChoiceField(
        label=gettext_lazy("Opinion of a commission"),
        queryset=Opinion.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    decision = forms.BooleanField(label=gettext_lazy("The decision"), required=False)

    def __init__(
        self, *args: Any, consultation: ConsultationPage, titles: dict[int, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        theme, opinion = self.fields["theme"], self.fields["opinion"]
        theme.queryset = Theme.objects.filter(consultation=consultation)  # type: ignore[attr-defined]
        opinion.queryset = Opinion.objects.filter(pk__in=list(titles))  # type: ignore[attr-defined]
        opinion.label_from_instance = lambda one: titles.get(one.pk, str(one))  # type: ignore[attr-defined]
        if not titles:
            del self.fields["opinion"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(said.values()):
            raise ValidationError(_("Name what this passage speaks of."))
        for name in ("contributions", "answers"):
            if said.get(name) and not numbers_in(said[name]):
                self.add_error(name, _("Write numbers or addresses of contributions."))
        return said

    def wanted(self) -> dict[Target, list[int]]:
        """The numbers of what is named; of answers, the last one to each of the contributions."""
        said, found = self.cleaned_data, {}
        if said["contributions"]:
            found[Target.CONTRIBUTION] = numbers_in(said["contributions"])
        if said["answers"]:
            found[Target.ANSWER] = last_answers(numbers_in(said["answers"]))
        if said["theme"]:
            found[Target.THEME] = [said["theme"].pk]
        if said.get("opinion"):
            found[Target.OPINION] = [said["opinion"].pk]
        if said.get("decision"):
            found[Target.DECISION] = decisions_of(self.consultation)
        return found


class ShareForm(forms.Form):
    emails = LongText(
        label=gettext_lazy("Write to these addresses"),
        max_length=5000,
        rows=3,
        required=False,
        help_text=gettext_lazy(
            "One a line, or none: you may give the link yourself. Addresses are not kept."
        ),
    )

    def clean_emails(self) -> list[str]:
        found = [one for one in re.split(r"[\s,;]+", self.cleaned_data["emails"]) if one]
        for email in found:
            try:
                validate_email(email)
            except ValidationError:
                raise ValidationError(_("“%(email)s” is not an e-mail address.") % {"email": email}) from None
        return found


class CorrectionForm(forms.Form):
    """What a reader would have otherwise in a passage."""

    text = LongText(label=gettext_lazy("In your words"), max_length=LONGEST, rows=6)
    why = forms.CharField(label=gettext_lazy("Why"), max_length=500, required=False)
    name = forms.CharField(
        label=gettext_lazy("Your name, if you wish"),
        max_length=120,
        required=False,
        help_text=gettext_lazy(
            "For the authors alone, to ask you back. It is erased two months later, and never public."
        ),
    )
    based_on = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST, required=False, strip=False)


class DeclineForm(forms.Form):
    reply = forms.CharField(label=gettext_lazy("Why it is not taken"), max_length=500)


class PublishForm(forms.Form):
    """The first publication needs no reason; a later one does."""

    reason = forms.CharField(
        label=gettext_lazy("Why it replaces the former version"),
        max_length=500,
        help_text=gettext_lazy("Everybody reads it, and the former version too."),
    )

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["reason"]

"""The questions of the chooser."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from parvis.portal.choosing import Needs
from parvis.portal.enums import Openness, Priority, Quality

MOST_QUALITIES = 3
CONCERNED = [
    ("", _("I do not know yet")),
    ("30", _("A group that I can name: fifty people at most")),
    ("1000", _("A known circle: users, members, staff, up to a few thousand")),
    ("30000", _("The residents of a town or of a territory")),
    ("5000000", _("A whole country, or more")),
]
WEEKS = [
    ("", _("More than six months, or no limit")),
    ("4", _("Less than a month")),
    ("12", _("Up to three months")),
    ("26", _("Up to six months")),
]
MONEY = [
    ("", _("More than 100,000 €, or no limit")),
    ("3000", _("3,000 € at most")),
    ("30000", _("30,000 € at most")),
    ("100000", _("100,000 € at most")),
]
ANY = [("", _("None in particular"))]


def one_of(
    choices: list[Any], *, label: Any, help_text: Any = "", required: bool = False
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, help_text=help_text, choices=choices, required=required, widget=forms.RadioSelect
    )


class ChooserForm(forms.Form):
    """Five questions, by GET: answers have an address that can be sent to somebody. One is required."""

    openness = one_of(Openness.choices, label=_("1. What can still change?"), required=True)
    concerned = one_of(CONCERNED, label=_("2. Who is concerned?"))
    weeks = one_of(WEEKS, label=_("3. How much time is there before the decision?"))
    money = one_of(MONEY, label=_("4. How much money is there?"))
    priority = one_of(
        [*ANY, *((value, capfirst(label)) for value, label in Priority.choices if value != Priority.LAW)],
        label=_("5. What matters most?"),
    )
    qualities = forms.MultipleChoiceField(
        label=_("And among the six qualities?"),
        help_text=_("Three at most."),
        choices=[(value, capfirst(label)) for value, label in Quality.choices],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_qualities(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["qualities"]
        if len(chosen) > MOST_QUALITIES:
            raise forms.ValidationError(_("You chose more than three: keep those that matter most."))
        return chosen

    def needs(self) -> Needs:
        """What was answered; the form is valid."""
        said = self.cleaned_data
        return Needs(
            openness=Openness(said["openness"]),
            concerned=_number(said["concerned"]),
            money=_number(said["money"]),
            weeks=_number(said["weeks"]),
            priority=Priority(said["priority"]) if said["priority"] else None,
            qualities=frozenset(Quality(one) for one in said["qualities"]),
        )


def _number(said: str) -> int | None:
    return int(said) if said else None

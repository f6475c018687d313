"""Minutes as everybody reads them: passages with what they speak of, who came, how they were corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.consultations.models import ConsultationPage
from parvis.gatherings.models import Event
from parvis.minutes.enums import Target
from parvis.minutes.models import Minutes, MinutesVersion
from parvis.minutes.queries import Named, named
from parvis.pages.models import ResourcePage
from parvis.ui import words
from parvis.ui.data import Link


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage of published minutes."""

    anchor: str
    text: str
    is_heading: bool
    links: list[Link]


@dataclass(frozen=True, slots=True)
class MinutesView:
    """The page of minutes, in the version that is read."""

    minutes: Minutes
    event: Event
    consultation: ConsultationPage
    version: MinutesVersion
    versions: list[MinutesVersion]
    passages: list[ReadPassage]
    resources: list[ResourcePage]
    people: str
    corrected: str

    @property
    def stands(self) -> bool:
        return self.version.number == self.versions[0].number

    @property
    def headings(self) -> list[ReadPassage]:
        return [one for one in self.passages if one.is_heading]


def compose(*, minutes: Minutes, number: int | None = None) -> MinutesView | None:
    """The last version, or the one that is asked for; None when it was never published. Few queries."""
    versions = list(minutes.versions.all())
    version = next((one for one in versions if number in {None, one.number}), None)
    if version is None:
        return None
    event = minutes.event
    return MinutesView(
        minutes=minutes,
        event=event,
        consultation=event.consultation,
        version=version,
        versions=versions,
        passages=passages_of(version, event.consultation),
        resources=list(ResourcePage.objects.live().filter(pk__in=version.resources).order_by("title")),
        people=who_came(version.attendance),
        corrected=_corrected(version),
    )


def passages_of(version: MinutesVersion, consultation: ConsultationPage) -> list[ReadPassage]:
    """Each with its links, called as they are now: the title of a text that is hidden is not shown."""
    asked = [(target, pk) for one in version.passages for target, pk in one["links"]]
    found = named(asked)
    return [
        ReadPassage(
            anchor=f"p{one['id']}",
            text=one["text"],
            is_heading=one["heading"],
            links=links_to([found[key] for key in _keys(one["links"]) if key in found], consultation),
        )
        for one in version.passages
    ]


def _keys(links: Sequence[Sequence[object]]) -> list[tuple[str, int]]:
    return [(str(target), int(str(pk))) for target, pk in links]


def links_to(things: Sequence[Named], consultation: ConsultationPage) -> list[Link]:
    return [_link(one, consultation) for one in things]


def _link(one: Named, consultation: ConsultationPage) -> Link:
    slug = consultation.slug
    match one.target:
        case Target.CONTRIBUTION:
            label = _("C-%(n)s, %(title)s") if one.title else _("C-%(n)s, no longer public")
            url = reverse("front:contribution", args=[one.pk])
            return Link(label % {"n": one.pk, "title": one.title}, url)
        case Target.ANSWER:
            label = _("Official answer to C-%(n)s") % {"n": one.slug}
            return Link(label, reverse("front:contribution", args=[int(one.slug)]))
        case Target.THEME:
            label = _("Theme: %(name)s") % {"name": one.title}
            return Link(label, f"{reverse('front:contributions', args=[slug])}?theme={one.pk}")
        case Target.OPINION:
            label = _("Opinion: %(title)s") % {"title": one.title}
            return Link(label, reverse("front:opinion", args=[slug, one.slug, one.pk]))
    label = _("Decision: %(title)s") % {"title": one.title}
    return Link(label, reverse("front:rules", args=[slug]))


def who_came(attendance: Sequence[Sequence[Any]]) -> str:
    """How many came, and of which groups, in words; empty when nobody counted."""
    groups = [(str(label), int(people)) for label, people in attendance]
    if not groups:
        return ""
    parts = words.listed([f"{label} {words.number(people)}" for label, people in groups])
    total = sum(people for _label, people in groups)
    said = ngettext("%(n)s person came: %(groups)s.", "%(n)s people came: %(groups)s.", total)
    return said % {"n": words.number(total), "groups": parts}


def _corrected(version: MinutesVersion) -> str:
    if not version.corrected and not version.declined:
        return ""
    taken = ngettext(
        "Corrected with %(n)s remark of those who read the draft",
        "Corrected with %(n)s remarks of those who read the draft",
        version.corrected,
    ) % {"n": words.number(version.corrected)}
    if not version.declined:
        return _("%(taken)s.") % {"taken": taken}
    other = ngettext("%(n)s other was declined", "%(n)s others were declined", version.declined)
    return _("%(taken)s; %(other)s.") % {
        "taken": taken,
        "other": other % {"n": words.number(version.declined)},
    }


def markdown(view: MinutesView) -> str:
    """The same to keep: one text, each passage with its links."""
    event = view.event
    lines = [f"# {event.title}", "", f"{words.moment(event.starts_at)}{_at(event)}", ""]
    lines += [
        line for line in (view.people, _("Written by %(who)s.") % {"who": view.version.written_by}) if line
    ]
    for one in view.passages:
        text = one.text.replace("\n", "  \n")
        lines += ["", f"## {text}" if one.is_heading else text]
        lines += [f"- [{link.label}]({link.url})" for link in one.links]
    if view.corrected:
        lines += ["", view.corrected]
    return "\n".join(lines) + "\n"


def _at(event: Event) -> str:
    return f", {event.place}" if event.place else ""

"""A digest in words, in the language of the moment. Nothing that somebody typed makes a line of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.following.enums import Fact, Sort
from parvis.following.news.lines import Line, Via
from parvis.following.tokens import Stop, write_token

SHOWN = 5
"""Lines of one kind about one consultation: beyond, they are counted."""
LONGEST = 90


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a mail and the address that it leads to, which is empty for a count."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Part:
    """What is new about one consultation."""

    title: str
    lines: list[Told]


@dataclass(frozen=True, slots=True)
class Way:
    """Something followed by which news came, and the address that stops it."""

    title: str
    address: str


def one_line(text: str) -> str:
    """What somebody typed, on one line, cut when long."""
    line = whole_line(text)
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def whole_line(text: str) -> str:
    """What somebody typed, on one line: no header of a mail begins within it."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def subject(lines: Sequence[Line]) -> str:
    """The fact itself when there is one alone; else how many there are."""
    if len(lines) == 1:
        return sentence(lines[0], 1)
    return ngettext("%(count)s thing is new", "%(count)s things are new", len(lines)) % {"count": len(lines)}


def parts(lines: Sequence[Line]) -> list[Part]:
    """By consultation, that which answers the person first; inside, by kind of fact."""
    ordered = sorted(lines, key=lambda line: (not line.is_own, line.fact, line.at))
    places = dict.fromkeys(line.consultation for line in ordered)
    return [
        Part(one_line(place), _lines([line for line in ordered if line.consultation == place]))
        for place in places
    ]


def _lines(lines: Sequence[Line]) -> list[Told]:
    found: list[Told] = []
    for fact, is_own in dict.fromkeys((line.fact, line.is_own) for line in lines):
        groups: dict[str, list[Line]] = {}
        for line in lines:
            if (line.fact, line.is_own) == (fact, is_own):
                groups.setdefault(line.key if fact != Fact.SAID else str(line.at_pk), []).append(line)
        shown = list(groups.values())
        found += [Told(sentence(group[-1], len(group)), address(group[-1])) for group in shown[:SHOWN]]
        if (rest := len(shown) - SHOWN) > 0:
            found.append(Told(_("and %(count)s more") % {"count": rest}, ""))
    return found


def address(line: Line) -> str:
    place = line.at_pk if isinstance(line.at_pk, tuple) else (line.at_pk,)
    return settings.PARVIS_ADDRESS + reverse(line.route, args=place)


def sentence(line: Line, count: int) -> str:
    """A fact in one line."""
    values = {"title": one_line(line.about), "count": count}
    return SENTENCES[line.fact, line.is_own](count) % values


def _said(count: int) -> str:
    return ngettext(
        "%(count)s new argument or comment: %(title)s",
        "%(count)s new arguments or comments: %(title)s",
        count,
    )


def _said_to_me(count: int) -> str:
    return ngettext(
        "%(count)s person answered you or spoke of your text: %(title)s",
        "%(count)s times, people answered you or spoke of your text: %(title)s",
        count,
    )


SENTENCES: dict[tuple[Fact, bool], Callable[[int], str]] = {
    (Fact.ANSWER, True): lambda _n: _("Your contribution has an answer: %(title)s"),
    (Fact.QUESTION, True): lambda _n: _("Your question has an answer: %(title)s"),
    (Fact.ANSWER, False): lambda _n: _("Answered by the organiser: %(title)s"),
    (Fact.SYNTHESIS, True): lambda _n: _("The result is out: %(title)s"),
    (Fact.SYNTHESIS_CHANGED, True): lambda _n: _("The synthesis was changed: %(title)s"),
    (Fact.DECISION, True): lambda _n: _("The decision is published: %(title)s"),
    (Fact.COMMITMENT, True): lambda _n: _("A commitment answers what you said: %(title)s"),
    (Fact.COMMITMENT, False): lambda _n: _("New commitment: %(title)s"),
    (Fact.COMMITMENT_NEWS, True): lambda _n: _("News of a commitment that answers you: %(title)s"),
    (Fact.COMMITMENT_NEWS, False): lambda _n: _("News of a commitment: %(title)s"),
    (Fact.EVALUATION, True): lambda _n: _("It is over. Say how it went, in seven questions: %(title)s"),
    (Fact.CHANGE, True): lambda _n: _("A text that you supported has changed: %(title)s"),
    (Fact.CHANGE, False): lambda _n: _("The words have changed: %(title)s"),
    (Fact.THRESHOLD, True): lambda _n: _("Your text has the support that it needed: %(title)s"),
    (Fact.THRESHOLD, False): lambda _n: _("Has the support that it needed: %(title)s"),
    (Fact.SAID, True): _said_to_me,
    (Fact.SAID, False): _said,
    (Fact.CONTRIBUTION, False): lambda _n: _("New contribution: %(title)s"),
    (Fact.ARTICLE, False): lambda _n: _("News: %(title)s"),
    (Fact.OPENS, False): lambda _n: _("It begins: %(title)s"),
    (Fact.EVENT, False): lambda _n: _("An event is announced: %(title)s"),
    (Fact.EVENT_CANCELLED, False): lambda _n: _("An event is cancelled: %(title)s"),
    (Fact.CLOSES, False): lambda _n: _("It ends in three days or less: %(title)s"),
}


def ways(person_id: int, lines: Sequence[Line]) -> list[Way]:
    """What the person follows by which these came, each with its way out."""
    vias = dict.fromkeys(line.via for line in lines if line.via is not None)
    return [Way(named(via), stop_address(Stop(person_id, via.sort, via.pk))) for via in vias]


def named(via: Via) -> str:
    title = one_line(via.title)
    return _("what %(name)s publishes") % {"name": title} if via.sort == Sort.AUTHOR else title


def stop_address(stop: Stop) -> str:
    return settings.PARVIS_ADDRESS + reverse("following:stop", args=[write_token(stop)])

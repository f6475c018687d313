"""The words of counted sentences: one place, one function a key, plural where a number decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

from django.utils.translation import gettext, ngettext, npgettext, pgettext

from parvis.ui.words import number, people, share

if TYPE_CHECKING:
    from parvis.analysis.synthesis import Sentence

Values = dict[str, Any]


def wording(sentence: Sentence) -> str:
    """Word a sentence in the language of the moment. It says what its figures say, and no more."""
    return WORDINGS[sentence.key](sentence.values)


def contributions(count: int) -> str:
    """ "1 contribution", "1,234 contributions"."""
    return ngettext("%(count)s contribution", "%(count)s contributions", count) % {"count": number(count)}


def topics(count: int) -> str:
    """ "1 topic", "12 topics"."""
    return ngettext("%(count)s topic", "%(count)s topics", count) % {"count": number(count)}


def votes(count: int) -> str:
    """ "1 vote", "12 votes"."""
    return ngettext("%(count)s vote", "%(count)s votes", count) % {"count": number(count)}


def supports(count: int) -> str:
    """ "1 person supports it", "12 people support it"."""
    words = ngettext("%(count)s person supports it", "%(count)s people support it", count)
    return words % {"count": number(count)}


def part(fraction: float) -> str:
    """A share of a whole, 0 to 1, rounded to the percent; "less than 1%" rather than a false zero."""
    if 0 < fraction < 0.01:
        return gettext("less than %(share)s") % {"share": share(1)}
    return share(round(100 * fraction))


def quoted(phrases: Iterable[str]) -> str:
    """Phrases between the quotation marks of the language: “a”, “b”."""
    return ", ".join(pgettext("quotation marks", "“%s”") % phrase for phrase in phrases)


def for_mixed_against(in_favour: int, mixed: int, against: int) -> str:
    """ "12 for, 3 mixed, 1 against"."""
    counted = (
        npgettext("votes", "%(count)s for", "%(count)s for", in_favour) % {"count": number(in_favour)},
        npgettext("votes", "%(count)s mixed", "%(count)s mixed", mixed) % {"count": number(mixed)},
        npgettext("votes", "%(count)s against", "%(count)s against", against) % {"count": number(against)},
    )
    return ", ".join(counted)


def title(phrases: tuple[str, ...]) -> str:
    """The name of a topic: its phrases in a row, the first with a capital."""
    joined = ", ".join(phrases)
    return joined[:1].upper() + joined[1:] or gettext("No words in common")


def _count(values: Values, name: str = "documents") -> int:
    return int(cast(int, values[name]))


def _read(values: Values) -> str:
    return gettext("%(contributions)s were read, and sorted into %(topics)s.") % {
        "contributions": contributions(_count(values)),
        "topics": topics(_count(values, "topics")),
    }


def _contentless(values: Values) -> str:
    words = ngettext(
        "%(count)s contribution has nothing to read (empty, “nothing to say”, a letter): it is apart.",
        "%(count)s contributions have nothing to read (empty, “nothing to say”, a letter): they are apart.",
        _count(values),
    )
    return words % {"count": number(_count(values))}


def _size(values: Values) -> str:
    words = gettext("%(contributions)s, that is %(share)s of the texts read.")
    said = words % {
        "contributions": contributions(_count(values)),
        "share": part(cast(float, values["share"])),
    }
    written = _count(values, "people")
    by = gettext("Written by %(people)s.") % {"people": people(written)}
    return f"{said} {by}" if written else said


def _copies(values: Values) -> str:
    words = ngettext(
        "%(contributions)s is nearly the same as another: that makes %(different)s different texts.",
        "%(contributions)s are nearly the same as others: that makes %(different)s different texts.",
        _count(values),
    )
    return words % {
        "contributions": contributions(_count(values)),
        "different": number(_count(values, "different")),
    }


def _campaign(values: Values) -> str:
    versions = ngettext("%(count)s version", "%(count)s versions", _count(values, "variants"))
    return gettext("A campaign: %(contributions)s carry nearly the same text, in %(versions)s.") % {
        "contributions": contributions(_count(values)),
        "versions": versions % {"count": number(_count(values, "variants"))},
    }


def _subtopic(values: Values) -> str:
    return gettext("%(contributions)s (%(share)s of the topic) around %(phrases)s:") % {
        "contributions": contributions(_count(values)),
        "share": part(cast(float, values["share"])),
        "phrases": quoted(cast(tuple[str, ...], values["phrases"])),
    }


def _typical(values: Values) -> str:
    return gettext("Among the most typical sentences:")


def _votes(values: Values) -> str:
    return gettext("These contributions received %(votes)s: %(split)s.") % {
        "votes": votes(_count(values, "votes")),
        "split": for_mixed_against(
            _count(values, "in_favour"), _count(values, "mixed"), _count(values, "against")
        ),
    }


def _supported(values: Values) -> str:
    return ngettext(
        "Among those with the most votes for, this one:",
        "Among those with the most votes for, these:",
        _count(values, "shown"),
    )


def _rejected(values: Values) -> str:
    words = ngettext(
        "Of the %(judged)s with at least %(least)s votes, %(count)s received more votes against than for:",
        "Of the %(judged)s with at least %(least)s votes, %(count)s received more votes against than for;"
        " among them:",
        _count(values),
    )
    return words % _judged(values)


def _none_rejected(values: Values) -> str:
    words = ngettext(
        "The only one with at least %(least)s votes did not receive more votes against than for.",
        "Of the %(judged)s with at least %(least)s votes, none received more votes against than for.",
        _count(values, "judged"),
    )
    return words % _judged(values)


def _judged(values: Values) -> dict[str, str]:
    return {
        "judged": contributions(_count(values, "judged")),
        "least": number(_count(values, "least")),
        "count": number(_count(values)),
    }


def _divided(values: Values) -> str:
    words = ngettext(
        "%(contributions)s divides: more votes for than against, but at least %(share)s against.",
        "%(contributions)s divide: more votes for than against, but at least %(share)s against.",
        _count(values),
    )
    return words % {
        "contributions": contributions(_count(values)),
        "share": part(cast(float, values["share"])),
    }


def _arguments_for(values: Values) -> str:
    words = ngettext(
        "%(count)s argument for, below %(contributions)s.",
        "%(count)s arguments for, below %(contributions)s.",
        _count(values, "arguments"),
    )
    return words % _arguments(values)


def _arguments_against(values: Values) -> str:
    words = ngettext(
        "%(count)s argument against, below %(contributions)s.",
        "%(count)s arguments against, below %(contributions)s.",
        _count(values, "arguments"),
    )
    return words % _arguments(values)


def _arguments(values: Values) -> dict[str, str]:
    return {
        "count": number(_count(values, "arguments")),
        "contributions": contributions(_count(values)),
    }


def _objections(values: Values) -> str:
    return gettext("Words that refuse or warn are found in:")


def _apart(values: Values) -> str:
    return gettext("Far from the other contributions of the topic:")


def _by_size(values: Values) -> str:
    phrases, sizes = cast(tuple[str, ...], values["phrases"]), cast(tuple[int, ...], values["sizes"])
    listed = ", ".join(
        f"{quoted([phrase or title(())])} ({number(size)})"
        for phrase, size in zip(phrases, sizes, strict=True)
    )
    if not _count(values, "others"):
        return gettext("Topics, by number of contributions: %(listed)s.") % {"listed": listed}
    words = ngettext(
        "Topics, by number of contributions: %(listed)s; %(count)s other topic holds %(documents)s.",
        "Topics, by number of contributions: %(listed)s; the %(count)s other topics hold %(documents)s.",
        _count(values, "others"),
    )
    others = {"count": number(_count(values, "others")), "documents": number(_count(values))}
    return words % {"listed": listed, **others}


def _most_supported(values: Values) -> str:
    words = ngettext(
        "%(contributions)s received at least %(least)s votes for, and fewer against:",
        "%(contributions)s received at least %(least)s votes for, and fewer against. Among those with the"
        " most votes for:",
        _count(values),
    )
    return words % {
        "contributions": contributions(_count(values)),
        "least": number(_count(values, "least")),
    }


def _most_disputed(values: Values) -> str:
    words = ngettext(
        "Of the %(judged)s with at least %(least)s votes, %(count)s received at least %(share)s of its votes"
        " on each side, for and against:",
        "Of the %(judged)s with at least %(least)s votes, %(count)s received at least %(share)s of their"
        " votes on each side, for and against. Among the most disputed:",
        _count(values),
    )
    return words % {**_judged(values), "share": part(cast(float, values["share"]))}


def _none_disputed(values: Values) -> str:
    words = ngettext(
        "The only one with at least %(least)s votes did not receive %(share)s of them on each side, for and"
        " against.",
        "Of the %(judged)s with at least %(least)s votes, none received %(share)s of them on each side, for"
        " and against.",
        _count(values, "judged"),
    )
    return words % {**_judged(values), "share": part(cast(float, values["share"]))}


def _unstable(values: Values) -> str:
    words = gettext(
        "Be careful: when part of the texts is drawn again, topics change much (stability %(stability)s, "
        "where 1 is always the same and 0 is chance). They are one way to sort, among others."
    )
    return words % {"stability": number(cast(float, values["stability"]))}


def _fragile(values: Values) -> str:
    words = ngettext(
        "Be careful: %(count)s topic of %(total)s is fragile (stability under %(limit)s), with"
        " %(contributions)s: %(named)s.",
        "Be careful: %(count)s topics of %(total)s are fragile (stability under %(limit)s), with"
        " %(contributions)s: %(named)s.",
        _count(values, "fragile"),
    )
    phrases = [phrase or title(()) for phrase in cast(tuple[str, ...], values["phrases"])]
    more = gettext(", and others") if len(phrases) > 3 else ""
    return words % {
        "count": number(_count(values, "fragile")),
        "total": number(_count(values, "topics")),
        "limit": number(cast(float, values["limit"])),
        "contributions": contributions(_count(values)),
        "named": quoted(phrases[:3]) + more,
    }


def _remainder(values: Values) -> str:
    words = gettext(
        "Be careful: the largest topic, %(named)s, holds %(share)s of the texts (%(contributions)s), and they"
        " are the least alike of all: what fits nowhere else may be there. Read its subtopics rather."
    )
    return words % {
        "named": quoted(cast(tuple[str, ...], values["phrases"]) or [title(())]),
        "share": part(cast(float, values["share"])),
        "contributions": contributions(_count(values)),
    }


WORDINGS: dict[str, Callable[[Values], str]] = {
    "read": _read,
    "contentless": _contentless,
    "size": _size,
    "copies": _copies,
    "campaign": _campaign,
    "subtopic": _subtopic,
    "small_subtopic": _subtopic,
    "typical": _typical,
    "votes": _votes,
    "supported": _supported,
    "rejected": _rejected,
    "none_rejected": _none_rejected,
    "divided": _divided,
    "arguments_for": _arguments_for,
    "arguments_against": _arguments_against,
    "objections": _objections,
    "apart": _apart,
    "by_size": _by_size,
    "most_supported": _most_supported,
    "most_disputed": _most_disputed,
    "none_disputed": _none_disputed,
    "unstable": _unstable,
    "fragile": _fragile,
    "remainder": _remainder,
}

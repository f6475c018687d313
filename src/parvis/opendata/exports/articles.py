"""A text put to consultation, article by article: its words, and what people did and said of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parvis.consultations.enums import KindRole
from parvis.consultations.questions import Question
from parvis.contributions.models import Contribution
from parvis.contributions.showing import said
from parvis.debate.models import Argument
from parvis.opendata.exports.tables import VOTE_COUNTS, Reads, Rows, date_of, is_shown, tallies_of
from parvis.texts.lines import Line, to_markdown
from parvis.texts.models import Document, Passage
from parvis.texts.queries import passages_of
from parvis.ui import words
from parvis.ui.spreadsheet import Cell

CHUNK = 200
COLUMNS: list[Cell] = [
    "position", "number", "heading", "part", "id", "about", "side", "quoted", "title", "text", "reason",
    "state",    "author", "created_at", *VOTE_COUNTS,
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A passage, an amendment to it, or a text about either; `about` is the number of what it is on."""

    part: str
    pk: int
    about: int | None
    text: str
    state: str
    title: str = ""
    reason: str = ""
    side: str = ""
    quoted: str = ""
    author: str = ""
    written_at: str = ""
    votes: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A piece of the text: nothing is said of a heading; of a passage, itself first, then the rest."""

    passage: Passage
    said: tuple[Said, ...]


def article_rows(document: Document, reads: Reads) -> Rows:
    """Header, then each piece of the text followed by its amendments, arguments and comments."""
    yield COLUMNS
    for article in articles_of(document, reads):
        place = article.passage
        start: list[Cell] = [place.position, place.number, place.title]
        if not article.said:
            yield [*start, "heading", *[""] * (len(COLUMNS) - 4)]
        for line in article.said:
            yield [*start, *_cells(line)]


def _cells(line: Said) -> list[Cell]:
    votes = line.votes or {}
    counts = [votes.get(column, 0) for column in VOTE_COUNTS]
    return [
        line.part,
        line.pk,
        line.about,
        line.side,
        line.quoted,
        line.title,
        line.text,
        line.reason,
        line.state,
        line.author,
        line.written_at,
        *(counts if line.votes is not None else [""] * len(counts)),
    ]


def articles_in_markdown(document: Document, reads: Reads) -> str:
    """The same to be read: the words of each article, then the votes, and what was said of it."""
    lines = [Line(1, document.title)]
    for article in articles_of(document, reads):
        level = min(article.passage.level + 1, 5) if article.passage.level else 0
        lines.append(Line(level, article.passage.label))
        for line in article.said:
            lines.extend(_told(line, is_passage=line is article.said[0]))
    return to_markdown(line for line in lines if line.text)


def _told(line: Said, *, is_passage: bool) -> Iterator[Line]:
    names = {"amendment": _("Amendment"), "comment": _("Comment"), "for": _("For"), "against": _("Against")}
    if not is_passage:
        name = names.get(line.side or line.part, pgettext("kind of argument", "Reply"))
        signed = f", {line.author}" if line.author else ""
        yield Line(
            6 if line.part == "amendment" else 0, f"{name} {line.pk}{signed}: {line.title}".rstrip(": ")
        )
    if line.quoted:
        yield Line(0, _("On “%(words)s”") % {"words": line.quoted})
    yield from (Line(0, text) for text in line.text.split("\n\n"))
    if line.reason:
        yield Line(0, line.reason)
    counts = [f"{_vote(name)} {words.number(count)}" for name, count in (line.votes or {}).items() if count]
    if counts:
        yield Line(0, _("Votes: %(counts)s") % {"counts": ", ".join(counts)})


def _vote(name: str) -> str:
    said_so = {
        "support": _("support"),
        "for": _("for"),
        "mixed": _("mixed"),
        "against": _("against"),
        "agree": _("agree"),
        "pass": _("pass"),
        "disagree": _("disagree"),
        "imported_votes": _("imported"),
    }
    return said_so.get(name, name)


def articles_of(document: Document, reads: Reads) -> Iterator[Article]:
    """Every piece in order; the number of queries follows the length of the text, not what was said of it."""
    passages = iter(passages_of(document))
    while chunk := list(islice(passages, CHUNK)):
        yield from _articles(chunk, reads)


def _articles(passages: Sequence[Passage], reads: Reads) -> Iterator[Article]:
    ids = [passage.contribution_id for passage in passages if passage.contribution_id is not None]
    rows = Contribution.objects.filter(responds_to__in=ids, kind__role=KindRole.AMENDMENT)
    amendments = list(rows.select_related("kind", "author", "organisation").defer("search").order_by("pk"))
    every = [*ids, *(row.pk for row in amendments)]
    votes, talk = tallies_of(every), _talk(every)
    questions = {row.kind_id: row.kind for row in amendments}
    asked = {pk: list(kind.questions.all()) for pk, kind in questions.items()}
    below = _grouped(amendments)
    for passage in passages:
        item = passage.contribution
        if item is None:
            yield Article(passage, ())
            continue
        told = [_words(item, "", votes[item.pk], reads), *_said_of(item, talk, reads)]
        for row in below[item.pk]:
            reason = "\n".join(_lines(asked[row.kind_id], row))
            told += [_words(row, reason, votes[row.pk], reads), *_said_of(row, talk, reads)]
        yield Article(passage, tuple(told))


def _lines(questions: Sequence[Question], row: Contribution) -> Iterator[str]:
    """Its answers to the form: why it should be adopted."""
    for answer in said(questions, row.form_answers):
        yield from answer.lines


def _grouped(amendments: Iterable[Contribution]) -> defaultdict[int, list[Contribution]]:
    found: defaultdict[int, list[Contribution]] = defaultdict(list)
    for row in amendments:
        found[row.responds_to_id or 0].append(row)
    return found


def _talk(ids: Sequence[int]) -> defaultdict[int, list[Argument]]:
    found: defaultdict[int, list[Argument]] = defaultdict(list)
    for row in Argument.objects.filter(contribution__in=ids).select_related("author").order_by("pk"):
        found[row.contribution_id].append(row)
    return found


def _words(row: Contribution, reason: str, votes: Mapping[str, int], reads: Reads) -> Said:
    """A passage, or an amendment with its reason."""
    shown, about = is_shown(row, reads), row.responds_to_id
    return Said(
        part="amendment" if about else "passage",
        pk=row.pk,
        about=about,
        title=row.title if shown else "",
        text=row.text if shown else "",
        reason=reason if shown else "",
        state=row.state,
        author=str(row.signed_by or ""),
        written_at=date_of(row.created_at),
        votes={name: votes.get(name, 0) for name in VOTE_COUNTS},
    )


def _said_of(item: Contribution, talk: Mapping[int, list[Argument]], reads: Reads) -> Iterator[Said]:
    """With a text that is gone go the words of what was said of it."""
    gone = not is_shown(item, reads)
    for row in talk.get(item.pk, ()):
        shown = is_shown(row, reads) and not gone
        yield Said(
            part=str(row.kind),
            pk=row.pk,
            about=row.parent_id or item.pk,
            side=row.side,
            quoted=row.quoted if shown else "",
            text=row.text if shown else "",
            state=row.state,
            author=str(row.author) if row.author else "",
            written_at=date_of(row.created_at),
        )

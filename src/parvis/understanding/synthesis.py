"""A draft synthesis put in words, for a page or a Markdown file."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, pgettext

from parvis.analysis.synthesis import Corpus, Draft, Finding, Quote, TopicDraft
from parvis.analysis.synthesis.sources import IN_FAVOUR
from parvis.ui.words import number
from parvis.understanding import words

IDS_SHOWN = 30
ENDS = " .,;:"


@dataclass(frozen=True, slots=True)
class WordedQuote:
    """Words of somebody, and where they are from."""

    text: str
    before: bool
    after: bool
    title: str
    """Of the contribution; empty where there is none, or where the quote says it already."""
    reference: str
    judged: str
    """Its votes or supports in words; empty where none is known."""
    is_argument: bool


@dataclass(frozen=True, slots=True)
class WordedFinding:
    """A sentence, its quotes, and the ids of what it counts."""

    key: str
    text: str
    quotes: tuple[WordedQuote, ...]
    sources: tuple[str, ...]
    """At most 30 ids; empty where the quotes are all there is."""
    more: int
    """Sources that are not in the list."""


@dataclass(frozen=True, slots=True)
class WordedTopic:
    """A topic of the draft, ready to be read."""

    id: int
    title: str
    said: tuple[WordedFinding, ...]
    opposed: tuple[WordedFinding, ...]
    minority: tuple[WordedFinding, ...]

    @property
    def parts(self) -> list[tuple[str, tuple[WordedFinding, ...]]]:
        """Its parts that hold something, under their headings."""
        found = [
            (gettext("What is said"), self.said),
            (gettext("What opposes it"), self.opposed),
            (gettext("What few people say"), self.minority),
        ]
        return [(heading, findings) for heading, findings in found if findings]


def word_topics(draft: Draft, corpus: Corpus) -> list[WordedTopic]:
    """Word each topic of a draft, in the language of the moment."""
    return [_topic(topic, corpus) for topic in draft.topics]


def word_findings(findings: Sequence[Finding], corpus: Corpus) -> tuple[WordedFinding, ...]:
    """Word findings in their order."""
    return tuple(_finding(finding, corpus) for finding in findings)


def coverage(draft: Draft) -> list[str]:
    """Say how much of what was written the draft stands for."""
    counted = draft.coverage
    base = counted.documents or 1
    return [
        gettext("Topics of which at least one contribution is quoted: %(quoted)s of %(total)s.")
        % {"quoted": number(counted.topics_quoted), "total": number(counted.topics)},
        gettext("%(contributions)s (%(share)s) are in a subtopic of which one contribution is quoted.")
        % {
            "contributions": words.contributions(counted.represented),
            "share": words.part(counted.represented / base),
        },
        gettext("%(contributions)s (%(share)s) are quoted, or nearly the same as one that is.")
        % {"contributions": words.contributions(counted.quoted), "share": words.part(counted.quoted / base)},
    ]


def markdown(draft: Draft, corpus: Corpus) -> str:
    """The draft as Markdown, sources as footnotes: a file that an analyst corrects in any tool."""
    heading, brief, covered = gettext("Draft synthesis"), gettext("In brief"), gettext("Coverage")
    notes: list[str] = []
    lines = [f"# {heading}", "", f"## {brief}", ""]
    lines += _lines(word_findings((*draft.opening, *draft.summary), corpus), notes)
    for topic in word_topics(draft, corpus):
        lines += [f"## {_plain(topic.title)}", ""]
        for part, findings in topic.parts:
            lines += [f"### {part}", "", *_lines(findings, notes)]
    lines += [f"## {covered}", "", *(f"- {line}" for line in coverage(draft)), "", *notes, ""]
    return "\n".join(lines)


def _topic(topic: TopicDraft, corpus: Corpus) -> WordedTopic:
    return WordedTopic(
        id=topic.topic,
        title=words.title(topic.title),
        said=word_findings(topic.said, corpus),
        opposed=word_findings(topic.opposed, corpus),
        minority=word_findings(topic.minority, corpus),
    )


def _finding(finding: Finding, corpus: Corpus) -> WordedFinding:
    rows = finding.sentence.sources
    shown = {quote.row for quote in finding.quotes}
    listed = () if shown.issuperset(rows.tolist()) else tuple(corpus.ids[row] for row in rows[:IDS_SHOWN])
    return WordedFinding(
        key=finding.sentence.key,
        text=words.wording(finding.sentence),
        quotes=tuple(_quote(quote, corpus) for quote in finding.quotes),
        sources=listed,
        more=len(rows) - len(listed) if listed else 0,
    )


def _quote(quote: Quote, corpus: Corpus) -> WordedQuote:
    title = corpus.title(quote.row).rstrip(ENDS)
    return WordedQuote(
        text=quote.text,
        before=quote.before,
        after=quote.after,
        title="" if title.casefold() == quote.text.rstrip(ENDS).casefold() else title,
        reference=corpus.ids[quote.row],
        judged=_judged(quote, corpus),
        is_argument=quote.argument is not None,
    )


def _judged(quote: Quote, corpus: Corpus) -> str:
    if quote.argument is not None:
        count = corpus.arguments[quote.argument].supports
        return words.supports(count) if count else ""
    if corpus.votes is None or not corpus.votes[quote.row].any():
        return ""
    return words.for_mixed_against(*(int(count) for count in corpus.votes[quote.row][IN_FAVOUR:]))


def _lines(findings: Sequence[WordedFinding], notes: list[str]) -> list[str]:
    """Lines of findings; their sources are added to the notes at the foot."""
    lines: list[str] = []
    for finding in findings:
        mark = f"[^{len(notes) + 1}]" if finding.sources else ""
        if mark:
            notes.append(f"{mark}: {_sources(finding)}")
        lines += [f"{finding.text}{mark}", ""]
        for quote in finding.quotes:
            lines += [f"> {_marked(quote)}", ">", f"> — {_plain(attribution(quote))}", ""]
    return lines


def _sources(finding: WordedFinding) -> str:
    listed = _plain(", ".join(finding.sources))
    if not finding.more:
        return listed
    return f"{listed} " + gettext("and %(count)s more") % {"count": number(finding.more)}


def attribution(quote: WordedQuote) -> str:
    """Where a quote is from, on one line: its title, its number, how it was judged."""
    reference = pgettext("of a contribution", "no. %(id)s") % {"id": quote.reference}
    below = gettext("argument on:") if quote.is_argument else ""
    named = " ".join(part for part in (below, quote.title) if part)
    return ", ".join(part for part in (named, reference, quote.judged) if part)


def _marked(quote: WordedQuote) -> str:
    """The quote between marks, with […] where the same text says more."""
    before, after = "[…] " if quote.before else "", " […]" if quote.after else ""
    return pgettext("quotation marks", "“%s”") % f"{before}{_plain(quote.text)}{after}"


def _plain(text: str) -> str:
    """Text of a person as Markdown shows it: no character of it commands."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#|" else letter for letter in text)

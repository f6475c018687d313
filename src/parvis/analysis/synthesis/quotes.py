"""Quotes: which sentences to take from texts, and the proof that they are there.

Sentences are chosen by maximal marginal relevance (Carbonell and Goldstein 1998): telling of the topic, and
unlike those already taken.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from parvis.analysis.errors import AnalysisError
from parvis.analysis.synthesis.results import Quote
from parvis.analysis.synthesis.sentences import sentences, stem, words
from parvis.analysis.synthesis.sources import Corpus

SHORTEST, SHORT, LONG, LONGEST = 25, 45, 320, 480
"""Characters of a quote: between the middle two; between the outer two where a text has no such sentence."""
TOO_ALIKE = 0.4
HEAD = 6_000
"""Characters of a text that are read for quotes."""

_SOILED = re.compile(
    r"""https?:|www\.|@|<|>|&\w+;|&\#|\[|\]|\||\\|[{}]|_{2}|\.{4}|[!?]{3}|\.{2}/|,\s*,|\s,\s|
    \s[-–—•*]\s?[A-ZÀ-Þ]|:\s*[-–—•*]|\w[>=]{1,2}\w|[➡→]|(\w)\1{3}|\(\s|:\w{3}""",
    re.VERBOSE,
)
_BEGINS = re.compile(r"""["«“]?\s*[A-ZÀ-ÖØ-Þ0-9]""")
_ENDS = re.compile(r"""[.!?…]\s?["»”)]?$""")
_ADDRESSES = re.compile(r"""\b(?:vous|votre|vos|tu|you|your)\b""", re.IGNORECASE)
_LEANS_BACK = re.compile(
    r"""^(?:il(?!\s(?:faut|est|convient|s[’']agit|serait|semble|y\sa|existe|devrait\sy))|ils|elles?|cel(?:a|ui|le|les)|ceux|
    ce(?:t|tte|s|ci)?|ceci|c[’']est|n[’']est|a\spropos|à\spropos|suite|voir|comme|tel|or|rappel|attention|note|merci|bonjour|ps|edit|amendement|idem|d[’']accord|oui|non|en\seffet|par\sailleurs|de\splus|en\soutre|mais|donc|or|car|et|ou|ainsi|enfin|puis|alors|
    toutefois|cependant|néanmoins|pourtant|aussi|dès\slors|par\sexemple|exemples?|de\smême|autrement\sdit|en\sd[’']autres?\stermes|lequel|dont|en\scela|
    d[’']une\spart|d[’']autre\spart|d[’']ailleurs|de\sce\sfait|notamment|idem|a\scet|à\scet|à\sce\stitre|pour\scela|
    it(?!\sis)|they|this|these|those|that|he|she|but|so|however|therefore|and|or|also|moreover|for\sexample|
    furthermore|instead|thus|hence|otherwise|such|as\ssuch)\b|^[^,]{0,14}:""",
    re.VERBOSE | re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"""^.{0,60}\b(?:cette|ces|cet|celles?-ci|celui-ci|ceux-ci|ledit|ladite|this|these|such)\b""",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"""\b(?:doi(?:t|vent)|devr(?:a|ait|aient|ont|ions)|faut|faudrait|propos(?:e|ons)|demand(?:e|ons)|souhait\w+|
    oblig\w+|interdi\w+|garanti\w*|impos\w+|permet\w*|nécessaire|droit|créer|créons|rendre|ouvrir|supprimer|
    must|should|ought|propose|need|ban|require\w*|allow\w*|ensure|guarantee\w*|right|create|stop)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_OPPOSES = re.compile(
    r"""\b(?:oppos[ée]\w*|contre|refus\w+|rejet\w+|danger\w*|inutile\w*|absurde|aberra\w+|inacceptable\w*|risque\w*|
    dommage|hors\s(?:de\squestion|sujet)|ne\s(?:doi\w+|devr\w+|faut|peu\w+|sert|résou\w+|suffi\w*)|
    pas\s(?:d[’'’]accord|favorable|question|utile|besoin)|usine\sà\sgaz|
    against|oppos\w+|refus\w+|reject\w*|dangerous|useless|absurd|unacceptable|risk\w*|
    (?:should|must|do|does|will|would)\snot|cannot|shouldn[’']t|don[’']t|won[’']t|can[’']t)\b""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible quote, with what it is worth and the stems by which it is compared."""

    quote: Quote
    worth: float
    stems: frozenset[str]
    opposes: bool
    leans: bool = False
    """Whether it leans on what was said before it: "Cela permettrait..."."""


def candidates(corpus: Corpus, rows: Iterable[int], telling: frozenset[str]) -> list[Candidate]:
    """Return the sentences of documents that can stand alone, in the order of the rows.

    Parameters
    ----------
    telling
        Stems of the words that mark the topic; empty when it does not matter.
    """
    found = [item for row in rows for item in _of_text(corpus.texts[row], row, None, telling, _is_clear)]
    return [item for item in found if not item.leans] or found


def of_document(corpus: Corpus, row: int, telling: frozenset[str]) -> list[Candidate]:
    """Return what can be quoted of a document: its clear sentences, else its rough ones, else its title."""
    text, title = corpus.texts[row], stems(corpus.title(row))
    found = _of_text(text, row, None, telling, _is_clear) or _of_text(text, row, None, telling, _is_rough)
    found = [replace(item, worth=item.worth + min(len(item.stems & title), 3) / 4) for item in found]
    found = [item for item in found if not item.leans] or found
    if corpus.title(row) and not any(item.worth > 0 and not item.leans for item in found):
        return [_whole_title(corpus, row)]
    return found or fallback(text, row)


def of_title(corpus: Corpus, row: int) -> list[Candidate]:
    """Return the title of a document where it is long enough to say something, else what can be quoted."""
    if len(corpus.title(row)) >= SHORTEST:
        return [_whole_title(corpus, row)]
    return of_document(corpus, row, frozenset())


def _whole_title(corpus: Corpus, row: int) -> Candidate:
    quote = Quote(row, corpus.title(row), before=False, after=False, of_title=True)
    return Candidate(quote, 0.0, stems(quote.text), opposes=False)


def of_argument(corpus: Corpus, position: int) -> list[Candidate]:
    """Return what can be quoted of an argument: its clear sentences, else its rough ones."""
    text, row = corpus.arguments[position].text, corpus.arguments[position].row
    found = _of_text(text, row, position, frozenset(), _is_clear)
    found = found or _of_text(text, row, position, frozenset(), _is_rough)
    return [
        replace(item, worth=item.worth - bool(_ADDRESSES.search(item.quote.text)))
        for item in found
        if not item.leans
    ]


def fallback(text: str, row: int, argument: int | None = None) -> list[Candidate]:
    """Return the cleanest line of a text without sentences, cut and marked where it is long."""
    lines = [line for line in text[:HEAD].splitlines() if line.strip()]
    if not lines:
        return []
    line = max(lines, key=lambda candidate: (not _SOILED.search(candidate), min(len(candidate), SHORT)))
    start = text.index(line) + len(line) - len(line.lstrip())
    end = _breath(text, start, start + len(line.strip()))
    return [_candidate(text, (start, end), row, argument, frozenset())] if end > start else []


def choose(found: Sequence[Candidate], limit: int, *, unlike: Iterable[Candidate] = ()) -> list[Candidate]:
    """Choose at most `limit` candidates, one a document, the worthiest first, none too alike another."""
    taken: list[Candidate] = []
    before = list(unlike)
    for candidate in sorted(found, key=lambda item: (-item.worth, item.quote.row, item.quote.text)):
        if len(taken) == limit:
            break
        if all(_differ(candidate, other) for other in (*before, *taken)):
            taken.append(candidate)
    return taken


def verify(quote: Quote, corpus: Corpus) -> None:
    """Raise AnalysisError when the words of a quote are not, letter for letter, in its source."""
    if quote.argument is not None:
        source = corpus.arguments[quote.argument].text
    else:
        source = corpus.title(quote.row) if quote.of_title else corpus.texts[quote.row]
    if not quote.text.strip() or quote.text not in source:
        message = f"a quote of {corpus.ids[quote.row]} is not in its text"
        raise AnalysisError("quote_not_verbatim", message, document=corpus.ids[quote.row])


def stems(text: str) -> frozenset[str]:
    """Return the stems of the words of a text that have at least 4 letters."""
    return frozenset(stem(word) for word in words(text) if len(word) > 3)


def _of_text(
    text: str, row: int, argument: int | None, telling: frozenset[str], keeps: Callable[[str], bool]
) -> list[Candidate]:
    head = text[:HEAD]
    spans = [span for span in sentences(head) if span[1] < len(head) or len(head) == len(text)]
    kept = [span for span in spans if keeps(text[slice(*span)])]
    return [_candidate(text, span, row, argument, telling) for span in kept]


def _candidate(
    text: str, span: tuple[int, int], row: int, argument: int | None, telling: frozenset[str]
) -> Candidate:
    start, end = span
    words_said = text[start:end]
    before, after = bool(text[:start].strip(' \t\r\n-–—•*"«')), bool(text[end:].strip(' \t\r\n"».'))
    quote = Quote(row, words_said, before, after, argument)
    marks = stems(words_said)
    worth = _worth(words_said, marks, telling) + (0 if before else 0.25)
    return Candidate(quote, worth, marks, bool(_OPPOSES.search(words_said)), _leans(words_said))


def _worth(text: str, marks: frozenset[str], telling: frozenset[str]) -> float:
    about = min(len(marks & telling), 4) / 4
    rough = 0.3 * (not _ENDS.search(text)) + 0.3 * (text.count(":") > 1) + 0.5 * text.endswith("?")
    length = 1 - abs(min(len(text), LONG) - 150) / 200
    return about + 0.4 * bool(_ASKS.search(text)) + 0.3 * length - 0.9 * _leans(text) - rough


def _leans(text: str) -> bool:
    return bool(_LEANS_BACK.search(text) or _POINTS_BACK.search(text))


def _is_clear(text: str) -> bool:
    """A whole sentence, of a length to be read at once, with nothing in it that is not words."""
    return (
        SHORT <= len(text) <= LONG and bool(_ENDS.search(text)) and len(text.split()) > 6 and _is_clean(text)
    )


def _is_rough(text: str) -> bool:
    """A line of words that may be long, short, or without its full stop."""
    return SHORTEST <= len(text) <= LONGEST and len(text.split()) > 3 and _is_clean(text)


def _is_clean(text: str) -> bool:
    capitals = sum(letter.isupper() for letter in text)
    readable = not _SOILED.search(text) and bool(_BEGINS.match(text)) and not text.endswith((":", ",", ";"))
    return readable and capitals < 0.25 * len(text) and _is_balanced(text)


def _is_balanced(text: str) -> bool:
    pairs = (("(", ")"), ("«", "»"), ("“", "”"))
    return text.count('"') % 2 == 0 and all(text.count(left) == text.count(right) for left, right in pairs)


def _breath(text: str, start: int, end: int) -> int:
    if end - start <= LONG:
        return end
    cuts = [match.start() for match in re.finditer(r"[.;:,!?]?\s", text[start : start + LONG])]
    return start + cuts[-1] if cuts else start + LONG


def _differ(one: Candidate, other: Candidate) -> bool:
    if one.quote.row == other.quote.row and one.quote.argument == other.quote.argument:
        return False
    union = len(one.stems | other.stems)
    return not union or len(one.stems & other.stems) / union < TOO_ALIKE

"""Findings of one topic: what is said and by how many, what opposes it, what few people say."""

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.synthesis.results import Finding, Sentence, Value
from parvis.analysis.synthesis.shelf import Shelf, distinct, typical_first
from parvis.analysis.synthesis.sources import AGAINST, IN_FAVOUR, MIXED
from parvis.analysis.text.results import Topic

Rows = NDArray[np.int32]

SMALL = 0.12
"""A subtopic of at most this share of its topic is a minority view."""
FEW_VOTES = 10
"""Votes under which nothing is said of how a contribution divides."""
DIVIDED = 0.3
"""Share of votes against from which a contribution is said to divide."""


def said(
    shelf: Shelf, topic: Topic, rows: Rows, readable: int, named: dict[int, tuple[str, ...]]
) -> list[Finding]:
    """What is said in a topic, and how many say it."""
    large = [child for child in shelf.topics.children(topic.id) if child.size > SMALL * len(rows)]
    found = [_size(shelf, rows, readable), *_copies(shelf, rows), *_campaigns(shelf, rows)]
    if len(shelf.topics.children(topic.id)) > 1 and large:
        found += [_subtopic("subtopic", shelf, child, len(rows), named[child.id]) for child in large]
    else:
        found += _typical(shelf, topic, rows)
    return found


def supported(shelf: Shelf, rows: Rows) -> list[Finding]:
    """What support a topic has: votes, the contributions with the most votes for, arguments for."""
    return [*_votes(shelf, rows), *_supported(shelf, rows), *_arguments(shelf, rows, side=1)]


def opposed(shelf: Shelf, rows: Rows) -> list[Finding]:
    """What opposes a topic: votes against, arguments against; without either, words that object."""
    found = [*_rejected(shelf, rows), *_divided(shelf, rows), *_arguments(shelf, rows, side=-1)]
    return found or _objections(shelf)


def minority(shelf: Shelf, topic: Topic, rows: Rows, named: dict[int, tuple[str, ...]]) -> list[Finding]:
    """Small subtopics, and documents far from the centre of the topic that stand by themselves."""
    small = [child for child in shelf.topics.children(topic.id) if 3 <= child.size <= SMALL * len(rows)]
    found = [_subtopic("small_subtopic", shelf, child, len(rows), named[child.id]) for child in small]
    return [*found, *_apart(shelf)]


def sentence(key: str, sources: Rows, **values: Value) -> Sentence:
    """A sentence, its figures and the documents that they count."""
    return Sentence(key, values, sources)


def _size(shelf: Shelf, rows: Rows, readable: int) -> Finding:
    people = (
        {shelf.corpus.authors[row] for row in rows if shelf.corpus.authors[row]}
        if shelf.corpus.authors
        else ()
    )
    values: dict[str, Value] = {"documents": len(rows), "share": len(rows) / readable, "people": len(people)}
    return Finding(Sentence("size", values, rows))


def _copies(shelf: Shelf, rows: Rows) -> list[Finding]:
    copied = rows[shelf.topics.group[rows] >= 0]
    different = distinct(shelf.topics, rows)
    if different == len(rows):
        return []
    return [Finding(sentence("copies", copied, documents=len(copied), different=different))]


def _campaigns(shelf: Shelf, rows: Rows) -> list[Finding]:
    """Campaigns of which most documents are in the topic."""
    inside, found = set(rows.tolist()), []
    for campaign in shelf.topics.campaigns:
        here = np.array([row for row in campaign.rows if row in inside], np.int32)
        if 2 * len(here) > len(campaign.rows):
            quotes = shelf.anything([campaign.sample])
            counted = sentence("campaign", here, documents=len(campaign.rows), variants=campaign.variants)
            found.append(Finding(counted, quotes))
    return found


def _subtopic(key: str, shelf: Shelf, child: Topic, whole: int, title: tuple[str, ...]) -> Finding:
    rows = np.flatnonzero(shelf.topics.subtopic == child.id).astype(np.int32)
    near = typical_first(shelf.topics, rows)
    quotes = shelf.pick(near, 1, favour=child.quotes) or shelf.anything(near)
    return Finding(sentence(key, rows, documents=len(rows), share=len(rows) / whole, phrases=title), quotes)


def _typical(shelf: Shelf, topic: Topic, rows: Rows) -> list[Finding]:
    quotes = shelf.pick(shelf.rows, 3, favour=topic.quotes) or shelf.anything(shelf.rows)
    return [Finding(sentence("typical", rows), quotes)] if quotes else []


def _votes(shelf: Shelf, rows: Rows) -> list[Finding]:
    if shelf.corpus.votes is None or not shelf.corpus.votes[rows].any():
        return []
    total = shelf.corpus.votes[rows].sum(axis=0)
    voted = rows[shelf.corpus.votes[rows].any(axis=1)]
    return [Finding(sentence("votes", voted, **_three(total)))]


def _three(total: NDArray[np.int64]) -> dict[str, Value]:
    named = {"in_favour": total[IN_FAVOUR], "mixed": total[MIXED], "against": total[AGAINST]}
    return {"votes": int(total.sum()), **{name: int(count) for name, count in named.items()}}


def _supported(shelf: Shelf, rows: Rows) -> list[Finding]:
    ordered = liked(shelf, rows)
    quotes = shelf.one_each(ordered.tolist(), 2)
    return (
        [Finding(sentence("supported", ordered[: len(quotes)], shown=len(quotes)), quotes)] if quotes else []
    )


def liked(shelf: Shelf, rows: Rows) -> Rows:
    """Documents with more votes for than against, 10 at least, the most votes for first."""
    if shelf.corpus.votes is None:
        return rows[:0]
    votes = shelf.corpus.votes[rows]
    enough = rows[(votes[:, IN_FAVOUR] >= FEW_VOTES) & (votes[:, IN_FAVOUR] > votes[:, AGAINST])]
    return enough[np.argsort(-shelf.corpus.votes[enough, IN_FAVOUR], kind="stable")]


def _rejected(shelf: Shelf, rows: Rows) -> list[Finding]:
    """Contributions with more votes against than for, the most certain first."""
    if shelf.corpus.votes is None:
        return []
    enough, votes = judged(shelf, rows)
    if not len(enough):
        return []
    worse = votes[:, AGAINST] > votes[:, IN_FAVOUR]
    key = "rejected" if worse.any() else "none_rejected"
    order = np.argsort(-least_share(votes[worse, AGAINST], votes[worse].sum(axis=1)), kind="stable")
    quotes = shelf.one_each(enough[worse][order].tolist(), 2)
    sources = enough[worse] if worse.any() else enough
    counted = sentence(key, sources, documents=int(worse.sum()), judged=len(enough), least=FEW_VOTES)
    return [Finding(counted, quotes)]


def _divided(shelf: Shelf, rows: Rows) -> list[Finding]:
    """Contributions with more votes for, of which a large share of votes is against."""
    if shelf.corpus.votes is None:
        return []
    enough, votes = judged(shelf, rows)
    share = votes[:, AGAINST] / np.maximum(votes.sum(axis=1), 1)
    torn = (share >= DIVIDED) & (votes[:, AGAINST] <= votes[:, IN_FAVOUR])
    if not torn.any():
        return []
    order = np.argsort(-least_share(votes[torn, AGAINST], votes[torn].sum(axis=1)), kind="stable")
    quotes = shelf.one_each(enough[torn][order].tolist(), 1)
    return [Finding(sentence("divided", enough[torn], documents=int(torn.sum()), share=DIVIDED), quotes)]


def judged(shelf: Shelf, rows: Rows) -> tuple[Rows, NDArray[np.int64]]:
    """Documents with enough votes, and their votes."""
    if shelf.corpus.votes is None:
        return rows[:0], np.zeros((0, 3), np.int64)
    votes = shelf.corpus.votes[rows]
    enough = votes.sum(axis=1) >= FEW_VOTES
    return rows[enough], votes[enough]


def least_share(part: NDArray[np.int64], whole: NDArray[np.int64]) -> NDArray[np.float64]:
    """Lower bound of shares, at 95 % (Wilson 1927): few votes cannot rank high."""
    n = np.maximum(whole, 1)
    share, z = part / n, 1.96
    middle = share + z**2 / (2 * n)
    spread = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    bound: NDArray[np.float64] = (middle - spread) / (1 + z**2 / n)
    return bound


def _arguments(shelf: Shelf, rows: Rows, *, side: int) -> list[Finding]:
    """Arguments of a side below the documents of the topic, the most supported quoted."""
    inside = set(rows.tolist())
    own = [
        place
        for place, argument in enumerate(shelf.corpus.arguments)
        if argument.side == side and argument.row in inside
    ]
    if not own:
        return []
    own.sort(key=lambda place: (-shelf.corpus.arguments[place].supports, place))
    best = {shelf.corpus.arguments[place].row: place for place in reversed(own)}
    leading = sorted(best.values(), key=own.index)
    quotes = shelf.arguments([*leading, *own], 2)
    under = np.array(sorted(best), np.int32)
    key = "arguments_for" if side == 1 else "arguments_against"
    counted = sentence(key, under, arguments=len(own), documents=len(under), shown=len(quotes))
    return [Finding(counted, quotes)]


def _objections(shelf: Shelf) -> list[Finding]:
    """Sentences whose words refuse or warn, where there is neither vote nor argument."""
    quotes = shelf.pick(shelf.rows.tolist(), 2, keep=lambda item: item.opposes)
    sources = np.array([quote.row for quote in quotes], np.int32)
    return [Finding(sentence("objections", sources, shown=len(quotes)), quotes)] if quotes else []


def _apart(shelf: Shelf) -> list[Finding]:
    """The documents furthest from the centre of the topic; the most supported first where there are votes."""
    far = shelf.rows[-max(1, len(shelf.rows) // 10) :][::-1]
    if len(shelf.rows) < 10:
        return []
    if shelf.corpus.votes is not None:
        far = far[np.argsort(-shelf.corpus.votes[far, IN_FAVOUR], kind="stable")]
    quotes = shelf.pick(far.tolist(), 1)
    sources = np.array([quote.row for quote in quotes], np.int32)
    return [Finding(sentence("apart", sources, shown=len(quotes)), quotes)] if quotes else []

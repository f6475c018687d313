"""Analyses made by hand for reports."""

import numpy as np

from parvis.analysis.opinion.pipeline import analyse
from parvis.analysis.opinion.reading import Conversation
from parvis.analysis.opinion.results import Opinions
from parvis.analysis.opinion.votes import Votes
from parvis.analysis.synthesis import Corpus, Draft, draft
from parvis.analysis.synthesis.tests import made
from parvis.analysis.text.duplicates import Campaign
from parvis.analysis.text.results import Topics
from parvis.understanding.report import Origin

ORIGIN = Origin(
    "answers.csv", "ab" * 32, "0.1.0", 0, "parvis analyse topics answers.csv --text text --seed 0"
)
HOSTILE = "<script>alert('x')</script> & \"quotes\""


def texts() -> tuple[Corpus, Topics, Draft]:
    """Two topics with votes, arguments, a campaign, a hostile title, and answers with nothing to read."""
    campaign = Campaign(group=0, rows=(0, 3), variants=2, sample=0, words=15)
    corpus = made.corpus(
        titles=[HOSTILE, *(f"Title {row}" for row in range(8))], votes=made.VOTES, arguments=made.ARGUMENTS
    )
    groups = (0, -1, -1, 0, -1, -1, -1, -1, -1)
    topics = made.topics(subtopics=(2, 2, 2, 3, 4, 4, 4, -1, -1), groups=groups, campaigns=(campaign,))
    return corpus, topics, draft(corpus, topics)


def votes(*, people: int = 120, noise: float = 0.1, seed: int = 3) -> tuple[Conversation, Opinions]:
    """Two camps of equal size on ten statements, the first two shared by all, the last one refused."""
    random = np.random.default_rng(seed)
    camp = np.arange(people) % 2
    answers = np.where((np.arange(10)[None, :] + camp[:, None]) % 2, 1, -1)
    answers[:, :2] = 1
    answers = np.where(random.random(answers.shape) < noise, -answers, answers)
    rows, cols = np.divmod(np.arange(people * 10), 10)
    packed = Votes.of(rows, cols, answers.ravel())
    refused = np.arange(10) == 9
    none = np.zeros(10, np.bool_)
    said = (HOSTILE, *(f"Statement {column}" for column in range(1, 9)), "A refused statement")
    conversation = Conversation(
        packed, np.arange(people), np.arange(10), said, refused, none, np.full(people, -1, np.int32)
    )
    return conversation, analyse(packed, refused=refused)

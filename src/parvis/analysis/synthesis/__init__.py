"""Draft synthesis by extraction: what is said, by how many, what opposes it, with the sources."""

from parvis.analysis.synthesis.draft import draft
from parvis.analysis.synthesis.results import Coverage, Draft, Finding, Quote, Sentence, TopicDraft
from parvis.analysis.synthesis.sources import Argument, Corpus

__all__ = ["Argument", "Corpus", "Coverage", "Draft", "Finding", "Quote", "Sentence", "TopicDraft", "draft"]

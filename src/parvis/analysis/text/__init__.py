"""Reading many texts: words, duplicates, topics and quotes."""

from parvis.analysis.text.assign import Model, assign, load
from parvis.analysis.text.compare import compare
from parvis.analysis.text.pipeline import fit, topics

__all__ = ["Model", "assign", "compare", "fit", "load", "topics"]

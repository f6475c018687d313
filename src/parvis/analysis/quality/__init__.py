"""Six quality axes, 0 to 5, computed from what happened: formulas on plain columns."""

from parvis.analysis.quality.agreement import krippendorff, nominal_interval
from parvis.analysis.quality.deliberation import Arguments, Coding, Comments, Deliberation, deliberation
from parvis.analysis.quality.information import Information, information
from parvis.analysis.quality.learning import Learning, Quiz, corrected_for_guessing, learning
from parvis.analysis.quality.notes import Note, SubIndex
from parvis.analysis.quality.reach import Reach, reach
from parvis.analysis.quality.readability import TextSize, kandel_moles, text_size
from parvis.analysis.quality.survival import median_wait
from parvis.analysis.quality.transparency import Openness, Transparency, transparency
from parvis.analysis.quality.voices import effective_voices, evenness, gini, thread_index
from parvis.analysis.quality.who_took_part import who_took_part

__all__ = [
    "Arguments",
    "Coding",
    "Comments",
    "Deliberation",
    "Information",
    "Learning",
    "Note",
    "Openness",
    "Quiz",
    "Reach",
    "SubIndex",
    "TextSize",
    "Transparency",
    "corrected_for_guessing",
    "deliberation",
    "effective_voices",
    "evenness",
    "gini",
    "information",
    "kandel_moles",
    "krippendorff",
    "learning",
    "median_wait",
    "nominal_interval",
    "reach",
    "text_size",
    "thread_index",
    "transparency",
    "who_took_part",
]

"""What the engine is at, in words, for the commands that show its progress."""

from gettext import gettext as _


def stages_of_topics() -> dict[str, str]:
    """By the key that the engine tells, in the language of the command."""
    return {
        "words": _("Reading the words"),
        "duplicates": _("Looking for near-duplicates"),
        "features": _("Weighing the words"),
        "vectors": _("Comparing the texts"),
        "neighbours": _("Looking for neighbours"),
        "number": _("Choosing how many topics"),
        "topics": _("Sorting into topics"),
        "stability": _("Measuring the stability"),
        "subtopics": _("Sorting into subtopics"),
        "results": _("Describing the topics"),
    }

"""What the reader of an analysis must know, in words."""

from django.utils.translation import gettext


def note(key: str) -> str:
    """Word a note of an analysis; one that has no words yet is shown as it is, never lost."""
    return _notes().get(key, key)


def _notes() -> dict[str, str]:
    return {
        "few_documents": gettext(
            "There are few texts: topics are drawn from little, and would change with a few more."
        ),
        "several_languages": gettext(
            "Texts are in several languages, and were compared by their words: topics may follow languages."
            " Read them together with --vectors."
        ),
        "fewer_topics_than_asked": gettext(
            "The texts are too alike for as many topics as were asked for: there are fewer."
        ),
        "texts_without_known_words": gettext(
            "Some texts share no word with the others: they are in the topic that is nearest, by default."
        ),
        "nothing_to_read": gettext("No text has anything to read: there are no topics."),
        "fewer_groups": gettext(
            "People are too alike for as many groups as were asked for: there are fewer."
        ),
        "low_stability": gettext(
            "Topics change much when part of the texts is drawn again: read them as one possible way to sort,"
            " and check before quoting a figure."
        ),
        "no_clear_groups": gettext(
            "No clear groups: drawn again among the same people, groups would be others. Do not name them."
        ),
        "encoding_cp1252": gettext(
            "The file is not in UTF-8: it was read as Windows-1252. Check the accents."
        ),
        "encoding_utf16": gettext("The file is in UTF-16: it was read as such."),
        "invalid_bytes": gettext("Some characters cannot be read: they are shown as �."),
        "few_participants": gettext("Few people voted: groups are drawn from little."),
        "small_groups": gettext(
            "A group would have had fewer than 10 people: fewer groups were made, so that none is so small."
        ),
        "few_statements": gettext("There are few statements: people can hardly be told apart."),
        **_of_figures(),
    }


def _of_figures() -> dict[str, str]:
    """Notes of tallies, of the panel and of quality axes."""
    return {
        "disconnected_pairs": gettext(
            "Some items were never compared, even through others: how they rank among each other is a guess."
        ),
        "cells_merged": gettext("Categories of fewer than 10 people were put together."),
        "not_converged": gettext("Weights do not bring every category to its share: a gap is left."),
        "capped": gettext(
            "Some people would have weighed more than the cap allows: they weigh what it allows."
        ),
        "heavy_weights": gettext(
            "Some people weigh more than five times the mean: figures rest on few of them."
        ),
        "voluntary_participation": gettext("People chose to take part: this is not a poll."),
        "structure_only": gettext(
            "Nobody coded the reasons that people give: only the form of exchanges was measured."
        ),
        "people_not_acts": gettext("People are counted once, however much they did."),
    }

"""The words of a text on which a comment bears."""

from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.contributions.models import Contribution
from parvis.contributions.texts import clean_line
from parvis.debate.models import QUOTED_LIMIT
from parvis.ui import words


def quoted_from(contribution: Contribution, typed: str) -> str:
    """The words to keep, on one line; nothing when nothing is typed. Refuses what the text does not say."""
    quoted = clean_line(typed)
    if quoted and quoted not in clean_line(contribution.text):
        raise Refused(
            _("The text does not hold these words: copy them as they stand, or leave this field empty.")
        )
    if len(quoted) > QUOTED_LIMIT:
        raise Refused(words.too_long(len(quoted), limit=QUOTED_LIMIT))
    return quoted

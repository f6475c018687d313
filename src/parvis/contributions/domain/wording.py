"""What the title and the text of a contribution must be, said the same way at deposit and at revision."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parvis.accounts.errors import Refused
from parvis.consultations.models import Kind
from parvis.contributions.models import Contribution
from parvis.contributions.texts import clean_line, clean_text
from parvis.ui import words

# Shorter than the column, which also holds imported titles.
TITLE_LIMIT = 160
NO_TITLE = gettext_lazy("Give your text a title: it is what people see first.")
SAME_WORDS = gettext_lazy(
    "These are the words as they stand: change those that you would have otherwise, or comment on them."
)
NO_TEXT = gettext_lazy("Write your text before publishing it.")


def title_of(kind: Kind, typed: str) -> str:
    """The title to keep, none where the kind has none. Refuses an empty one, and one that is too long."""
    title = clean_line(typed) if kind.is_titled else ""
    if kind.is_titled and not title:
        raise Refused(NO_TITLE)
    _check_length(title, TITLE_LIMIT, _("The title is too long"))
    return title


def text_of(kind: Kind, typed: str) -> str:
    """The text to keep, none where the kind has none, its length counted in characters once cleaned.

    Refuses an empty or too long one.
    """
    if not kind.has_text:
        return ""
    text = clean_text(typed)
    if not text:
        raise Refused(NO_TEXT)
    _check_length(text, kind.text_limit, _("The text is too long"))
    return text


def as_said(sentence: str) -> tuple[str, str]:
    """A title and a text of one sentence that was said: both say it, the title as much of it as it holds."""
    return Truncator(sentence).chars(TITLE_LIMIT), sentence


def check_rewording(kind: Kind, text: str, passage: Contribution | None) -> None:
    """Refuse an amendment that changes no word of what it responds to."""
    if kind.is_amendment and passage is not None and text == passage.text:
        raise Refused(SAME_WORDS)


def _check_length(text: str, limit: int, sentence: str) -> None:
    over = len(text) - limit
    if over <= 0:
        return
    advice = ngettext(
        "shorten it by %(over)s character (%(limit)s at most).",
        "shorten it by %(over)s characters (%(limit)s at most).",
        over,
    ) % {"over": words.number(over), "limit": words.number(limit)}
    raise Refused(_("%(sentence)s: %(advice)s") % {"sentence": sentence, "advice": advice})

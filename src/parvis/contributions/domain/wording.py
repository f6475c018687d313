"""What the title and the text of a contribution must be, said the same way at deposit and at revision."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _, ngettext

from parvis.accounts.errors import Refused
from parvis.consultations.models import Kind
from parvis.contributions.texts import clean_line, clean_text

# Shorter than the column, which also holds imported titles.
TITLE_LIMIT = 160


@dataclass(frozen=True, slots=True)
class Wording:
    title: str
    text: str


def wording(*, kind: Kind, title: str, text: str) -> Wording:
    """Clean what was typed; refuse what is empty or too long, counted in characters once cleaned."""
    clean = Wording(title=clean_line(title) if kind.is_titled else "", text=clean_text(text))
    if kind.is_titled and not clean.title:
        raise Refused(_("Give your text a title: it is what people see first."))
    _check_length(clean.title, TITLE_LIMIT, _("The title is too long"))
    if not clean.text:
        raise Refused(_("Write your text before publishing it."))
    _check_length(clean.text, kind.text_limit, _("The text is too long"))
    return clean


def _check_length(text: str, limit: int, sentence: str) -> None:
    over = len(text) - limit
    if over <= 0:
        return
    advice = ngettext(
        "shorten it by %(over)s character (%(limit)s at most).",
        "shorten it by %(over)s characters (%(limit)s at most).",
        over,
    ) % {"over": number_format(over), "limit": number_format(limit)}
    raise Refused(_("%(sentence)s: %(advice)s") % {"sentence": sentence, "advice": advice})

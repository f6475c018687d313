"""What columns of several files say, in the same words; and what is said of a file."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class File:
    """A file of the archive. `columns`: those of a table, or the fields of the payload of a row."""

    name: str
    words: Promise
    columns: Mapping[str, Promise]


NUMBER = _("number of the row, the same in every file")
CONTRIBUTION = _("number of the contribution that it is about")
PARENT = _("number of the argument that it replies to")
SIDE = _("for or against")
TITLE = _("title")
TEXT = _("text, as its author wrote it")
STATE = _("published, hidden by moderation or withdrawn by its author; words only if it is published")
HIDDEN_REASON = _("reason of the moderation charter for which it is hidden")
NAME = _("name that the author chose to show; empty if they left, or if the words are")
SIGNED_BY = _(
    "public name of the author, or organisation that signs; empty if they left, or if the words are"
)
PSEUDONYM = _("pseudonym of the author, of this consultation alone; empty if they left")
SIGNER = _(
    "pseudonym of the author, of this consultation alone, or that of the organisation that signs; empty if "
    "they left"
)
ORGANISATION = _("number of the organisation that signs it; not there if a person does")
LEVEL = _("what is known of the author: 0 nothing, 1 e-mail, 2 link with the territory, 3 identity")
CHANNEL = _("by which way it came: web, paper, event, e-mail, import, on site (field), by a program (api)")
MOMENT = _("date and time (ISO 8601)")
SECONDS = _("date and time, in seconds since 1970")
RESPONDS_TO = _("number of the contribution that it responds to")
MODERATOR = _("pseudonym of the moderator, of this consultation alone")
REASON = _("reason given in public")
OUTCOME = _(
    "upheld; reversed by another moderator; taken_back by whoever took the decision; or withdrawn, without "
    "a decision, if its author took the text back first"
)
ARGUMENT = _("number of the argument that it is about")
STATUS = _("what becomes of the contribution: kept, partly kept, not kept, under study, answered")
ANSWER = _("text of the official answer")
ANSWERS = _("answers to the questions of the form, personal ones left out; not there if it asks none")
KIND = _("number of the kind of contribution; the rules give its name")
PHASE = _("number of the phase; the rules give its name")
THEME = _("number of the theme; the rules give its name")
BALLOT = _("number of the ballot; the rules say what is voted on")
ITEM = _("number of the contribution voted on")
CHOICE = _("1 for or agree, 0 mixed or pass, -1 against or disagree, or what the method of the ballot says")
LEVEL_OF_TOTAL = _(
    "identity level of the voters; null for all levels together, for votes told together because few people "
    "have their level, and for imported totals"
)
LATE = _("1 if it was sent in the minutes of grace after the end of its phase")
TEXT_KIND = _("argument or comment; in the rows, not there for an argument")
QUOTED = _("words of the text on which a comment bears")
SOURCE = _("address of the source that the author gives")
SUPPORTS = _("how many people support it")
IMPORTED = _("of those, how many were taken over from another platform as a total")

GUEST_COLUMN = _(
    "1 if it was sent without an address, and read by a moderator first; counted in no number of people"
)
GUEST = _("true if it was sent without an address, and read by a moderator first; not there otherwise")
GUEST_TEXT = _("number of the text that a moderator read before it appeared; not that of a contribution")
RECEIVED = _("date and time when it came, if it was read before it appeared (ISO 8601); empty otherwise")
RECEIVED_SECONDS = _("when it came, in seconds since 1970, if it was read first; not there otherwise")

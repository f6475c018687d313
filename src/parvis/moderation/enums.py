"""Words of the moderation floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Act(models.TextChoices):
    """What a moderator does."""

    HIDE = "hide", _("hide")
    RESTORE = "restore", _("restore")


class Screened(models.TextChoices):
    """What a moderator does with a text that nobody else has read yet."""

    ADMIT = "admit", _("publish")
    REFUSE = "refuse", _("do not publish")


class Reason(models.TextChoices):
    """The closed list of reasons of the moderation charter."""

    OFF_TOPIC = "off_topic", _("off topic")
    INSULT = "insult", _("insult or personal attack")
    HATE = "hate", _("hatred or discrimination")
    PERSONAL_DATA = "personal_data", _("personal data of somebody")
    ADVERTISING = "advertising", _("advertising")
    UNLAWFUL = "unlawful", _("other unlawful content")
    MISATTRIBUTED = "misattributed", _("published in somebody else's name")
    MISTAKE = "mistake", _("decision taken by mistake")

    @property
    def leaves_words_readable(self) -> bool:
        """Whether words hidden for it stay readable in the open bin: they harm nobody and break no law."""
        return self in HARMLESS


HARMLESS = frozenset({Reason.OFF_TOPIC, Reason.ADVERTISING})
"""Named one by one: a reason that is added later keeps words out of sight until somebody says otherwise."""


class CaseKind(models.TextChoices):
    """What caught the eye."""

    REPORTS = "reports", _("a text was reported")
    SURGE = "surge", _("many acts on one thing, suddenly")
    DOMAIN = "domain", _("many people of one new domain of addresses")
    NETWORK = "network", _("many people in one network")
    BROWSER = "browser", _("many people with one browser in one network")
    PASTED = "pasted", _("many people pasted the same text")
    ALIKE = "alike", _("many people gave the same answers to the same items")
    QUOTED = "quoted", _("a text that is quoted here was hidden where it was written")


class Outcome(models.TextChoices):
    """What a person found, who looked at a case."""

    ACTED = "acted", _("something was done")
    UNFOUNDED = "unfounded", _("nothing against the rules")


class AppealOutcome(models.TextChoices):
    """What became of an appeal."""

    UPHELD = "upheld", _("decision upheld")
    REVERSED = "reversed", _("decision reversed")
    TAKEN_BACK = "taken_back", _("decision taken back by whoever took it")


VOID = _("text withdrawn by its author")
"""Of an appeal that ends without a decision."""
RULINGS = (AppealOutcome.UPHELD, AppealOutcome.REVERSED)
"""What a second moderator may say; the first one may only take the decision back."""


class Wait(models.TextChoices):
    """Why something waits for those who moderate; in this order when two wait since the same moment."""

    REPORTED = "reported", _("reported")
    GUEST = "guest", _("to be read before it appears")
    UNREAD = "unread", _("not read by the team yet")
    APPEAL = "appeal", pgettext_lazy("why a text waits", "appeal")
    STRANGE = "strange", _("strange figures")


DECIDED_ALIKE = (Wait.REPORTED, Wait.GUEST, Wait.UNREAD)
"""What is decided one after the other; appeals and strange figures have pages of their own."""


class Insult(models.TextChoices):
    """What a word of a text may be."""

    PERSON = "person", _("a word that insults somebody")
    GROUP = "group", _("a word that insults a group of people")
    THREAT = "threat", _("words that may threaten")

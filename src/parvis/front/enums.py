"""Words of the public pages."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    """Where a consultation stands for somebody who comes by."""

    OPEN = "open", pgettext_lazy("stage of a consultation", "open")
    COMING = "coming", pgettext_lazy("stage of a consultation", "opening soon")
    PAUSED = "paused", pgettext_lazy("stage of a consultation", "between two phases")
    AWAITING = "awaiting", pgettext_lazy("stage of a consultation", "awaiting the answer")
    ANSWERED = "answered", pgettext_lazy("stage of a consultation", "answered")


class State(models.TextChoices):
    """By what one looks for a consultation; one that is open may already have answers."""

    OPEN = "open", pgettext_lazy("state of a consultation", "Open")
    SOON = "soon", pgettext_lazy("state of a consultation", "Opening soon")
    CLOSED = "closed", pgettext_lazy("state of a consultation", "Closed")
    ANSWERED = "answered", pgettext_lazy("state of a consultation", "With answers")


class Section(models.TextChoices):
    """What a search finds."""

    CONSULTATIONS = "consultations", pgettext_lazy("what a search finds", "Consultations")
    CONTRIBUTIONS = "contributions", pgettext_lazy("what a search finds", "Contributions")
    ANSWERS = "answers", pgettext_lazy("what a search finds", "Answers and syntheses")
    EVENTS = "events", pgettext_lazy("what a search finds", "Events and minutes")
    PAGES = "pages", pgettext_lazy("what a search finds", "Articles, news and resources")
    GUIDES = "guides", pgettext_lazy("what a search finds", "Methods, good practice and manual")


class JournalKind(models.TextChoices):
    """What an act of a team is about, for who reads its journal."""

    TEAM = "team", pgettext_lazy("acts in the journal of a team", "team and invitations")
    SETTINGS = "settings", pgettext_lazy("acts in the journal of a team", "calendar, forms and rules")
    PUBLISHED = "published", pgettext_lazy("acts in the journal of a team", "texts, answers and publications")
    MODERATION = "moderation", pgettext_lazy("acts in the journal of a team", "moderation and merges")
    VOTES = "votes", pgettext_lazy("acts in the journal of a team", "votes on paper, costs")
    DATA = "data", pgettext_lazy("acts in the journal of a team", "exports and private answers")

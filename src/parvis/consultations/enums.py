"""Words of the consultations floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LegalProfile(models.TextChoices):
    """The law that a consultation follows: it sets the least duration, the documents and the deadlines.

    CRPA L131-1 (free), L132-1 to L132-3 (in place of a committee); Code de l'environnement L123-19-1
    (decision with an effect on the environment) and L123-19-2 (individual decision).
    """

    FREE = "free", _("free consultation by an administration")
    COMMITTEE = "committee", _("consultation in place of a mandatory committee")
    ENVIRONMENT = "environment", _("regulation with an effect on the environment")
    INDIVIDUAL = "individual", _("individual decision with an effect on the environment")
    PRIVATE = "private", _("consultation by an association or a company")


class Verb(models.TextChoices):
    """What a phase may open."""

    DEPOSIT = "deposit", _("deposit")
    VOTE = "vote", _("vote")
    ARGUE = "argue", _("argue")
    COMMENT = "comment", _("comment")
    ASK = "ask", _("ask the organiser")


WRITING = (Verb.DEPOSIT, Verb.ASK)
"""What is written in the form of its kind."""


class BallotMethod(models.TextChoices):
    """The voting methods; each has its class in `ballots/methods/`."""

    SUPPORT = "support", _("support")
    FOR_MIXED_AGAINST = "for_mixed_against", _("for, mixed, against")
    STATEMENTS = "statements", _("agree, pass, disagree")
    APPROVAL = "approval", _("approval: tick what suits you")
    POINTS = "points", _("points to share")
    RANKING = "ranking", _("ranking")
    GRADE = "grade", _("grades in figures")
    MAJORITY_JUDGMENT = "majority_judgment", _("majority judgment: grades in words")
    BUDGET = "budget", _("budget to spend")
    PAIRS = "pairs", _("which of two")


LIMITED = (
    BallotMethod.SUPPORT,
    BallotMethod.APPROVAL,
    BallotMethod.POINTS,
    BallotMethod.RANKING,
    BallotMethod.BUDGET,
)
"""Methods where a person has a limit in all: items, points, ranks or money. Of support, it is optional."""

WHOLE_SHEET = (BallotMethod.POINTS, BallotMethod.RANKING, BallotMethod.BUDGET, BallotMethod.PAIRS)
"""Methods where what one gives an item depends on what one gives the others."""

SCALES = (4, 5, 10)
"""The highest grade, in figures; the lowest is 0."""


class Figure(models.TextChoices):
    """An option of a vote that nobody can guess: no template has it, the organiser says it."""

    AMOUNT = "limit", _("amount to spend")
    THRESHOLD = "threshold", _("threshold, in people")


class Currency(models.TextChoices):
    """In what amounts are said."""

    EUR = "EUR", _("euro (€)")
    CHF = "CHF", _("Swiss franc (CHF)")
    GBP = "GBP", _("pound sterling (£)")
    USD = "USD", _("dollar ($)")
    XOF = "XOF", _("CFA franc (F CFA)")


class Source(models.TextChoices):
    """What a phase carries over from an earlier one."""

    NOTHING = "nothing", _("nothing")
    EVERYTHING = "everything", _("everything")
    BEST = "best", _("the n best")
    CHOSEN = "chosen", _("a list made by hand")


class Role(models.TextChoices):
    """A person's place in the team of one consultation."""

    ORGANISER = "organiser", _("organiser")
    MODERATOR = "moderator", _("moderator")
    ANALYST = "analyst", _("analyst")
    GUARANTOR = "guarantor", _("guarantor")


class Moment(models.TextChoices):
    """Where a phase stands at a given second."""

    PAST = "past", _("ended")
    PRESENT = "present", _("under way")
    FUTURE = "future", _("to come")


class QuestionType(models.TextChoices):
    """What a question of a form takes for an answer; the last two take none."""

    SHORT_TEXT = "short_text", _("short text")
    LONG_TEXT = "long_text", _("long text")
    SINGLE = "single", _("one choice")
    MULTIPLE = "multiple", _("several choices")
    SCALE = "scale", _("scale")
    RANKING = "ranking", _("ranking")
    MATRIX = "matrix", _("grid of choices")
    NUMBER = "number", pgettext_lazy("type of a question", "number")
    DATE = "date", pgettext_lazy("type of a question", "date")
    PLACE = "place", pgettext_lazy("type of a question", "place")
    STATEMENT = "statement", _("statement to accept")
    PHOTO = "photo", pgettext_lazy("type of a question", "photo")
    FILE = "file", pgettext_lazy("type of a question", "file")
    NOTE = "note", _("text between questions")
    SECTION = "section", _("new page of the form")


class Comparison(models.TextChoices):
    """How a condition looks at an earlier answer."""

    IS = "is", _("is")
    CONTAINS = "contains", _("contains")
    IS_NOT = "is_not", _("is not")


class Visibility(models.TextChoices):
    """Who reads what people deposit."""

    PUBLIC = "public", _("everybody")
    PRIVATE = "private", _("the team alone; everybody sees the totals")


class KindRole(models.TextChoices):
    """What a kind is for, beyond what its form asks."""

    PLAIN = "plain", _("what people write")
    PASSAGE = "passage", _("the passages of a text put to consultation")
    AMENDMENT = "amendment", _("an amendment: other words for what it responds to")


class Shape(models.TextChoices):
    """What a place is on a map."""

    POINT = "point", _("a point")
    LINE = "line", _("a line")
    AREA = "area", _("an area")

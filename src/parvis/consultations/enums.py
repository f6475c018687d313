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
    ANIMATOR = "animator", _("animator")
    GUARANTOR = "guarantor", _("guarantor")
    OBSERVER = "observer", _("observer")


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


class Scale(models.TextChoices):
    """How far the subject of a consultation reaches."""

    LOCAL = "local", pgettext_lazy("scale of a consultation", "local")
    REGIONAL = "regional", pgettext_lazy("scale of a consultation", "regional")
    NATIONAL = "national", pgettext_lazy("scale of a consultation", "national")
    EUROPEAN = "european", pgettext_lazy("scale of a consultation", "European")


class Way(models.TextChoices):
    """Where one takes part."""

    ONLINE = "online", _("online")
    ROOM = "room", _("in the room")
    BOTH = "both", _("online and in the room")


class DeskAct(models.TextChoices):
    """What somebody of a team did, when no table of its own says who and when. For ever: never renamed."""

    INVITED = "team.invited", _("invited somebody into the team")
    INVITED_AGAIN = "team.invited_again", _("sent an invitation again")
    INVITATION_REVOKED = "team.invitation_revoked", _("took an invitation back")
    JOINED = "team.joined", _("accepted an invitation, and joined the team")
    APPOINTED = "team.appointed", _("gave somebody a place in the team")
    DISMISSED = "team.dismissed", _("ended a place in the team")
    PHASE_ADDED = "phase.added", _("added a phase")
    PHASE_CHANGED = "phase.changed", _("changed a phase")
    PHASE_REMOVED = "phase.removed", _("removed a phase")
    THEMES = "themes.changed", _("changed the themes")
    KIND_ADDED = "kind.added", _("added a kind of contribution")
    KIND_CHANGED = "kind.changed", _("changed a kind of contribution")
    KIND_MOVED = "kind.moved", _("moved a kind of contribution in the list")
    KIND_REMOVED = "kind.removed", _("removed a kind of contribution")
    QUESTION_ADDED = "question.added", _("added a question to a form")
    QUESTIONS_BROUGHT = "question.brought", _("brought the questions of a form from a file")
    QUESTION_CHANGED = "question.changed", _("changed a question of a form")
    QUESTION_MOVED = "question.moved", _("moved a question of a form")
    QUESTION_REMOVED = "question.removed", _("removed a question from a form")
    LEVELS = "levels.changed", _("changed the identity level that acts ask for")
    DOMAINS = "domains.changed", _("changed the trusted domains")
    CODES_MADE = "codes.made", _("announced a batch of invitation codes")
    CODES_GIVEN = "codes.given", _("took the codes of a batch")
    CODES_REVOKED = "codes.revoked", _("revoked a batch of invitation codes")
    COSTS = "costs.changed", _("changed the costs of projects")
    DAYS_PROMISED = "days.promised", _("promised a delay")
    RECORD = "record.kept", _("changed the record of personal data")
    EXPLAINED = "rules.explained", _("said why the rules changed")
    TAKEN_BACK = "rules.taken_back", _("took back what was declared of a rule")
    TEXT_BROUGHT = "text.brought", _("brought a text to be put to consultation")
    TEXT_CUT = "text.cut", _("changed the words or the cut of a text")
    TEXT_PUBLISHED = "text.published", _("put a text to consultation")
    TEXT_DROPPED = "text.dropped", _("dropped a text that was not put to consultation")
    SHEET_IMPORTED = "sheet.imported", _("imported contributions from a spreadsheet")
    CARRIED = "contribution.carried", _("took a contribution over to a later phase")
    FILES_ERASED = "contribution.files_erased", _("erased the files of a contribution")
    EXPORTED = "data.exported", _("took an export")
    PRIVATE_READ = "data.private_read", _("was shown private answers")
    STARTED_AGAIN = "chain.started_again", _("started another consultation from this one")
    LETTER_WRITTEN = "letter.written", _("wrote a letter to those who follow")
    LETTER_CHANGED = "letter.changed", _("changed the draft of a letter")
    LETTER_DROPPED = "letter.dropped", _("dropped the draft of a letter")
    LETTER_PLANNED = "letter.planned", _("planned the departure of a letter")
    LETTER_CANCELLED = "letter.cancelled", _("cancelled the departure of a letter")
    ANNOUNCED = "announcement.added", _("announced something on the page")
    ANNOUNCEMENT_CHANGED = "announcement.changed", _("changed an announcement")
    ANNOUNCEMENT_ENDED = "announcement.ended", _("took an announcement down")
    COMMITMENT_CHARGE = "commitment.charge", _("changed who is reminded of a commitment")
    CONTINUED = "chain.continued", _("continued this consultation in another one")
    TERM_ADDED = "term.added", _("explained a word in the glossary")
    TERM_CHANGED = "term.changed", _("changed a word of the glossary")
    TERM_REMOVED = "term.removed", _("removed a word from the glossary")
    QUIZ_CHANGED = "quiz.changed", _("changed the draft of a quiz")
    QUIZ_CHECKED = "quiz.checked", _("checked a quiz")
    QUIZ_PUBLISHED = "quiz.published", _("put a quiz on line")
    QUIZ_CLOSED = "quiz.closed", _("closed a quiz")
    EVENT_WRITTEN = "event.written", _("wrote the draft of an event")
    EVENT_CHANGED = "event.changed", _("changed an event")
    EVENT_PUBLISHED = "event.published", _("announced an event")
    EVENT_CANCELLED = "event.cancelled", _("cancelled an event")
    EVENT_DROPPED = "event.dropped", _("dropped the draft of an event")
    EVENT_DOOR = "event.door", _("noted who came to an event")
    EVENT_COUNTED = "event.counted", _("said how many came to an event without registering")
    EVENT_PROPOSALS = "event.proposals", _("opened or closed proposals of events")
    EVENT_LABELLED = "event.labelled", _("announced a proposed event")
    EVENT_DECLINED = "event.declined", _("declined a proposed event")
    EVENT_REPORTED = "event.reported", _("published the report of an event")
    EVENT_REPORT_DECLINED = "event.report_declined", _("declined the report of an event")
    WHO_ASKED = "panel.asked", _("chose what people are asked of themselves")
    REFERENCE = "panel.reference", _("gave a population to compare with")
    TARGET = "quality.target", _("said how many people are concerned")
    OUTAGE_ANSWERED = "outage.answered", _("answered an outage near the close")
    TRIAL_OPENED = "trial.opened", _("opened a link to try the draft")
    TRIAL_ENDED = "trial.ended", _("ended the trial of the draft")
    PAPER_PREPARED = "paper.prepared", _("prepared a batch of sheets of paper")
    PAPER_SCANNED = "paper.scanned", _("brought pictures of sheets of paper")
    PAPER_SETTLED = "paper.settled", _("settled what two people read on a sheet of paper")
    FIELD_PREPARED = "field.prepared", _("prepared a device that collects answers on site")
    FIELD_LINKED = "field.linked", _("made a new link for a device that collects answers")
    FIELD_CLOSED = "field.closed", _("closed a device that collects answers")
    FIELD_ENTERED = "field.entered", _("entered an answer of a device, once put right")
    FIELD_DISCARDED = "field.discarded", _("discarded an answer of a device")
    ROOM_PREPARED = "room.prepared", _("prepared a live room")
    ROOM_OPENED = "room.opened", _("opened a live room")
    ROOM_LED = "room.led", _("led a live room: what was asked, shown or hidden")
    ROOM_CLOSED = "room.closed", _("closed a live room")
    COMMISSION = "commission.changed", _("changed a commission")
    COMMISSION_MEMBERS = "commission.members", _("changed the members of a commission")
    OPINION = "opinion.published", _("published an opinion of a commission")
    HANDED_OVER = "contribution.handed_over", _("handed contributions over to a commission")
    SETTLED = "contribution.settled", _("said what a commission did with a contribution")
    MINUTES = "minutes.changed", _("changed the draft of minutes")
    MINUTES_SHARED = "minutes.shared", _("opened or closed the link by which minutes are corrected")
    MINUTES_CORRECTED = "minutes.corrected", _("decided on a correction of minutes")
    MINUTES_PUBLISHED = "minutes.published", _("published minutes")
    DRAW_CHANGED = "draw.changed", _("changed what a drawn panel is asked")
    DRAW_POOL = "draw.pool", _("changed the list from which a panel is drawn")
    DRAW_PREPARED = "draw.prepared", _("asked for the list of panels of a draw, or cancelled it")
    DRAW_DRAWN = "draw.drawn", _("drew a panel")
    DRAW_FOLLOWED = "draw.followed", _("followed up those who were drawn")
    ANALYSIS_ASKED = "analysis.asked", _("asked for an analysis of texts, or cancelled it")
    ANALYSIS_PUBLISHED = "analysis.published", _("published an analysis of texts, or took it back")
    TOPIC_CORRECTED = "topic.corrected", _("corrected a topic of an analysis")
    ANALYSIS_GROWN = "analysis.grown", _("added new contributions to an analysis, or had it grow every night")
    CODING_OPENED = "coding.opened", _("opened a blind coding of texts, or gave it up")
    CODED = "coding.coded", _("began or finished to code texts blindly")
    CODING_ENDED = "coding.ended", _("ended a blind coding of texts")
    CODING_SETTLED = "coding.settled", _("settled where a coded text goes")
    AGREEMENT_PUBLISHED = "coding.published", _("published how far coders agree, or took it back")
    GROUP_NAMED = "opinion_group.named", _("named a group of opinion")
    SYNTHESIS = "synthesis.changed", _("changed the draft of the synthesis")
    SYNTHESIS_DRAFTED = "synthesis.drafted", _("asked for a draft of the synthesis")
    SYNTHESIS_PUBLISHED = "synthesis.published", _("published the synthesis")
    SYNTHESIS_REMARKED = "synthesis.remarked", _("remarked on the synthesis as a guarantor")
    SAID_KEPT = "contribution.said", _("made a contribution of what was said in the room")
    WEBHOOK_ADDED = "webhook.added", _("added an address that is told what happens")
    WEBHOOK_CHANGED = "webhook.changed", _("changed an address that is told what happens")
    WEBHOOK_SECRET = "webhook.secret", _("renewed the secret of an address that is told what happens")
    WEBHOOK_STOPPED = "webhook.stopped", _("stopped telling an address what happens")
    WEBHOOK_STARTED = "webhook.started", _("started again to tell an address what happens")
    WEBHOOK_REMOVED = "webhook.removed", _("removed an address that is told what happens")

    @property
    def action(self) -> str:
        """Its name among those of Wagtail's log."""
        return f"parvis.{self.value}"

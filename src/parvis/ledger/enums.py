"""What the log tells."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LeafKind(models.TextChoices):
    """What happened. A kind is for ever: it may be added, never renamed."""

    RULES_PUBLISHED = "rules.published", _("rules published")
    RULES_CHANGED = "rules.changed", _("rules changed")
    RULES_EXPLAINED = "rules.explained", _("reason of a change of rules")
    RULE_ATTESTED = "rule.attested", _("a rule declared to hold")
    RULE_TAKEN_BACK = "rule.taken_back", _("a declaration taken back")
    RECORD_PUBLISHED = "record.published", _("record of personal data published")
    CONTRIBUTION_RECEIVED = "contribution.received", _("contribution received, to be read first")
    CONTRIBUTION_ACCEPTED = "contribution.accepted", _("contribution accepted")
    CONTRIBUTION_REVISED = "contribution.revised", _("contribution revised")
    CONTRIBUTION_WITHDRAWN = "contribution.withdrawn", _("contribution withdrawn")
    CONTRIBUTION_MERGED = "contribution.merged", _("contributions merged")
    CONTRIBUTION_SPLIT = "contribution.split", _("merged contributions split")
    COAUTHOR_ACCEPTED = "coauthor.accepted", _("co-author accepted")
    COAUTHOR_WITHDRAWN = "coauthor.withdrawn", _("co-author withdrawn")
    ORGANISATION_DECLARED = "organisation.declared", _("organisation declared")
    ORGANISATION_VERIFIED = "organisation.verified", _("organisation verified")
    ORGANISATION_REFUSED = "organisation.refused", _("organisation refused")
    ORGANISATION_TAKEN_BACK = "organisation.taken_back", _("verification of an organisation taken back")
    ORGANISATION_CLOSED = "organisation.closed", _("organisation closed")
    ORGANISATION_CORRECTED = "organisation.corrected", _("organisation corrected")
    GUEST_RECEIVED = "guest.received", _("text of a guest received")
    GUEST_WITHDRAWN = "guest.withdrawn", _("text of a guest withdrawn")
    ARGUMENT_ACCEPTED = "argument.accepted", _("argument accepted")
    ARGUMENT_REVISED = "argument.revised", _("argument made anonymous")
    ARGUMENT_WITHDRAWN = "argument.withdrawn", _("argument withdrawn")
    QUESTION_ACCEPTED = "question.accepted", _("question accepted")
    ANSWER_PUBLISHED = "answer.published", _("official answer published")
    VOTE_CAST = "vote.cast", _("vote cast")
    VOTE_CHANGED = "vote.changed", _("vote changed")
    VOTE_WITHDRAWN = "vote.withdrawn", _("vote withdrawn")
    MODERATION_HIDE = "moderation.hide", _("text hidden by moderation")
    MODERATION_RESTORE = "moderation.restore", _("text restored by moderation")
    MODERATION_APPEAL = "moderation.appeal", _("appeal of a decision")
    MODERATION_RULING = "moderation.ruling", _("decision on an appeal")
    MODERATION_ADMIT = "moderation.admit", _("text published once it was read")
    MODERATION_REFUSE = "moderation.refuse", _("text read, and not published")
    MODERATION_SET_ASIDE = "moderation.set_aside", _("votes set aside")
    MODERATION_PUT_BACK = "moderation.put_back", _("votes put back")
    ERASURE = "erasure", _("personal data erased")
    GROUP_FORMED = "group.formed", _("near-duplicates grouped")
    TALLY_CHECKPOINT = "tally.checkpoint", _("tally under way")
    TALLY_FINAL = "tally.final", _("final tally")
    BUDGET_PRICED = "budget.priced", _("costs of a budget set")
    PAPER_ENTERED = "paper.entered", _("paper votes entered")
    PAPER_CANCELLED = "paper.cancelled", _("paper votes cancelled")
    QUIZ_PUBLISHED = "quiz.published", _("quiz put on line")
    QUIZ_CLOSED = "quiz.closed", _("quiz closed")
    ROOM_CLOSED = "room.closed", _("live room closed")
    EVENT_PUBLISHED = "event.published", _("event announced")
    EVENT_CHANGED = "event.changed", _("event changed")
    EVENT_CANCELLED = "event.cancelled", _("event cancelled")
    EVENT_PROPOSED = "event.proposed", _("event proposed by a participant")
    EVENT_LABELLED = "event.labelled", _("proposed event announced as a local initiative")
    EVENT_DECLINED = "event.declined", _("proposed event not announced")
    EVENT_REPORTED = "event.reported", _("report of a local initiative published")
    CONTRIBUTION_HANDED_OVER = "contribution.handed_over", _("contribution handed over to a commission")
    CONTRIBUTION_SETTLED = "contribution.settled", _("what a commission did with a contribution")
    OPINION_PUBLISHED = "opinion.published", _("opinion of a commission published")
    MINUTES_PUBLISHED = "minutes.published", _("minutes published")
    DRAW_PREPARED = "draw.prepared", _("list of panels published, before its seed")
    DRAW_DRAWN = "draw.drawn", _("panel drawn")
    DRAW_REPLACED = "draw.replaced", _("person of a drawn panel replaced")
    ANALYSIS_PUBLISHED = "analysis.published", _("analysis of texts published")
    ANALYSIS_TAKEN_BACK = "analysis.taken_back", _("analysis of texts taken back")
    SYNTHESIS_PUBLISHED = "synthesis.published", _("synthesis published")
    SYNTHESIS_REMARKED = "synthesis.remarked", _("remark of a guarantor on a synthesis")
    DECISION_PUBLISHED = "decision.published", _("decision published")
    EXAMINATION_PUBLISHED = "examination.published", _("verdict of an examination published")
    COMMITMENT_PUBLISHED = "commitment.published", _("commitment published")
    COMMITMENT_MILESTONE = "commitment.milestone", _("milestone added to a commitment")
    COMMITMENT_UPDATED = "commitment.updated", _("news of a commitment")
    LETTER_SENT = "letter.sent", _("letter sent to those who follow")
    EXPORT_PUBLISHED = "export.published", _("open data published")
    QUALITY_COMPUTED = "quality.computed", _("quality measured")
    BACKUP_VERIFIED = "backup.verified", _("backup verified")
    SOFTWARE_VERSION = "software.version", _("software version")
    INCIDENT = "incident", _("incident")
    EXTENSION = "extension", _("period extended")
    KEY_ROTATE = "key.rotate", _("signing key changed")
    ARCHIVE_SEALED = "archive.sealed", _("archive sealed")


class HaltCode(models.TextChoices):
    """Why the log stopped signing."""

    FORK = "fork", _("another history was signed for the same size")
    SHORT = "short", _("the log is shorter than what was published")


class Verdict(models.TextChoices):
    """What the log says of a receipt that is brought to it."""

    HOLDS = "holds", _("It is in the public log, and the log still extends what was signed before.")
    WAITING = "waiting", _("It was accepted, and will have its line in the public log within seconds.")
    UNKNOWN = "unknown", _("No act of this site has this receipt number. Check that it is whole.")
    UNREADABLE = "unreadable", _("No receipt can be read in this. Bring the whole text, as you received it.")
    FOREIGN = "foreign", _("This receipt is not signed by the public log of this site.")
    BROKEN = (
        "broken",
        _("This receipt does not prove what it says: it was changed, or is not whole."),
    )
    MISSING = "missing", _("The public log no longer holds what your receipt proves.")
    ALTERED = "altered", _("The line of the public log is not the one that your receipt proves.")
    FORKED = "forked", _("The public log no longer extends the one that signed your receipt.")

    @property
    def kind(self) -> str:
        """How the sentence is shown."""
        return {"holds": "success", "waiting": "info"}.get(self.value, "warning")

    @property
    def is_grave(self) -> bool:
        """Whether the log itself is at fault: the receipt is then worth keeping, and showing."""
        return self in {Verdict.MISSING, Verdict.ALTERED, Verdict.FORKED}


class Fate(models.TextChoices):
    """What became of an act, from the lines that refer to it."""

    STANDS = "stands", _("No later line says that it was replaced, hidden, withdrawn or erased.")
    REPLACED = "replaced", _("A later line replaces it: a new version, or a changed vote.")
    HIDDEN = "hidden", _("Moderation hid it; its own line stays.")
    SET_ASIDE = "set_aside", _("Moderation set it aside: it is shown, and no longer counted.")
    WITHDRAWN = "withdrawn", _("Its author withdrew it: nobody can read it any longer, its line stays.")
    ERASED = "erased", _("Its personal data were erased: its line stays, and says nothing any longer.")
    ADMITTED = "admitted", _("A moderator read it, and it was published: that has a line of its own.")
    REFUSED = "refused", _("A moderator read it, and did not publish it; the line says for what reason.")


FATES = {
    LeafKind.CONTRIBUTION_RECEIVED: Fate.REPLACED,
    LeafKind.CONTRIBUTION_REVISED: Fate.REPLACED,
    LeafKind.ARGUMENT_REVISED: Fate.REPLACED,
    LeafKind.VOTE_CHANGED: Fate.REPLACED,
    LeafKind.ANSWER_PUBLISHED: Fate.REPLACED,
    LeafKind.MODERATION_HIDE: Fate.HIDDEN,
    LeafKind.MODERATION_RESTORE: Fate.STANDS,
    LeafKind.MODERATION_SET_ASIDE: Fate.SET_ASIDE,
    LeafKind.MODERATION_PUT_BACK: Fate.STANDS,
    LeafKind.MODERATION_ADMIT: Fate.ADMITTED,
    LeafKind.MODERATION_REFUSE: Fate.REFUSED,
    LeafKind.GUEST_WITHDRAWN: Fate.WITHDRAWN,
    LeafKind.COAUTHOR_WITHDRAWN: Fate.WITHDRAWN,
    LeafKind.ORGANISATION_VERIFIED: Fate.REPLACED,
    LeafKind.ORGANISATION_REFUSED: Fate.REPLACED,
    LeafKind.ORGANISATION_TAKEN_BACK: Fate.REPLACED,
    LeafKind.ORGANISATION_CLOSED: Fate.REPLACED,
    LeafKind.ORGANISATION_CORRECTED: Fate.REPLACED,
    LeafKind.CONTRIBUTION_WITHDRAWN: Fate.WITHDRAWN,
    LeafKind.ARGUMENT_WITHDRAWN: Fate.WITHDRAWN,
    LeafKind.VOTE_WITHDRAWN: Fate.WITHDRAWN,
    LeafKind.ERASURE: Fate.ERASED,
}
"""Other kinds that refer to a line say nothing of its fate."""


VOTES = frozenset({LeafKind.VOTE_CAST, LeafKind.VOTE_CHANGED, LeafKind.VOTE_WITHDRAWN})
"""Leaves whose time is rounded to the hour and whose order, in one round, is drawn."""

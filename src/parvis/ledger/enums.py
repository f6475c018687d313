"""What the log tells."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LeafKind(models.TextChoices):
    """What happened. A kind is for ever: it may be added, never renamed."""

    RULES_PUBLISHED = "rules.published", _("rules published")
    RULES_CHANGED = "rules.changed", _("rules changed")
    CONTRIBUTION_ACCEPTED = "contribution.accepted", _("contribution accepted")
    CONTRIBUTION_REVISED = "contribution.revised", _("contribution revised")
    CONTRIBUTION_WITHDRAWN = "contribution.withdrawn", _("contribution withdrawn")
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
    MODERATION_SET_ASIDE = "moderation.set_aside", _("votes set aside")
    MODERATION_PUT_BACK = "moderation.put_back", _("votes put back")
    ERASURE = "erasure", _("personal data erased")
    GROUP_FORMED = "group.formed", _("near-duplicates grouped")
    TALLY_CHECKPOINT = "tally.checkpoint", _("tally under way")
    TALLY_FINAL = "tally.final", _("final tally")
    SYNTHESIS_PUBLISHED = "synthesis.published", _("synthesis published")
    DECISION_PUBLISHED = "decision.published", _("decision published")
    EXPORT_PUBLISHED = "export.published", _("open data published")
    QUALITY_COMPUTED = "quality.computed", _("quality measured")
    BACKUP_VERIFIED = "backup.verified", _("backup verified")
    SOFTWARE_VERSION = "software.version", _("software version")
    INCIDENT = "incident", _("incident")
    EXTENSION = "extension", _("period extended")
    KEY_ROTATE = "key.rotate", _("signing key changed")
    ARCHIVE_SEALED = "archive.sealed", _("archive sealed")


VOTES = frozenset({LeafKind.VOTE_CAST, LeafKind.VOTE_CHANGED, LeafKind.VOTE_WITHDRAWN})
"""Leaves whose time is rounded to the hour and whose order, in one round, is drawn."""

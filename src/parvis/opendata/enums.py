"""Words of the open data."""

from django.db import models
from django.utils.translation import pgettext_lazy


class TokenScope(models.TextChoices):
    """What a program may do with a token of the API, for the person who made it."""

    CONTRIBUTE = "contribute", pgettext_lazy("scope of a token", "contribute")
    VOTE = "vote", pgettext_lazy("scope of a token", "vote")


class ArchiveState(models.TextChoices):
    """What became of an archive since it was made."""

    CURRENT = "current", pgettext_lazy("state of an archive", "current")
    BEHIND = "behind", pgettext_lazy("state of an archive", "something happened since")
    TAKEN_DOWN = "taken_down", pgettext_lazy("state of an archive", "taken down")


class WebhookEvent(models.TextChoices):
    """What a webhook tells of. A name is for ever: it may be added, never renamed."""

    CONTRIBUTION_PUBLISHED = "contribution.published", pgettext_lazy("webhook", "a contribution is published")
    CONTRIBUTION_REVISED = "contribution.revised", pgettext_lazy("webhook", "a contribution is revised")
    CONTRIBUTION_WITHDRAWN = (
        "contribution.withdrawn",
        pgettext_lazy("webhook", "a contribution is withdrawn by its author"),
    )
    CONTRIBUTION_HIDDEN = "contribution.hidden", pgettext_lazy("webhook", "moderation hides a contribution")
    CONTRIBUTION_RESTORED = (
        "contribution.restored",
        pgettext_lazy("webhook", "moderation shows a contribution again"),
    )
    VOTE_OPENED = "vote.opened", pgettext_lazy("webhook", "a vote opens")
    VOTE_CLOSED = "vote.closed", pgettext_lazy("webhook", "a vote closes")
    RESULT_PUBLISHED = "result.published", pgettext_lazy("webhook", "the result of a vote is final")
    ANSWER_PUBLISHED = "answer.published", pgettext_lazy("webhook", "an official answer is published")
    COMMITMENT_PUBLISHED = "commitment.published", pgettext_lazy("webhook", "a commitment is published")
    COMMITMENT_UPDATED = (
        "commitment.updated",
        pgettext_lazy("webhook", "a commitment has news: a step, or where it stands"),
    )
    TOPICS_PUBLISHED = (
        "topics.published",
        pgettext_lazy("webhook", "topics or groups of opinion are published"),
    )
    SYNTHESIS_PUBLISHED = "synthesis.published", pgettext_lazy("webhook", "a synthesis is published")
    ARCHIVE_PUBLISHED = "archive.published", pgettext_lazy("webhook", "open data are published")
    CHECKPOINT_SIGNED = "checkpoint.signed", pgettext_lazy("webhook", "the public log is signed")
    TESTED = "webhook.tested", pgettext_lazy("webhook", "a test, asked for at the desk")


class DeliveryState(models.TextChoices):
    """Where a message to a webhook stands."""

    WAITING = "waiting", pgettext_lazy("message to a webhook", "waiting")
    DELIVERED = "delivered", pgettext_lazy("message to a webhook", "delivered")
    GIVEN_UP = "given_up", pgettext_lazy("message to a webhook", "given up")
    EMPTY = "empty", pgettext_lazy("message to a webhook", "not sent: nothing of it is public any more")


class Failure(models.TextChoices):
    """Why a message did not arrive, at the last try."""

    STATUS = "status", pgettext_lazy("message to a webhook", "the other site said no")
    REFUSED = "refused", pgettext_lazy("message to a webhook", "this address leads inside a network")
    LATE = "late", pgettext_lazy("message to a webhook", "no answer in time")
    INSECURE = "insecure", pgettext_lazy("message to a webhook", "its certificate is not good")
    ABSENT = "absent", pgettext_lazy("message to a webhook", "nobody answers there")
    UNREADABLE = "unreadable", pgettext_lazy("message to a webhook", "its answer cannot be read, or is long")


class StopCause(models.TextChoices):
    """Why nothing is sent to a webhook any more."""

    ASKED = "asked", pgettext_lazy("stopped webhook", "stopped by the team")
    GONE = "gone", pgettext_lazy("stopped webhook", "the other site answered that it is gone (410)")
    FAILING = "failing", pgettext_lazy("stopped webhook", "message after message did not arrive for days")
    BEHIND = "behind", pgettext_lazy("stopped webhook", "too many messages were waiting")

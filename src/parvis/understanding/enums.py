"""Words of the understanding floor."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Method(models.TextChoices):
    """What an analysis makes: topics of texts, or groups of opinion of the votes of a ballot."""

    TOPICS = "topics", pgettext_lazy("analysis", "topics of texts")
    OPINIONS = "opinions", pgettext_lazy("analysis", "groups of opinion")


class RunState(models.TextChoices):
    """Where an analysis stands."""

    WAITING = "waiting", pgettext_lazy("analysis", "waiting")
    RUNNING = "running", pgettext_lazy("analysis", "under way")
    DONE = "done", pgettext_lazy("analysis", "done")
    FAILED = "failed", pgettext_lazy("analysis", "failed")
    CANCELLED = "cancelled", pgettext_lazy("analysis", "cancelled")


class Act(models.TextChoices):
    """What an analyst does to a topic.

    `part` undoes a merge, `join` a cut, `doubt` a validation, `show` a hiding.
    """

    RENAME = "rename", pgettext_lazy("topic", "renamed")
    MERGE = "merge", pgettext_lazy("topic", "merged")
    PART = "part", pgettext_lazy("topic", "taken apart again")
    SPLIT = "split", pgettext_lazy("topic", "cut in parts")
    JOIN = "join", pgettext_lazy("topic", "put together again")
    MOVE = "move", pgettext_lazy("topic", "a contribution moved")
    VALIDATE = "validate", pgettext_lazy("topic", "validated")
    DOUBT = "doubt", pgettext_lazy("topic", "no longer validated")
    HIDE = "hide", pgettext_lazy("topic", "left out of the public page")
    SHOW = "show", pgettext_lazy("topic", "back on the public page")


LIVE = (RunState.WAITING, RunState.RUNNING)
"""States of an analysis that a job has yet to end."""


class Apart(models.IntegerChoices):
    """What a coder says of a text that is in none of the topics; topics have numbers from 0."""

    NONE_FITS = -1, pgettext_lazy("coding", "None of these topics fits")
    CONTENTLESS = -2, pgettext_lazy("coding", "There is nothing to read in it")

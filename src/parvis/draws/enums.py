"""Words of the draws floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Where the people of a pool come from."""

    LIST = "list", _("a list that the organiser brings")
    VOLUNTEERS = "volunteers", _("volunteers who answer a call")


class Stage(models.TextChoices):
    """Where a draw stands. Nothing goes back from `prepared` on."""

    DRAFT = "draft", _("draft")
    CALLING = "calling", _("call for volunteers")
    PREPARING = "preparing", _("being prepared")
    PREPARED = "prepared", _("prepared")
    DRAWN = "drawn", _("drawn")
    CLOSED = "closed", _("closed")


class SeatState(models.TextChoices):
    """What somebody who was drawn said."""

    WAITING = "waiting", _("to be contacted")
    CONTACTED = "contacted", _("contacted")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    SILENT = "silent", _("no answer")
    REPLACED = "replaced", _("replaced")


SEEN = (Stage.CALLING, Stage.PREPARED, Stage.DRAWN, Stage.CLOSED)
"""Stages of which everybody reads the page; volunteers are not left without one while it is prepared."""
PUBLISHED = (Stage.PREPARED, Stage.DRAWN, Stage.CLOSED)
"""Stages in which the list of panels is published."""
SAID = (SeatState.WAITING, SeatState.CONTACTED, SeatState.ACCEPTED, SeatState.DECLINED, SeatState.SILENT)
"""What an organiser may say of a seat; `replaced` is said by replacing."""
EMPTY = (SeatState.DECLINED, SeatState.SILENT)
"""Seats that may be given to somebody else."""

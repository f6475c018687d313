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

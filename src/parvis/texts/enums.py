"""Words of the texts floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DocumentState(models.TextChoices):
    """Where a text is, from the file to the consultation."""

    DRAFT = "draft", pgettext_lazy("document", "being cut")
    PUBLISHED = "published", pgettext_lazy("document", "published")


class Part(models.TextChoices):
    """What a piece of a text is."""

    HEADING = "heading", _("heading")
    PASSAGE = "passage", _("passage")

"""What lists and searches keep beside contributions, and which names nobody and no text."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _


class Lead(models.Model):
    """A fingerprint in use: what texts that come and go at the same moment wait on (see `folding.py`)."""

    fingerprint = models.UUIDField(_("fingerprint of the text"), primary_key=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("text shown for the identical ones")
        verbose_name_plural = _("texts shown for the identical ones")

    def __str__(self) -> str:
        return str(self.fingerprint)


class Word(models.Model):
    """A word of the titles, so that a slip of the finger finds what it meant; names nobody and no text.

    `titles`: about how many hold it. `last_seen`: the last contribution in which it was counted.
    """

    word = models.CharField(_("word"), max_length=30, primary_key=True)
    titles = models.PositiveIntegerField(_("titles that hold it"), default=0)
    last_seen = models.BigIntegerField(_("last contribution counted"), default=0)
    slips = ArrayField(models.CharField(max_length=30), verbose_name=_("the word short of a letter"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("word of titles")
        verbose_name_plural = _("words of titles")
        indexes = [
            GinIndex(fields=["slips"], name="word_slips"),
            models.Index(fields=["-last_seen"], name="word_last_seen"),
        ]

    def __str__(self) -> str:
        return self.word

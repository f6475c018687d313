"""Words of the debate floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    """The side that an argument takes."""

    FOR = "for", _("for")
    AGAINST = "against", _("against")


class TextKind(models.TextChoices):
    """What a text of a debate belongs to, and its replies with it."""

    ARGUMENT = "argument", _("argument")
    COMMENT = "comment", _("comment")


class Mark(models.TextChoices):
    """What a reader says of an argument or a comment; an argument alone takes the last two."""

    SUPPORT = "support", _("I support it")
    NEW = "new", _("I had not thought of that")
    CHANGED = "changed", _("This changed my mind")


class CommentOrder(models.TextChoices):
    """In what order comments are read."""

    RECENT = "recent", _("newest first")
    SUPPORTED = "supported", _("most supported first")


DEEPEST = {TextKind.ARGUMENT: 1, TextKind.COMMENT: 2}
"""How many times one may reply below: to an argument once; to a comment, and to a reply to it."""

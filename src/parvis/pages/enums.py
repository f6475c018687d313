"""Words of the editorial floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ResourceOrigin(models.TextChoices):
    """Who speaks in a resource: plural information is a rule of the field."""

    ORGANISER = "organiser", _("organiser")
    INDEPENDENT = "independent", _("independent body")
    ASSOCIATION = "association", _("association")
    RESEARCH = "research", _("research")
    OPPOSING = "opposing", _("opposing view")


class ResourceForm(models.TextChoices):
    """What one gets when opening a resource."""

    DOCUMENT = "document", _("document")
    VIDEO = "video", _("video")
    LINK = "link", _("link")


class ResourcePiece(models.TextChoices):
    """What a resource is in the file that the law asks for."""

    DRAFT = "draft", _("draft of the act")
    EXPLANATORY = "explanatory", _("explanatory note")
    PRESENTATION = "presentation", _("presentation note")


class FooterPlace(models.TextChoices):
    """Where an article stands in the foot of every page, in this order."""

    ABOUT = "about", _("about this site")
    ACCESSIBILITY = "accessibility", _("accessibility")
    LEGAL = "legal", _("legal notices")
    PRIVACY = "privacy", _("personal data")

"""Blocks that show a file, or lead to one: picture, video, document."""

from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    RichTextBlock,
    StructBlock,
    StructValue,
    URLBlock,
)
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.documents.models import AbstractDocument
from wagtail.images.blocks import ImageChooserBlock

from parvis.pages.blocks.players import Player, player_of

VIDEOS = {"mp4": "video/mp4", "webm": "video/webm"}
CAPTIONS = "vtt"


def extension_of(document: AbstractDocument | None) -> str:
    return PurePath(document.filename).suffix.lower().removeprefix(".") if document else ""


class Checked(StructBlock):
    """Parts that hold together; a draft may wait for what it lacks."""

    def clean(self, value: StructValue) -> StructValue:
        found: StructValue = super().clean(value)
        errors = {} if self.is_deferred_validation else self.lacks(found)
        if errors:
            raise StructBlockValidationError(
                {name: ValidationError(str(message)) for name, message in errors.items()}
            )
        return found

    def lacks(self, value: StructValue) -> dict[str, str]:
        """What to say of each part that is missing or does not go with the others."""
        raise NotImplementedError


class PictureBlock(Checked):
    image = ImageChooserBlock(label=gettext_lazy("Picture"))
    alternative = CharBlock(
        label=gettext_lazy("Alternative text"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("What the picture tells, for those who do not see it."),
    )
    is_decorative = BooleanBlock(
        label=gettext_lazy("Decorative: it tells nothing that the text does not"), required=False
    )
    caption = CharBlock(label=gettext_lazy("Caption"), required=False, max_length=300)
    credit = CharBlock(
        label=gettext_lazy("Credit"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Who made it, under which licence."),
    )

    class Meta:
        icon = "image"
        label = gettext_lazy("Picture")
        description = gettext_lazy("A picture with its alternative text, its caption and its author.")
        template = "pages/blocks/picture.html"

    def lacks(self, value: StructValue) -> dict[str, str]:
        if not value["alternative"] and not value["is_decorative"]:
            return {"alternative": _("Say what the picture tells, or tick that it is decorative.")}
        if value["alternative"] and value["is_decorative"]:
            return {"is_decorative": _("A decorative picture has no alternative text: keep one of the two.")}
        return {}


class VideoValue(StructValue):
    """A video as its template shows it."""

    @property
    def kind(self) -> str:
        """The type of the file, for browsers; nothing when it is not one that they play."""
        return VIDEOS.get(extension_of(self["file"]), "")

    @property
    def captions_url(self) -> str:
        return self["captions"].url if extension_of(self["captions"]) == CAPTIONS else ""

    @property
    def player(self) -> Player | None:
        return player_of(self["address"])

    @property
    def host(self) -> str:
        return urlsplit(self["address"]).hostname or ""


class VideoBlock(Checked):
    title = CharBlock(label=gettext_lazy("Title"), max_length=120)
    file = DocumentChooserBlock(
        label=gettext_lazy("File of the video"),
        required=False,
        help_text=gettext_lazy(
            "MP4 or WebM, 20 MB at most. A film made with a phone may hold the place where it was made: take"
            " it away first."
        ),
    )
    captions = DocumentChooserBlock(
        label=gettext_lazy("Captions"),
        required=False,
        help_text=gettext_lazy("A WebVTT file (.vtt): every editor of captions makes one."),
    )
    language = ChoiceBlock(
        label=gettext_lazy("Language of the captions"),
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
    )
    address = URLBlock(
        label=gettext_lazy("Or its address on another site"),
        required=False,
        help_text=gettext_lazy("That site is asked for nothing before the reader chooses to watch."),
    )
    transcript = RichTextBlock(
        label=gettext_lazy("Transcript"),
        required=False,
        help_text=gettext_lazy(
            "What is said and shown, in full: for those who do not hear, do not see, or have a slow line."
        ),
    )

    class Meta:
        icon = "media"
        label = gettext_lazy("Video")
        description = gettext_lazy(
            "A film kept here, or on another site behind a click; with its transcript."
        )
        template = "pages/blocks/video.html"
        value_class = VideoValue

    def lacks(self, value: StructValue) -> dict[str, str]:
        if bool(value["file"]) == bool(value["address"]):
            return {"address": _("Choose the file of the video, or write its address: one of the two.")}
        if value["address"] and urlsplit(value["address"]).scheme != "https":
            return {"address": _("Write an address that begins with https://.")}
        if value["file"] and not value.kind:
            return {"file": _("Choose an MP4 or WebM file: browsers play no other.")}
        if value["captions"] and not value.captions_url:
            return {"captions": _("Choose a .vtt file: browsers read no other captions.")}
        if not value["captions"] and not value["transcript"].source:
            return {"transcript": _("Write the transcript, or add captions: not everybody hears.")}
        return {}


class DocumentBlock(StructBlock):
    document = DocumentChooserBlock(label=gettext_lazy("Document"))
    title = CharBlock(
        label=gettext_lazy("Title"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("That of the document, when nothing is written."),
    )
    note = CharBlock(
        label=gettext_lazy("In a few words"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("What one finds in it, how many pages, whether it is accessible."),
    )

    class Meta:
        icon = "doc-full"
        label = gettext_lazy("Document")
        description = gettext_lazy("A file to keep, with its form and its weight.")
        template = "pages/blocks/document.html"


def frames_of(values: list[Any]) -> list[str]:
    """The places that a page with these videos allows, each once."""
    players = [value.player for value in values if value["address"]]
    return sorted({player.origin for player in players if player})

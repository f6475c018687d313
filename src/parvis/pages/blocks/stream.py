"""The blocks that an editor may put one after the other."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import BadRequest
from wagtail.blocks import StreamBlock, StreamValue

from parvis.pages.blocks.facts import FiguresBlock, MapBlock, TimelineBlock
from parvis.pages.blocks.files import DocumentBlock, PictureBlock, VideoBlock
from parvis.pages.blocks.texts import ProseBlock, QuestionsBlock, QuotationBlock


class Blocks(StreamBlock):
    text = ProseBlock(required=False)
    picture = PictureBlock()
    video = VideoBlock()
    document = DocumentBlock()
    timeline = TimelineBlock()
    figures = FiguresBlock()
    questions = QuestionsBlock()
    map = MapBlock()
    quotation = QuotationBlock()

    def value_from_datadict(
        self, data: Mapping[str, str], files: Mapping[str, Any], prefix: str
    ) -> StreamValue:
        """What the editor sent. Raises `BadRequest`: no blocks at all would be taken for an emptied page."""
        try:
            return super().value_from_datadict(data, files, prefix)
        except (KeyError, ValueError) as fault:
            raise BadRequest(f"not the blocks of an editor: {fault!r}") from fault


def one_text(html: str = "") -> list[tuple[str, str]]:
    """A text alone, which is what most pages are made of."""
    return [("text", html)]

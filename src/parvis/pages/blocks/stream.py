"""The blocks that an editor may put one after the other."""

from wagtail.blocks import StreamBlock

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


def one_text(html: str = "") -> list[tuple[str, str]]:
    """A text alone, which is what most pages are made of."""
    return [("text", html)]

"""Write a text that was put to consultation as Markdown, which is imported again as it was."""

from parvis.texts.cutting import uncut
from parvis.texts.lines import Line, to_markdown
from parvis.texts.models import Document
from parvis.texts.queries import pieces_in


def markdown_of(document: Document) -> str:
    """The title, the headings and the passages; the first line says where the text was cut."""
    lines = [Line(line.level and line.level + 1, line.text) for line in uncut(pieces_in(document))]
    words = to_markdown([Line(1, document.title), *lines])
    return f"<!-- parvis cut={document.depth} -->\n\n{words}"

"""The words of blocks, without what only machines read: for searches, excerpts and counts."""

from typing import Any

from django.db.models import F, Func, TextField, Value
from wagtail.blocks import StreamValue

# A block of text is its own value; the parts of the others that are read have one of these names.
READ = (
    "alternative", "answer", "caption", "credit", "label", "note", "question", "role", "source", "text",
    "title", "transcript", "unit", "value", "who", "words",
)  # fmt: skip


PATH = (
    'strict $.** ? (@.type() == "object").keyvalue()'
    f' ? (@.key like_regex "^({"|".join(READ)})$" && @.value.type() == "string").value'
)


class Words(Func):
    """The same, said by the database of a column of blocks: rich text keeps its tags."""

    template = (
        "(SELECT coalesce(string_agg(said.words #>> '{}', ' '), '')"
        " FROM jsonb_path_query(%(expressions)s::jsonpath) AS said(words))"
    )
    output_field = TextField()

    def __init__(self, column: str) -> None:
        super().__init__(F(column), Value(PATH, TextField()))


def words_of(blocks: StreamValue) -> str:
    """Everything that a reader reads in these blocks, rich text with its tags."""
    return "\n".join(_said(list(blocks.raw_data)))


def _said(raw: Any) -> list[str]:
    if isinstance(raw, list):
        return [words for item in raw for words in _said(item)]
    if not isinstance(raw, dict):
        return []
    found: list[str] = []
    for name, held in raw.items():
        if isinstance(held, str):
            found += [held] if held and name in READ else []
        else:
            found += _said(held)
    return found

"""What an organiser says of a text."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.texts.cutting import BY_PARAGRAPH
from parvis.texts.domain.bring_text import depths_of
from parvis.texts.lines import from_markdown
from parvis.texts.models import TITLE_LIMIT, Document
from parvis.texts.readers import EXTENSIONS, MOST_CHARACTERS


class FileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("DOCX, ODT, HTML or Markdown, 10 MB at most. Headings make the structure."),
        widget=forms.FileInput({"accept": ",".join(f".{extension}" for extension in EXTENSIONS)}),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )


class CutForm(forms.Form):
    """The title, where to cut, and the words, which may be corrected."""

    title = forms.CharField(
        label=_("Title of the text"),
        max_length=TITLE_LIMIT,
        error_messages={"required": _("Give the text a title.")},
    )
    depth = forms.TypedChoiceField(
        label=_("What makes a passage"),
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("People vote, comment and propose amendments passage by passage."),
        error_messages={
            "invalid_choice": _("The words no longer have such headings: choose another level."),
        },
    )
    source = forms.CharField(
        label=_("Words of the text"),
        max_length=2 * MOST_CHARACTERS,
        strip=False,
        widget=forms.Textarea({"rows": 24, "spellcheck": "false"}),
        help_text=_(
            "Correct what the file did not say: a line that begins with # is a heading, ## one level below, "
            "and so on; an empty line separates paragraphs; remove one to merge two passages, add one to "
            "split one."
        ),
        error_messages={"required": _("The text has no words left.")},
    )

    def __init__(self, data: QueryDict | None = None, *, document: Document) -> None:
        initial = {"title": document.title, "depth": document.depth, "source": document.source}
        super().__init__(data, initial=initial)
        words = self["source"].value() or ""
        self.fields["depth"].choices = _choices(words)  # type: ignore[attr-defined]


def _choices(words: str) -> list[tuple[int, str]]:
    """Each level of heading that the words use, with an example of it."""
    lines = from_markdown(words)
    found = [(BY_PARAGRAPH, gettext("each paragraph"))]
    for depth in depths_of(lines)[1:]:
        heads = [line.text for line in lines if line.level == depth]
        values = {"count": len(heads), "example": heads[0][:60]}
        found.append((depth, gettext("each heading such as “%(example)s” (%(count)s in all)") % values))
    return found

"""Blocks of words: text, questions and answers, quotation."""

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock, TextBlock, URLBlock


def _text_shown() -> str:
    words = _("Short sentences, words of every day, one idea a paragraph.")
    return format_html("<h2>{}</h2><p>{}</p>", _("What is at stake"), words)


class ProseBlock(RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = gettext_lazy("Text")
        description = gettext_lazy("Paragraphs, headings, lists, links.")
        template = "pages/blocks/text.html"
        preview_value = staticmethod(_text_shown)


class QuestionBlock(StructBlock):
    question = CharBlock(label=gettext_lazy("Question"), max_length=200)
    answer = RichTextBlock(label=gettext_lazy("Answer"))

    class Meta:
        icon = "help"
        label = gettext_lazy("Question")


def _questions_shown() -> dict[str, Any]:
    return {
        "title": _("Questions that people ask"),
        "questions": [
            {
                "question": _("Who decides in the end?"),
                "answer": format_html("<p>{}</p>", _("The council, after it has answered in public.")),
            },
            {"question": _("Do I need an account?"), "answer": format_html("<p>{}</p>", _("Not to read."))},
        ],
    }


class QuestionsBlock(StructBlock):
    title = CharBlock(label=gettext_lazy("Title"), required=False, max_length=120)
    questions = ListBlock(QuestionBlock(), label=gettext_lazy("Questions and answers"), min_num=1)

    class Meta:
        icon = "help"
        label = gettext_lazy("Questions and answers")
        description = gettext_lazy("Answers that open one by one, under their question.")
        template = "pages/blocks/questions.html"
        preview_value = staticmethod(_questions_shown)


def _quotation_shown() -> dict[str, Any]:
    return {
        "words": _("I take the bus when it comes. In the evening, it does not."),
        "who": _("A resident"),
        "role": "",
        "source": _("public meeting of 3 March"),
        "address": "",
    }


class QuotationBlock(StructBlock):
    words = TextBlock(
        label=gettext_lazy("What was said"),
        help_text=gettext_lazy("Exactly as they were said or written, without quotation marks."),
        max_length=1500,
    )
    who = CharBlock(label=gettext_lazy("Who"), max_length=120)
    role = CharBlock(label=gettext_lazy("Function"), required=False, max_length=120)
    source = CharBlock(
        label=gettext_lazy("Source"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Where and when it was said: a report, a meeting, an article."),
    )
    address = URLBlock(label=gettext_lazy("Address of the source"), required=False)

    class Meta:
        icon = "openquote"
        label = gettext_lazy("Quotation")
        description = gettext_lazy("Somebody's own words, with who said them and where.")
        template = "pages/blocks/quotation.html"
        preview_value = staticmethod(_quotation_shown)

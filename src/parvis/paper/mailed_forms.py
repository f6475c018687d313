"""The form of a text that came by e-mail."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from parvis.consultations.models import PhaseAction
from parvis.contributions.forms import SubmitForm
from parvis.paper.models import ReceivedMail


class MailedForm(SubmitForm):
    """That of the site, begun with the words of the mail; files are joined on the site alone."""

    def __init__(self, data: QueryDict | None = None, *, action: PhaseAction, mail: ReceivedMail) -> None:
        super().__init__(data, action=action)
        for name in [name for name, field in self.fields.items() if field.widget.needs_multipart_form]:
            del self.fields[name]
        self.questions = [question for question in self.questions if not question.takes_files]
        text = mail.text if self.kind.is_titled else f"{mail.subject}\n\n{mail.text}".strip()
        self.initial.update(title=mail.subject, text=text)

    def said_words(self) -> dict[str, Any]:
        """Of a valid form."""
        found = self.cleaned_data
        return {
            "title": found.get("title", ""),
            "text": found.get("text", ""),
            "theme": found.get("theme"),
            "responds_to": found.get("responds_to"),
        }

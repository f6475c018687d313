"""Photos and documents that people join to their answers: their bytes, and what answers tell of them.

An answer holds one mention for each file: its number, the hash of its bytes, its form, size and name, and
what its author says of it. So the public log, which commits to answers, commits to files. Bytes are in the
database, so that a backup, an erasure and a restored moment hold them and the words together.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.accounts.models import Participant
from parvis.consultations.asking import MOST_FILES
from parvis.pages.domain.redraw import HEAVIEST

CONTRIBUTION = "contributions.Contribution"
WAITING = "contributions.WaitingText"
PHOTOS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
DOCUMENTS = {
    "application/pdf": "pdf",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "text/csv": "csv",
    "text/plain": "txt",
}
EXTENSIONS = PHOTOS | DOCUMENTS
"""The end of the name of a file, by the type that its content has."""
HASH = Func(
    Func(F("content"), function="sha256", output_field=models.BinaryField()),
    Value("hex"),
    function="encode",
    output_field=models.CharField(),
)
TOGETHER = 3
"""The files of one contribution weigh together this many times the heaviest that is taken."""
Mention = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose files wait: somebody signed in, or a browser, by a number that its session alone holds."""

    person: Participant | None
    browser: uuid.UUID | None = None

    def owns(self) -> Q:
        """What waits for this sender."""
        mine = Q(pk__in=[])
        if self.person is not None:
            mine |= Q(owner=self.person)
        if self.browser is not None:
            mine |= Q(browser=self.browser)
        return Q(contribution=None, held_for=None) & mine

    @property
    def name(self) -> str:
        return str(self.person.pk if self.person else self.browser)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def facts(self) -> Self:
        """Without the bytes."""
        return self.defer("content")

    def waiting(self) -> Self:
        """Those that no published text has."""
        return self.filter(contribution=None)

    def mentions(self) -> list[Mention]:
        return [mention(row) for row in self.facts()]


class Attachment(models.Model):
    """One file as the site keeps it. It waits for its sender to publish, then belongs to a contribution."""

    id = models.UUIDField(_("number"), primary_key=True, default=uuid.uuid4, editable=False)
    contribution = models.ForeignKey(
        CONTRIBUTION,
        verbose_name=_("contribution"),
        null=True,
        on_delete=models.CASCADE,
        related_name="attachments",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.CASCADE,
        related_name="attachments",
    )
    browser = models.UUIDField(_("browser"), null=True, editable=False)
    held_for = models.ForeignKey(
        WAITING,
        verbose_name=_("text that waits to be read"),
        null=True,
        db_index=False,
        on_delete=models.CASCADE,
        related_name="files",
        help_text=_("Sent with it: still its sender's, and read by those who moderate."),
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Whoever took it into a contribution: in a text of several people, whose it is."),
    )
    name = models.CharField(_("name"), max_length=80)
    type = models.CharField(_("media type"), max_length=100)
    size = models.PositiveIntegerField(_("bytes"))
    sha256 = models.CharField(_("hash"), max_length=64)
    width = models.PositiveIntegerField(_("width"), null=True)
    height = models.PositiveIntegerField(_("height"), null=True)
    content = models.BinaryField(_("content"))
    sent_at = models.DateTimeField(_("sent at"), db_default=Now(), editable=False)

    objects = AttachmentQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("joined file")
        verbose_name_plural = _("joined files")
        ordering = ["sent_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(contribution__isnull=False, owner=None, browser=None)
                | Q(contribution=None, owner__isnull=False, browser=None)
                | Q(contribution=None, owner=None, browser__isnull=False),
                name="attachment_of_one",
            ),
            models.CheckConstraint(
                condition=Q(held_for=None) | Q(contribution=None, owner__isnull=False),
                name="attachment_held_for_its_sender",
            ),
            models.CheckConstraint(condition=Q(type__in=list(EXTENSIONS)), name="attachment_type"),
            models.CheckConstraint(condition=Q(sha256=HASH), name="attachment_hash"),
        ]
        indexes = [
            models.Index(fields=["browser"], name="attachment_browser", condition=Q(browser__isnull=False)),
            models.Index(fields=["sent_at"], name="attachment_waiting", condition=Q(contribution=None)),
            models.Index(fields=["held_for"], name="attachment_held", condition=Q(held_for__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name


def mention(row: Attachment) -> Mention:
    """What an answer tells of a file, but for the words of its author."""
    told = {
        "id": str(row.pk), "sha256": row.sha256, "type": row.type, "size": row.size, "name": row.name,
        "width": row.width, "height": row.height,
    }  # fmt: skip
    return {fact: value for fact, value in told.items() if value is not None}


def is_files(answer: Any) -> bool:
    return isinstance(answer, list) and bool(answer) and all(_is_mention(one) for one in answer)


def _is_mention(one: Any) -> bool:
    return isinstance(one, dict) and {"id", "sha256", "type"} <= one.keys()


def mentions_in(answers: Mapping[str, Any]) -> Iterator[Mention]:
    """Every file that these answers tell of."""
    for answer in answers.values():
        if is_files(answer):
            yield from answer


def numbers_in(*told: Mapping[str, Any]) -> set[str]:
    return {one["id"] for answers in told for one in mentions_in(answers)}


def without_files(answers: Mapping[str, Any], gone: set[str] | None = None) -> dict[str, Any]:
    """The answers without any file, or without those of these numbers."""
    gone = numbers_in(answers) if gone is None else gone
    left = {
        code: [one for one in answer if one["id"] not in gone] if is_files(answer) else answer
        for code, answer in answers.items()
    }
    return {code: answer for code, answer in left.items() if answer or not is_files(answers[code])}


def read_numbers(typed: Iterable[str]) -> list[str]:
    """The numbers among what a form sent, each once, as they are written here."""
    found = []
    for one in typed:
        try:
            found.append(str(uuid.UUID(one)))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def heaviest(*, photo: bool = False) -> int:
    """Bytes of the heaviest file that is taken; no photo of more than ten megabytes is drawn anew."""
    megabytes: int = settings.PARVIS_FILE_MEGABYTES
    return min(megabytes * 1024 * 1024, HEAVIEST) if photo else megabytes * 1024 * 1024


def heaviest_sending() -> int:
    """Bytes of the files that a form takes at once, as they come: photos are lighter once drawn anew."""
    return max(TOGETHER * heaviest(), MOST_FILES * heaviest(photo=True))

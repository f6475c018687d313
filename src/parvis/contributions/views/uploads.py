"""Files that come with a form: kept at once, so that nothing is ever sent twice; and the address of each."""

from http import HTTPStatus
from uuid import UUID, uuid4

from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.limits import Act, Scope, spend
from parvis.accounts.models import Participant
from parvis.accounts.places import place_of
from parvis.consultations.enums import QuestionType
from parvis.consultations.levels import level_in
from parvis.consultations.models import Kind, PhaseAction
from parvis.consultations.questions import Question
from parvis.consultations.robots import hidden_from_search
from parvis.contributions.attachments import PHOTOS, Attachment, Sender, read_numbers
from parvis.contributions.domain.keep_attachment import (
    claim_attachments,
    drop_attachments,
    keep_attachment,
)
from parvis.contributions.domain.revise import is_revisable
from parvis.contributions.domain.submit import check_open
from parvis.contributions.forms.fields import PREFIX, name_of
from parvis.contributions.forms.submit import read_opening
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import can_read_file
from parvis.contributions.waiting import WaitingText

KEY = "contributions_browser"
POLICY = "default-src 'none'; sandbox"
SECONDS = 60


def sender_of(request: HttpRequest) -> Sender:
    """Who sends. What a browser sent before its person signed in is theirs from then on."""
    held = request.session.get(KEY)
    browser = UUID(held) if held else None
    if not isinstance(request.user, Participant):
        return Sender(None, browser)
    if browser is not None:
        claim_attachments(actor=request.user, sender=Sender(None, browser))
        del request.session[KEY]
    return Sender(request.user)


Place = PhaseAction | Contribution | WaitingText


def take_files(request: HttpRequest, kind: Kind, place: Place) -> None:
    """Keep the files that a form sent, if it did: from here on, what it typed names them, or says why not.

    `place` is where the form leads: a deposit, or the text that it changes, read by everybody or not yet.
    Names of files that are neither the sender's nor those of that text are gone from what was typed, and it
    says so.
    """
    if request.method != "POST":
        if KEY in request.session:
            sender_of(request)
        return
    prefetch_related_objects([kind], "questions")
    asked = [question for question in kind.questions.all() if question.takes_files]
    if not asked:
        return
    closed = _closed(request, place) if request.FILES else ""
    if (
        request.FILES
        and not closed
        and not isinstance(request.user, Participant)
        and KEY not in request.session
    ):
        request.session[KEY] = str(uuid4())
    data, sender = request.POST.copy(), sender_of(request)
    allowed = _allowed(data, asked, sender, place)
    for question in asked:
        _Sent(request, data, question, sender, closed).settle(allowed)
    data._mutable = False
    request.POST = data  # type: ignore[assignment]


def drop_files(request: HttpRequest, typed: QueryDict) -> None:
    """Erase the files that a form begun names: its author starts again."""
    told = [value for name, values in typed.lists() if name.startswith(PREFIX) for value in values]
    drop_attachments(sender=sender_of(request), numbers=read_numbers(told))


def _closed(request: HttpRequest, place: Place) -> str:
    """Why no file may be sent there, or nothing; of somebody not signed in, no level is asked yet."""
    if not isinstance(place, PhaseAction):
        return "" if is_revisable(place) else _("The phase is closed: this file was not kept.")
    actor, level = request.user, place.minimum_level
    if isinstance(actor, Participant):
        level = level_in(actor, place.phase.consultation_id)
    try:
        check_open(
            actor, place, read_opening(request.POST.get("opened", ""), place), level=IdentityLevel(level)
        )
    except Refused as refusal:
        return str(refusal.message)
    return ""


def _allowed(data: QueryDict, asked: list[Question], sender: Sender, place: Place) -> set[str]:
    """The numbers that this form may name; sent twice, they are those of the text that it made."""
    named = {number for question in asked for number in read_numbers(data.getlist(name_of(question)))}
    if not named:
        return set()
    theirs = sender.owns()
    if isinstance(place, Contribution):
        theirs |= Q(contribution=place)
    elif isinstance(place, WaitingText):
        theirs |= Q(held_for=place)
        if place.revises_id is not None:
            theirs |= Q(contribution=place.revises_id)
    elif sender.person is not None:
        keys = read_numbers([data.get("key", "")])
        theirs |= Q(contribution__idempotency_key__in=keys, contribution__author=sender.person)
        theirs |= Q(held_for__idempotency_key__in=keys, held_for__author=sender.person)
    rows = Attachment.objects.filter(theirs, pk__in=named)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


class _Sent:
    """What a form sent for one question; `closed` says why no file may come, if it may not."""

    def __init__(
        self, request: HttpRequest, data: QueryDict, question: Question, sender: Sender, closed: str
    ) -> None:
        self.request, self.data, self.question, self.sender = request, data, question, sender
        self.closed = closed
        self.name, self.most = name_of(question), getattr(question.asks, "count", 1)
        self.kept: list[str] = []
        self.refused: list[str] = []

    def settle(self, allowed: set[str]) -> None:
        """Write in the data what is kept in the end."""
        typed = read_numbers(self.data.getlist(self.name))
        named = [one for one in typed if one in allowed]
        if len(named) < len(typed):
            self.refused.append(_("A file is no longer kept: send it again."))
        removed = [one for one in named if one in self.data.getlist(f"{self.name}__remove")]
        self.kept = [one for one in named if one not in removed]
        for room in range(self.most):
            file = self.request.FILES.get(f"{self.name}__file_{room}")
            if isinstance(file, UploadedFile):
                removed += self._take(file, room)
        drop_attachments(sender=self.sender, numbers=removed)
        for end in ("remove", "refused", *removed):
            self.data.pop(f"{self.name}__{end}", None)
        self.data.setlist(self.name, self.kept)
        if self.refused:
            self.data.setlist(f"{self.name}__refused", self.refused)

    def _take(self, file: UploadedFile, room: int) -> list[str]:
        """Keep one file; returns the numbers of those whose place it takes."""
        full = len(self.kept) >= self.most
        try:
            if self.closed:
                raise Refused(self.closed)
            if full and self.most > 1:
                raise Refused(_("There is no room left: remove one first."))
            _count(self.request, self.sender)
            row = keep_attachment(sender=self.sender, type=QuestionType(self.question.type), file=file)
        except Refused as refusal:
            self.refused.append(f"{file.name}: {refusal.message}")
            return []
        left, self.kept = (self.kept, []) if full else ([], self.kept)
        self.kept.append(str(row.pk))
        said = self.data.pop(f"{self.name}__said_{room}", [""])
        self.data[f"{self.name}__{row.pk}"] = said[-1]
        return left


def _count(request: HttpRequest, sender: Sender) -> None:
    """Each file counts for its sender and for their network. Raises `Refused`."""
    place = place_of(request)
    whose = {Scope.PERSON: sender.name, Scope.NETWORK: place.network, Scope.WIDE: place.wide}
    if spend(Act.FILE, whose):
        raise Refused(_("Many files in a short time: take a break, then send it again."))


@require_safe
def file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A photo or a document, for whoever may read the answer that tells of it; else nothing is there.

    Of a text that everybody reads, shared caches keep it for a minute, as they do its page.
    """
    rows = Attachment.objects.facts().select_related(
        "contribution__consultation", "contribution__kind", "held_for__consultation", "held_for__organisation"
    )
    found = get_object_or_404(rows.defer("content", "contribution__search"), pk=pk)
    is_public = can_read_file(Sender(None), AnonymousUser(), found)
    if not is_public and not can_read_file(_reader(request), request.user, found):
        raise Http404
    if request.headers.get("If-None-Match") == f'"{found.sha256}"':
        return _harmless(HttpResponseNotModified(), found, is_public=is_public)
    content = Attachment.objects.values_list("content", flat=True).get(pk=found.pk)
    return _harmless(HttpResponse(bytes(content), content_type=found.type), found, is_public=is_public)


def _reader(request: HttpRequest) -> Sender:
    held = request.session.get(KEY)
    person = request.user if isinstance(request.user, Participant) else None
    return Sender(person, UUID(held) if held else None)


def _harmless(response: HttpResponse, found: Attachment, *, is_public: bool) -> HttpResponse:
    """A photo is seen, a document kept; opened alone, either is a page that may do nothing."""
    if response.status_code != HTTPStatus.NOT_MODIFIED:
        where = "inline" if found.type in PHOTOS else "attachment"
        response.headers["Content-Disposition"] = f'{where}; filename="{found.name}"'
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if found.contribution is not None:
        hidden_from_search(response, found.contribution.consultation)
    response.headers["ETag"] = f'"{found.sha256}"'
    kept = f"public, max-age={SECONDS}" if is_public else "private, no-store"
    response.headers["Cache-Control"] = kept
    response.cookies.clear()
    return response

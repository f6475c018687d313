"""What I sent and somebody of the team reads first: where it stands, changing it, taking it back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.pending import held, hold
from parvis.consultations.queries import database_now
from parvis.contributions import waiting_leaves
from parvis.contributions.domain.take_back_waiting import (
    change_waiting,
    take_back_waiting,
    why_not_changed,
)
from parvis.contributions.forms import WordsForm
from parvis.contributions.permissions import answers_for, may_take_back
from parvis.contributions.personal import Passage
from parvis.contributions.showing import said
from parvis.contributions.views.uploads import take_files
from parvis.contributions.waiting import WaitingText
from parvis.jobs.forgetting import GUESTS
from parvis.ledger.domain.receipt import receipt_of
from parvis.moderation.queries import hidden_contributions
from parvis.moderation.waiting_texts import screening_of, waiting_text_of


@never_cache
@require_http_methods(["GET", "HEAD"])
def waiting(request: HttpRequest, pk: int) -> HttpResponse:
    """For its author, or whoever acts for the organisation in whose name it was sent; nobody else sees it."""
    if not isinstance(request.user, Participant):
        return hold(request, to=request.path)
    text = _mine(request.user, pk)
    item = text.contribution
    payload = waiting_leaves.payload(text) if text.has_words else None
    context = {
        "text": text,
        "item": item,
        "screening": screening_of(text),
        "decision": hidden_contributions([item.pk]).get(item.pk) if item else None,
        "said": said(list(text.kind.questions.all()), text.answers_for(request.user)),
        "receipt": receipt_of(text.entry, text.salt, payload) if text.entry else None,
        "is_late": text.is_waiting and text.due_at < database_now(),
        "may_change": text.is_waiting and not why_not_changed(request.user, text),
        "may_take_back": may_take_back(request.user, text),
        "kept_until": text.settled_at + GUESTS if text.has_words and text.settled_at else None,
    }
    return render(request, "moderation/waiting.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words for a text that waits: it keeps its place."""
    if not isinstance(request.user, Participant):
        return hold(request, to=request.path)
    text = _mine(request.user, pk)
    if not text.is_waiting:
        return redirect("moderation:waiting", pk)
    take_files(request, text.kind, text)
    form = _form(text, request, request.user)
    found: list[Passage] = []
    if request.method == "POST" and form.is_valid():
        found = [] if "anyway" in request.POST else form.personal()
        if not found and _changed(request, request.user, text, form):
            return redirect("moderation:waiting", pk)
    context = {
        "form": form,
        "text": text,
        "why_not": why_not_changed(request.user, text),
        "found": found,
    }
    return render(request, "moderation/change_waiting.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    if not isinstance(request.user, Participant):
        return hold(request, to=request.path)
    text = _mine(request.user, pk)
    try:
        take_back_waiting(actor=request.user, text=text)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Your text is taken back: its words are erased."))
    return redirect("moderation:waiting", pk)


def _mine(actor: Participant, pk: int) -> WaitingText:
    text = waiting_text_of(pk)
    if text is None or not answers_for(actor, text):
        raise Http404
    return text


def _form(text: WaitingText, request: HttpRequest, actor: Participant) -> WordsForm:
    typed = request.POST if request.method == "POST" else held(request, request.path)
    initial = {"title": text.title, "text": text.text}
    answers = None if typed else text.answers_for(actor)
    return WordsForm(typed, kind=text.kind, initial=initial, answers=answers)


def _changed(request: HttpRequest, actor: Participant, text: WaitingText, form: WordsForm) -> bool:
    try:
        change_waiting(
            actor=actor,
            text=text,
            title=form.cleaned_data.get("title", ""),
            words=form.cleaned_data.get("text", ""),
            answers=form.answers,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal.message))
        return False
    messages.success(request, _("Your changes are kept. Your text has not lost its place."))
    return True

"""What authors do with what they wrote: revise, withdraw."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.pending import held, hold
from parvis.contributions.domain.receive import receive_revision, waiting_revision
from parvis.contributions.domain.revise import reading_first, why_not_now
from parvis.contributions.domain.revise import revise as revise_contribution
from parvis.contributions.domain.withdraw import withdraw as withdraw_contribution
from parvis.contributions.forms import WordsForm
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import may_take_back
from parvis.contributions.personal import Passage
from parvis.contributions.queries import answers_in, contribution_for
from parvis.contributions.views.uploads import take_files
from parvis.contributions.waiting import WaitingText


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one's text; after the first reaction, the page says that the former one stays readable."""
    if not isinstance(request.user, Participant):
        return hold(request, to=request.path)
    contribution = contribution_for(request.user, pk, "revise")
    waits = waiting_revision(contribution)
    if waits is not None and may_take_back(request.user, waits):
        return redirect("moderation:change_waiting", waits.pk)
    take_files(request, contribution.kind, contribution)
    form = _form(contribution, request.POST if request.method == "POST" else held(request, request.path))
    found: list[Passage] = []
    if request.method == "POST" and form.is_valid():
        found = [] if "anyway" in request.POST else form.personal()
        done = None if found else _revised(request, request.user, contribution, form)
        if done is not None:
            return done
    context = {
        "form": form,
        "contribution": contribution,
        "why_not": why_not_now(request.user, contribution),
        "found": found,
        "meanwhile": _meanwhile(contribution, form),
        "first": reading_first(contribution),
        "waits": waits,
    }
    return render(request, "contributions/revise.html", context, status=422 if form.errors else 200)


def _form(contribution: Contribution, typed: QueryDict | None) -> WordsForm:
    initial = {"title": contribution.title, "text": contribution.text}
    answers = None if typed else answers_in(contribution)
    return WordsForm(typed, kind=contribution.kind, initial=initial, answers=answers)


def _meanwhile(contribution: Contribution, form: WordsForm) -> list[tuple[str, str, str]]:
    """What others published since the words over which somebody typed, and what is typed instead."""
    if form.data.get("based_on") in (None, str(contribution.entry or "")):
        return []
    words = {"title": contribution.title, "text": contribution.text}
    return form.differences(**words, answers=answers_in(contribution))


def _revised(
    request: HttpRequest, actor: Participant, contribution: Contribution, form: WordsForm
) -> HttpResponse | None:
    """Where to go next; None, and the reason in the form, when it is refused."""
    try:
        made = _send(actor, contribution, form, request.POST.get("based_on"))
    except Refused as refusal:
        form.add_error(None, str(refusal.message))
        contribution.refresh_from_db(fields=["title", "text", "form_answers", "entry"])
        return None
    if made is not None:
        messages.success(request, _("Your changes are received. A moderator reads them before they appear."))
        return redirect("moderation:waiting", made.pk)
    messages.success(request, _("Your changes are published."))
    return redirect("front:contribution", contribution.pk)


def _send(
    actor: Participant, contribution: Contribution, form: WordsForm, based_on: str | None
) -> WaitingText | None:
    """Published at once, or kept until a moderator has read them: the organiser chose."""
    title, text = form.cleaned_data.get("title", ""), form.cleaned_data.get("text", "")
    if reading_first(contribution) is not None:
        return receive_revision(
            actor=actor,
            contribution=contribution,
            title=title,
            text=text,
            answers=form.answers,
            based_on=based_on,
        )
    revise_contribution(
        actor=actor,
        contribution=contribution,
        title=title,
        text=text,
        answers=form.answers,
        based_on=based_on,
    )
    return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what withdrawing does, then do it."""
    if not isinstance(request.user, Participant):
        return hold(request, to=request.path)
    contribution = contribution_for(request.user, pk, "withdraw")
    if request.method != "POST":
        return _ask(request, contribution, "")
    try:
        withdraw_contribution(actor=request.user, contribution=contribution)
    except Refused as refusal:
        return _ask(request, contribution, str(refusal.message))
    messages.success(request, _("Your text is withdrawn: it is no longer shown."))
    return redirect("front:contribution", contribution.pk)


def _ask(request: HttpRequest, contribution: Contribution, refusal: str) -> HttpResponse:
    context = {"contribution": contribution, "refusal": refusal}
    return render(request, "contributions/withdraw.html", context, status=422 if refusal else 200)

"""The trial of a draft, for whoever holds its link: come in, choose a phase, say what is unclear, leave."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.errors import Refused
from parvis.conduct.domain import hold_trial
from parvis.conduct.forms import RemarkForm
from parvis.conduct.rehearsal.scene import phases_to_try
from parvis.conduct.trials import DraftTrial
from parvis.front import trial


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, code: str) -> HttpResponse:
    """A page with one button: opening an address changes nothing."""
    found = trial.trial_of_code(code)
    if found is None:
        raise Http404
    if request.method == "POST":
        trial.enter(request, found)
        return redirect("front:consultation", found.consultation.slug)
    return _unseen(render(request, "front/trial.html", {"consultation": found.consultation}))


@never_cache
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Also for whoever is on none: a trial may have ended meanwhile."""
    trial.leave(request)
    messages.success(request, _("You left the trial. Nothing of what you sent was kept."))
    return redirect("front:home")


@never_cache
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Open another phase, then go back to the consultation."""
    held = _held(request)
    chosen = request.POST.get("phase", "")
    if chosen.isdecimal() and int(chosen) in {phase.pk for phase in phases_to_try(held.consultation)}:
        trial.choose(request, int(chosen))
    return redirect("front:consultation", held.consultation.slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remark(request: HttpRequest) -> HttpResponse:
    """What is unclear, and on which page: kept, without a name, for the team."""
    held, posted = _held(request), request.method == "POST"
    asked = request.POST if posted else request.GET
    about, is_gone = asked.get("about", ""), "gone" in asked
    if not about.startswith("/") or not trial.is_local(about, request):
        about = "/"
    form = RemarkForm(request.POST if posted else None)
    if posted and form.is_valid():
        try:
            hold_trial.remark(trial=held, path=about, text=form.cleaned_data["text"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Thank you: the team will read your remark."))
            return redirect("front:consultation", held.consultation.slug) if is_gone else redirect(about)
    context = {"consultation": held.consultation, "form": form, "about": about, "is_gone": is_gone}
    answer = render(request, "front/trial_remark.html", context, status=422 if form.errors else 200)
    return _unseen(answer)


def _held(request: HttpRequest) -> DraftTrial:
    found = trial.trial_of_session(request)
    if found is None:
        raise Http404
    return found


def _unseen(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex"
    return response

"""My space: name, language, sessions, leaving."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils.translation import gettext, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts import queries, second_factor
from parvis.accounts.domain.language import choose_language
from parvis.accounts.domain.name import rename
from parvis.accounts.domain.sessions import end_all_sessions, end_session
from parvis.accounts.forms import NameForm, ProfileForm
from parvis.accounts.models import Participant
from parvis.accounts.pending import is_holding, safe_path


def me(request: HttpRequest) -> Participant:
    """The participant behind `login_required`."""
    if not isinstance(request.user, Participant):
        raise Http404
    return request.user


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    actor = me(request)
    initial = {"public_name": actor.public_name, "language": actor.language}
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        rename(actor=actor, public_name=form.cleaned_data["public_name"])
        choose_language(actor=actor, language=form.cleaned_data["language"])
        with override(actor.language):
            messages.success(request, gettext("Your changes are saved."))
        return HttpResponseRedirect(translate_url(request.path, actor.language))
    recognitions = queries.recognitions(actor)
    context = {
        "form": form,
        "participant": actor,
        "recognitions": recognitions,
        "offered": [one for one in recognitions if one.since is None],
        "here": request.path,
        "sessions": queries.open_sessions(actor, session_key=request.session.session_key),
        "needs_second_factor": second_factor.is_needed(actor),
        "has_second_factor": second_factor.has_one(actor),
    }
    return render(request, "accounts/profile.html", context, status=400 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def name(request: HttpRequest) -> HttpResponse:
    """Asked once, after the first sign-in; the pseudonym already given stands when it is skipped."""
    actor = me(request)
    back = safe_path(request, request.POST.get("next") or request.GET.get("next"))
    back = back or reverse("accounts:profile")
    form = NameForm(request.POST or None, initial={"public_name": actor.public_name})
    if request.method == "POST" and form.is_valid():
        rename(actor=actor, public_name=form.cleaned_data["public_name"])
        return HttpResponseRedirect(back)
    context = {"form": form, "next": back, "text_is_kept": is_holding(request, back)}
    return render(request, "accounts/name.html", context, status=400 if form.errors else 200)


@never_cache
@login_required
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    found = queries.open_sessions(me(request), session_key=request.session.session_key)
    return render(request, "accounts/sessions.html", {"sessions": found})


@login_required
@require_POST
def end_one_session(request: HttpRequest, pk: int) -> HttpResponse:
    if not end_session(actor=me(request), session_id=pk):
        raise Http404
    messages.success(request, gettext("This device is signed out."))
    return HttpResponseRedirect(reverse("accounts:sessions"))


@login_required
@require_POST
def end_every_session(request: HttpRequest) -> HttpResponse:
    end_all_sessions(actor=me(request))
    logout(request)
    messages.success(request, gettext("You are signed out everywhere."))
    return HttpResponseRedirect(reverse("account_login"))


@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/deleted.html")

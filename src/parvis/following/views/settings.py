"""How often one is written to, and whether what one publishes is read on one page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from parvis.accounts.errors import Refused
from parvis.accounts.views.profile import me
from parvis.following.domain import follow, thread
from parvis.following.enums import Rhythm
from parvis.following.forms import RhythmForm


@never_cache
@require_POST
@login_required
def rhythm(request: HttpRequest) -> HttpResponse:
    form = RhythmForm(request.POST)
    if form.is_valid():
        follow.set_rhythm(actor=me(request), rhythm=Rhythm(form.cleaned_data["rhythm"]))
        messages.success(request, _("This is how often you will be written to."))
    else:
        messages.error(request, _("Choose one of the rhythms of the list."))
    return redirect("front:my_follows")


@never_cache
@require_POST
@login_required
def thread_open(request: HttpRequest) -> HttpResponse:
    try:
        thread.open_thread(actor=me(request))
        messages.success(request, _("Your public thread is open."))
    except Refused as refused:
        messages.error(request, str(refused.message))
    return redirect("front:my_follows")


@never_cache
@require_POST
@login_required
def thread_close(request: HttpRequest) -> HttpResponse:
    thread.close_thread(actor=me(request))
    messages.success(request, _("Your public thread is closed: nobody reads it or follows it any more."))
    return redirect("front:my_follows")

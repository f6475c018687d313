"""Use the code of a letter."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.guard import guard
from parvis.accounts.limits import Act
from parvis.accounts.models import Participant
from parvis.accounts.pending import held, hold
from parvis.consultations.domain.use_code import use_code
from parvis.consultations.identity_forms import InvitationForm
from parvis.consultations.levels import level_in
from parvis.consultations.queries import consultation_by_slug


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, slug: str) -> HttpResponse:
    """GET shows one field; POST uses the code. A visitor signs in between, and finds the code again."""
    consultation = consultation_by_slug(slug, request.user)
    actor = request.user
    if request.method == "POST" and not isinstance(actor, Participant):
        return hold(request, to=request.path)
    form = InvitationForm(request.POST or None, initial=(held(request, request.path) or {}))
    if isinstance(actor, Participant) and form.is_valid():
        try:
            guard(request, actor, Act.INVITATION)
            use_code(actor=actor, consultation=consultation, text=form.cleaned_data["code"])
        except Refused as refused:
            form.add_error("code", str(refused))
        else:
            messages.success(request, _("Your code is accepted: you are invited in this consultation."))
            return redirect("front:consultation", slug=slug)
    is_invited = isinstance(actor, Participant) and level_in(actor, consultation) >= IdentityLevel.INVITED
    context = {"consultation": consultation, "form": form, "is_invited": is_invited}
    return render(request, "consultations/invitation.html", context, status=400 if form.errors else 200)

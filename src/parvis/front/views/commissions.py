"""The commissions of a consultation: their tree, the page of one, its opinions; and taking one's place."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.accounts.errors import Refused
from parvis.accounts.views.profile import me
from parvis.commissions.domain.join_commission import join_commission, leave_commission
from parvis.commissions.forms import JoinForm
from parvis.commissions.invitations import member_of
from parvis.commissions.queries import commission_in, tree_of
from parvis.consultations.queries import consultation_by_slug
from parvis.consultations.robots import hidden_from_search
from parvis.front.caching import public_page
from parvis.front.composition import commissions as one


@require_safe
@public_page
def commissions(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_by_slug(slug, request.user)
    context = {"consultation": consultation, "tree": tree_of(consultation)}
    return render(request, "front/commissions.html", context)


@require_safe
@public_page
def commission(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    consultation = consultation_by_slug(slug, request.user)
    view = one.compose(commission=commission_in(consultation, code), actor=request.user)
    page = render(request, "front/commission.html", {"consultation": consultation, "view": view})
    return hidden_from_search(page, consultation)


@require_safe
@public_page
def opinion(request: HttpRequest, slug: str, code: str, pk: int, number: int | None = None) -> HttpResponse:
    """The version that stands, or a former one, which says so."""
    consultation = consultation_by_slug(slug, request.user)
    held = commission_in(consultation, code)
    view = one.compose_opinion(commission=held, pk=pk, number=number, actor=request.user)
    if view is None:
        raise Http404
    page = render(request, "front/opinion.html", {"consultation": consultation, "view": view})
    return hidden_from_search(page, consultation)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Accept a place; once it is theirs, change whether they are named, or leave."""
    member, actor = member_of(token), me(request)
    form = JoinForm(
        request.POST if request.method == "POST" else None, initial={"is_public": member.is_public}
    )
    if request.method == "POST" and form.is_valid():
        try:
            if "leave" in request.POST:
                leave_commission(actor=actor, member=member)
                messages.success(request, _("You are no longer a member of this commission."))
            else:
                join_commission(actor=actor, member=member, **form.cleaned_data)
                messages.success(request, _("Your place in this commission is recorded."))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            held = member.commission
            return redirect("front:commission", held.consultation.slug, held.slug)
    context = {"member": member, "form": form, "is_mine": member.participant_id == actor.pk}
    response = render(request, "front/join_commission.html", context, status=422 if form.errors else 200)
    response["X-Robots-Tag"] = "noindex"
    return response

"""The list of contributions, and the page of one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.consultations.queries import consultation_by_slug
from parvis.consultations.robots import hidden_from_search
from parvis.contributions.enums import Order
from parvis.contributions.permissions import can, is_public
from parvis.contributions.queries import contribution_by_id
from parvis.front.caching import public_page
from parvis.front.composition import contribution as one
from parvis.front.composition import listing as many
from parvis.front.composition import sides
from parvis.front.desk.private_answers import note_private

SEED_COOKIE = "order"


@require_safe
@public_page
def contribution_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The random order is kept from page to page by a cookie that holds one number, of nobody."""
    consultation = consultation_by_slug(slug, request.user)
    known = many.read_seed(request.COOKIES.get(SEED_COOKIE, ""))
    seed = many.new_seed() if known is None else known
    view = many.compose(consultation=consultation, actor=request.user, asked=request.GET, seed=seed)
    response = hidden_from_search(render(request, "front/contributions.html", {"view": view}), consultation)
    if known is None and view.wanted.order == Order.RANDOM:
        response.set_cookie(SEED_COOKIE, str(seed), httponly=True, samesite="Lax", secure=request.is_secure())
    return response


@require_safe
@public_page
def contribution_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A hidden or withdrawn text keeps its page, without its words; what nobody may see does not exist."""
    contribution = contribution_by_id(pk)
    if not can(request.user, "see", contribution):
        raise Http404
    note_private(request.user, contribution.consultation, [contribution])
    wanted = one.Wanted(**{name: request.GET.get(name, "") for name in ("arguments", "comments", "order")})
    view = one.compose(contribution=contribution, actor=request.user, wanted=wanted)
    page = render(request, "front/contribution.html", {"view": view, "contribution": contribution})
    return hidden_from_search(page, contribution.consultation)


@require_safe
@public_page
def both_sides(request: HttpRequest, pk: int) -> HttpResponse:
    """What a proposal says, and what is said for and against it, on one page; of public words alone."""
    contribution = contribution_by_id(pk)
    if not can(request.user, "read", contribution) or not is_public(contribution):
        raise Http404
    view = sides.compose(contribution=contribution, actor=request.user)
    page = render(request, "front/sides.html", {"view": view, "contribution": contribution})
    return hidden_from_search(page, contribution.consultation)

"""The catalogue of methods, the chooser, and the page of good practice."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from parvis.conduct.enums import Chapter
from parvis.conduct.rules.book import RULES
from parvis.front.caching import public_page
from parvis.front.composition import choosing, methods
from parvis.portal import queries
from parvis.portal.forms import ChooserForm


@require_safe
@public_page
def catalogue(request: HttpRequest) -> HttpResponse:
    """`?priority=` keeps the methods that serve it first."""
    view = methods.catalogue(request.GET.get("priority", ""))
    return render(request, "front/methods.html", {"view": view})


@require_safe
@public_page
def compare(request: HttpRequest) -> HttpResponse:
    view = methods.compare(request.GET.getlist("method"))
    return render(request, "front/compare_methods.html", {"view": view})


@require_safe
@public_page
def choose(request: HttpRequest) -> HttpResponse:
    """The questions; once the first is answered, the methods above them."""
    is_answered = any(name in request.GET for name in ChooserForm.base_fields)
    form = ChooserForm(request.GET if is_answered else None)
    chosen = choosing.choose(form.needs(), request.user) if form.is_valid() else None
    return render(request, "front/choose_method.html", {"form": form, "chosen": chosen})


@require_safe
@public_page
def method(request: HttpRequest, slug: str) -> HttpResponse:
    """The language of the address is the reader's: a method that is written in it is shown in it."""
    page = queries.method_at(slug)
    if twin := queries.twin_of(page):
        return redirect("front:method", slug=twin.slug)
    return render(request, "front/method.html", {"view": methods.compose(page, request.user)})


@require_safe
@public_page
def good_practice(request: HttpRequest) -> HttpResponse:
    """The doctrine as the site's editors wrote it, then the rules as the software holds them."""
    chapters = [(chapter, [rule for rule in RULES if rule.chapter == chapter]) for chapter in Chapter]
    context = {"page": queries.practice(), "chapters": chapters, "count": len(RULES)}
    return render(request, "front/good_practice.html", context)

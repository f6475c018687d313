"""Start a consultation; the page from which it is led; publish it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.consultations import permissions
from parvis.consultations.domain import publish as domain
from parvis.consultations.domain.create_from_template import create_from_template
from parvis.consultations.forms import NewConsultationForm
from parvis.consultations.queries import consultation_for, database_now, phases_of
from parvis.consultations.templates_catalogue import CATALOGUE
from parvis.front.desk.access import actor_of
from parvis.front.desk.page import children_of, missing
from parvis.front.desk.timeline import draw
from parvis.front.desk.today import standing, today
from parvis.moderation.cases import waiting_for
from parvis.restitution.queries import figures_for


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every consultation of this desk."""
    context = {"lines": today(request.user), "may_create": permissions.can(request.user, "create")}
    return render(request, "front/desk/index.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One page: a template, the question, who asks it, the first day."""
    if not permissions.can(request.user, "create"):
        raise Http404
    form = NewConsultationForm(request.POST or None)
    if form.is_valid():
        try:
            consultation = create_from_template(actor=actor_of(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, _("The draft is ready: only you see it. Write its texts, then publish it.")
            )
            return redirect("desk:consultation", pk=consultation.pk)
    return render(request, "front/desk/new.html", {"form": form, "catalogue": CATALOGUE})


@require_safe
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that hangs on one consultation, on its line of time."""
    page = consultation_for(request.user, pk, "see_desk")
    now = database_now()
    phases = phases_of(page)
    may = {action: permissions.can(request.user, action, page) for action in ("edit", "moderate", "export")}
    context = {
        "consultation": page,
        "may": may,
        "standing": standing(page, phases, now),
        "figures": figures_for([page]).get(page.pk),
        "timeline": draw(phases, now=now, is_public=page.live),
        "themes": list(page.themes.all()),
        "kinds": list(page.kinds.all()),
        "team": list(page.team.select_related("participant").order_by("role", "pk")),
        "children": children_of(page),
        "cases_waiting": waiting_for(request.user, [page.pk]).get(page.pk, 0),
        "missing": missing(page) if may["edit"] else [],
        "is_consultation_page": True,
    }
    return render(request, "front/desk/consultation.html", context)


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the texts as they were last saved."""
    page = consultation_for(request.user, pk, "edit")
    domain.publish(actor=actor_of(request), consultation=page)
    messages.success(request, _("Published: everybody sees it."))
    return redirect("desk:consultation", pk=pk)

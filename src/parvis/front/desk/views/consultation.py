"""Start a consultation; the page from which it is led; publish it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.conduct.desk import StartForm
from parvis.conduct.domain.open_consultation import in_the_way, open_consultation
from parvis.conduct.domain.start import Answers, start
from parvis.consultations import permissions
from parvis.consultations.enums import Moment
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import (
    asked_kinds,
    ballots_of,
    consultation_for,
    database_now,
    phases_of,
)
from parvis.consultations.templates_catalogue import CATALOGUE
from parvis.front.desk.access import actor_of
from parvis.front.desk.page import children_of
from parvis.front.desk.strip import strip_of, strip_on
from parvis.front.desk.timeline import draw
from parvis.front.desk.today import standing, today
from parvis.moderation import appeals, waiting_texts
from parvis.moderation.cases import waiting_for
from parvis.restitution.asked import waiting_since
from parvis.restitution.queries import figures_for
from parvis.ui.forms import error_links


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every consultation of this desk."""
    context = {"lines": today(request.user), "may_create": permissions.can(request.user, "create")}
    return render(request, "front/desk/index.html", context)


@require_safe
def new(request: HttpRequest) -> HttpResponse:
    """Choose how a consultation will go."""
    if not permissions.can(request.user, "create"):
        raise Http404
    choices = [(template, strip_of(template)) for template in CATALOGUE.values()]
    return render(request, "front/desk/new.html", {"choices": choices})


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """One page: the question, who asks it, what can change, the days, the legal frame."""
    template = CATALOGUE.get(code)
    if template is None or not permissions.can(request.user, "create"):
        raise Http404
    form = StartForm(request.POST or None, template=template)
    if "dates" in request.POST:
        form.look_at_dates()
    elif form.is_valid() and (made := _made(request, form)):
        messages.success(
            request, _("The draft is ready: only you see it. What remains to do is listed here.")
        )
        return redirect("desk:rules", pk=made.pk)
    context = {
        "form": form,
        "problems": error_links(form),
        "template": template,
        "strip": strip_on(form.slots),
        "slots": form.slots,
    }
    return render(request, "front/desk/begin.html", context)


def _made(request: HttpRequest, form: StartForm) -> ConsultationPage | None:
    """The draft, or none with the reason in the form."""
    said = form.cleaned_data
    answers = Answers(**{name: said[name] for name in Answers.__slots__})
    asked = {name: said[name] for name in ("title", "organiser", "starts_on", "closes_on", "themes")}
    try:
        return start(
            actor=actor_of(request),
            template=form.template,
            answers=answers,
            figures=form.figures(),
            **asked,
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return None


@require_safe
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that hangs on one consultation, on its line of time."""
    page = consultation_for(request.user, pk, "see_desk")
    now = database_now()
    phases = phases_of(page)
    shown: tuple[permissions.Action, ...] = (
        "edit", "animate", "moderate", "read_hidden", "export", "duplicate", "read_journal",
    )  # fmt: skip
    may = {action: permissions.can(request.user, action, page) for action in shown}
    context = {
        "consultation": page,
        "may": may,
        "standing": standing(page, phases, now),
        "figures": figures_for([page]).get(page.pk),
        "timeline": draw(phases, now=now, is_public=page.live),
        "ballots": ballots_of(phases),
        "themes": list(page.themes.all()),
        "kinds": list(page.kinds.all()),
        "documents": list(page.documents.defer("source")),
        "team": list(page.team.select_related("participant").order_by("role", "pk")),
        "children": children_of(page),
        "cases_waiting": waiting_for(request.user, [page.pk]).get(page.pk, 0),
        "appeals_waiting": appeals.waiting_for(request.user, [page.pk]).get(page.pk, 0),
        "guests_waiting": waiting_texts.waiting_for(request.user, [page.pk]).get(page.pk),
        "takes_guests": any(action.allows_guests for phase in phases for action in phase.actions.all()),
        "questions": waiting_since([page.pk]).get(page.pk),
        "asks": asked_kinds([page.pk]).exists(),
        "is_over": page.live and bool(phases) and all(one.moment(now) == Moment.PAST for one in phases),
        "in_the_way": in_the_way(page) if may["edit"] and not page.live else [],
        "is_consultation_page": True,
    }
    return render(request, "front/desk/consultation.html", context)


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the texts as they were last saved."""
    page = consultation_for(request.user, pk, "edit")
    try:
        open_consultation(actor=actor_of(request), consultation=page)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:rules", pk=pk)
    messages.success(request, _("Published: everybody sees it."))
    return redirect("desk:consultation", pk=pk)

"""The draft of an organisation: its representatives go on with the same text, and see who wrote last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.errors import Refused
from parvis.accounts.guard import guard
from parvis.accounts.limits import Act
from parvis.accounts.models import Participant
from parvis.accounts.pending import held, hold
from parvis.accounts.views.profile import me
from parvis.consultations.enums import Moment
from parvis.consultations.models import PhaseAction
from parvis.consultations.queries import database_now
from parvis.contributions.domain.keep_shared import keep_shared
from parvis.contributions.forms import SubmitForm
from parvis.contributions.forms.submit import NO_SAVE
from parvis.contributions.queries import deposit_action
from parvis.contributions.shared import SharedDraft, SharedSave
from parvis.contributions.signatures import takes_shared_drafts
from parvis.contributions.views.submit import preview, write
from parvis.organisations.models import Organisation
from parvis.organisations.queries import organisation_for

LISTED = 20
"""Earlier saves that the page leads to."""
UNKEPT = frozenset({"key", "opened", "shared"})


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """The newest save of somebody else that the last one did not have before its eyes, and what differs.

    `differences`: each label, their words, those of the last; `others` that it did not see, newest first.
    """

    save: SharedSave
    differences: list[tuple[str, str, str]]
    others: list[SharedSave]


@dataclass(frozen=True, slots=True)
class Place:
    """The draft that an organisation has for one deposit, begun or not.

    `takes_hands`: no question is for each person alone; otherwise the draft goes on without them, and is sent
    by the form of one person.
    """

    organisation: Organisation
    action: PhaseAction
    takes_hands: bool

    @property
    def url(self) -> str:
        return reverse("contributions:shared", args=[self.organisation.pk, self.action.pk])

    def draft(self) -> SharedDraft | None:
        rows = SharedDraft.objects.select_related("sent").defer("sent__search")
        return rows.filter(organisation=self.organisation, action=self.action).first()

    def saves(self) -> list[SharedSave]:
        """The last first, their words left where they are until they are read."""
        rows = SharedSave.objects.filter(draft__organisation=self.organisation, draft__action=self.action)
        return list(rows.select_related("saved_by").defer("typed").order_by("-number"))

    def form(self, data: QueryDict | None = None) -> SubmitForm:
        return SubmitForm(data, action=self.action, together=True)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def shared(request: HttpRequest, organisation_pk: int, action_id: int) -> HttpResponse:
    """GET shows the last save, or that of `?save=`; POST keeps what was typed beside all that was kept."""
    return _at(request, organisation_pk, action_id, _keep if request.method == "POST" else _show)


@never_cache
@require_POST
def send(request: HttpRequest, organisation_pk: int, action_id: int) -> HttpResponse:
    """Keep it once more, then show it as everybody will read it, if nothing is to be put right."""
    return _at(request, organisation_pk, action_id, _send)


def _at(
    request: HttpRequest,
    organisation_pk: int,
    action_id: int,
    answer: Callable[[HttpRequest, Place], HttpResponse],
) -> HttpResponse:
    """Answer who may write there. What others typed is kept until they sign in, or given back to them."""
    if not isinstance(request.user, Participant):
        return hold(request, to=reverse("contributions:shared", args=[organisation_pk, action_id]))
    action = deposit_action(request.user, action_id)
    try:
        place = _place(request.user, organisation_pk, action)
    except Refused as refusal:
        return _given_back(request, action, refusal)
    return answer(request, place)


def _place(actor: Participant, organisation_pk: int, action: PhaseAction) -> Place:
    """Raises `Refused` where they may not write, or where a draft may no longer begin."""
    try:
        organisation = organisation_for(actor, organisation_pk, "represent")
    except Http404 as absent:
        raise Refused(
            _("You do not act for this organisation, or no longer: your text is here, in a form of your own.")
        ) from absent
    place = Place(organisation, action, takes_shared_drafts(action.kind))
    if not place.takes_hands and place.draft() is None:
        raise Refused(_("This form is not written by several hands: each person answers it alone."))
    return place


def _given_back(request: HttpRequest, action: PhaseAction, refusal: Refused) -> HttpResponse:
    """What was typed, in the form that each person has; for who typed nothing, there is nothing here."""
    typed = request.POST if request.method == "POST" else held(request, request.path)
    data = QueryDict(mutable=True) if typed is None else typed.copy()
    data["shared"] = NO_SAVE
    form = SubmitForm(data, action=action)
    if not any(value.strip() for name, value in form.carried() if name not in UNKEPT):
        raise Http404
    form.keep_errors(())
    form.add_error(None, str(refusal.message))
    return write(request, form)


def _keep(request: HttpRequest, place: Place) -> HttpResponse:
    form = place.form(request.POST)
    made = _kept(request, place, form)
    if made is None:
        return _page(request, place, form, place.saves(), shown=None)
    _tell(request, made)
    return redirect(place.url)


def _send(request: HttpRequest, place: Place) -> HttpResponse:
    form = place.form(request.POST)
    made = _kept(request, place, form)
    if made is None:
        return _page(request, place, form, place.saves(), shown=None)
    if form.is_valid() and place.takes_hands and not _is_overtaken(request, made):
        data = request.POST.copy()
        data["shared"] = str(made.pk)
        return preview(request, SubmitForm(data, action=place.action), back=place.url)
    _tell(request, made)
    return redirect(f"{place.url}?checked=1")


def _kept(request: HttpRequest, place: Place, form: SubmitForm) -> SharedSave | None:
    """The save that it makes; nothing, and the reason in the form, when it is refused."""
    try:
        guard(request, me(request), Act.DRAFT)
        return keep_shared(
            actor=me(request),
            organisation=place.organisation,
            action=place.action,
            typed="" if request.POST.get("step") == "restart" else typed_in(form),
            based_on=_based_on(request.POST),
        )
    except Refused as refusal:
        form.keep_errors(())
        form.add_error(None, str(refusal.message))
        return None


def _based_on(typed: Mapping[str, Any]) -> int:
    """The number of the save over which it was typed."""
    sent = typed.get("based_on", "")
    return int(sent) if sent.isdecimal() and len(sent) < 9 else 0


def _is_overtaken(request: HttpRequest, made: SharedSave) -> bool:
    """Whether somebody else saved since what the person had before their eyes."""
    return made.is_beside and _based_on(request.POST) < made.number


def _tell(request: HttpRequest, made: SharedSave) -> None:
    if _is_overtaken(request, made):
        messages.warning(request, _("Somebody saved meanwhile. Both texts are kept: see below what differs."))
    else:
        messages.success(request, _("Kept: the others who act for the organisation may go on with it."))


def typed_in(form: SubmitForm) -> str:
    """What a form holds, without what is of one sending alone."""
    data = QueryDict(mutable=True)
    for name, value in form.carried():
        if name not in UNKEPT and name.split("__")[0] in form.fields:
            data.appendlist(name, value)
    return data.urlencode()


def _show(request: HttpRequest, place: Place) -> HttpResponse:
    saves, typed = place.saves(), held(request, request.path)
    if typed is not None:
        messages.info(request, _("Here is what you had typed. It is not kept for the others yet."))
        form = place.form(typed)
        form.keep_errors(())
        return _page(request, place, form, saves, shown=None)
    wanted = request.GET.get("save", "")
    shown = next((one for one in saves if str(one.number) == wanted), saves[0] if saves else None)
    if wanted and (shown is None or str(shown.number) != wanted):
        raise Http404
    form = place.form()
    if shown is not None and shown.typed:
        form = _filled(place, shown)
        if "checked" not in request.GET:
            form.keep_errors(())
    return _page(request, place, form, saves, shown=shown)


def _page(
    request: HttpRequest, place: Place, form: SubmitForm, saves: list[SharedSave], *, shown: SharedSave | None
) -> HttpResponse:
    """With a save in the form, or with what was typed when none is `shown`."""
    last = saves[0] if saves else None
    is_typed = shown is None and form.is_bound
    number = last.number if last else 0
    context = {
        "organisation": place.organisation,
        "action": place.action,
        "form": form,
        "draft": place.draft(),
        "last": last,
        "shown": shown or last,
        "based_on": _based_on(form.data) if is_typed else number,
        "earlier": saves[1:][:LISTED],
        "meanwhile": _meanwhile(place, saves, form) if shown is last else None,
        "is_open": place.action.phase.moment(database_now()) == Moment.PRESENT,
        "takes_hands": place.takes_hands,
    }
    return render(request, "contributions/shared.html", context, status=422 if form.errors else 200)


def _filled(place: Place, save: SharedSave) -> SubmitForm:
    """The form as it was kept, with a key of its own for whoever will send it."""
    blank, data = place.form(), QueryDict(save.typed).copy()
    data["key"], data["opened"] = str(blank["key"].value()), str(blank["opened"].value())
    data["shared"] = str(save.pk)
    form = place.form(data)
    form.is_valid()
    return form


def _meanwhile(place: Place, saves: list[SharedSave], form: SubmitForm) -> Meanwhile | None:
    """What the last save, which is in the form, did not see of others; nothing when it followed theirs."""
    if not saves or not saves[0].is_beside:
        return None
    last = saves[0]
    missed = [one for one in saves[1:] if one.number > last.based_on and not _same_hand(one, last)]
    if not missed:
        return None
    theirs = _filled(place, missed[0])
    words = {name: theirs.data.get(name, "") for name in ("title", "text")}
    return Meanwhile(missed[0], form.differences(**words, answers=theirs.answers), missed[1:][:LISTED])


def _same_hand(one: SharedSave, other: SharedSave) -> bool:
    return one.saved_by_id is not None and one.saved_by_id == other.saved_by_id

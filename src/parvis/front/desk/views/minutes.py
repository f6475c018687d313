"""Write the minutes of an event: notes, passages, who came, what they speak of."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.commissions.queries import sources_of
from parvis.consultations.permissions import can as can_consult
from parvis.consultations.queries import consultation_for
from parvis.front.composition.minutes import links_to
from parvis.front.desk.access import actor_of
from parvis.front.desk.acting import act_and_tell, done, posted
from parvis.gatherings.models import Event
from parvis.minutes import queries
from parvis.minutes.domain import link as linking
from parvis.minutes.domain import write as writing
from parvis.minutes.forms import (
    DescriptionForm,
    LinkForm,
    NotesForm,
    PassageForm,
    PublishForm,
    ShareForm,
    described,
)
from parvis.minutes.models import Minutes, Passage, PassageLink
from parvis.minutes.sharing import is_shared

LINK = "minutes_link"
"""In the session, for the one page that shows the link of a draft."""


@require_safe
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    """Each event, with where its minutes stand."""
    consultation = consultation_for(request.user, pk, "see_desk")
    context = {
        "consultation": consultation,
        "events": queries.events_to_write(consultation),
        "may_write": can_consult(request.user, "edit", consultation),
    }
    return render(request, "front/desk/minutes_list.html", context)


@require_POST
def begin(request: HttpRequest, pk: int, event_pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    event = Event.objects.filter(pk=event_pk, consultation=consultation).first()
    if event is None:
        raise Http404
    try:
        made = writing.begin(actor=actor_of(request), event=event)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:minutes_list", pk=pk)
    return redirect("desk:notes", pk=pk, minutes_pk=made.pk)


@never_cache
@require_safe
def minutes(request: HttpRequest, pk: int, minutes_pk: int) -> HttpResponse:
    held = minutes_in(request, pk, minutes_pk, "see_desk")
    return page(request, held, share_address=request.session.pop(LINK, ""))


@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, pk: int, minutes_pk: int) -> HttpResponse:
    """The whole as plain text, to type and to type again."""
    held = minutes_in(request, pk, minutes_pk)
    rows = queries.written(held)
    initial = {"notes": queries.typed_of(rows), "based_on": queries.state_of(rows)}
    form = NotesForm(posted(request), initial=initial)
    if form.is_valid() and done(
        form,
        writing.write_notes,
        actor=actor_of(request),
        minutes=held,
        typed=form.cleaned_data["notes"],
        based_on=form.cleaned_data["based_on"],
    ):
        messages.success(request, _("Your notes are saved, cut into passages."))
        return _back(held)
    return show(request, held, "notes", form)


@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: HttpRequest, pk: int, minutes_pk: int) -> HttpResponse:
    held = minutes_in(request, pk, minutes_pk)
    resources = sources_of(held.event.consultation)
    form = DescriptionForm(posted(request), resources=resources, initial=described(held))
    if form.is_valid():
        said = {"resources": (), **form.cleaned_data}
        if done(form, writing.describe, actor=actor_of(request), minutes=held, **said):
            messages.success(request, _("Your changes are saved."))
            return _back(held)
    return show(request, held, "description", form)


@require_http_methods(["GET", "HEAD", "POST"])
def add_passage(request: HttpRequest, pk: int, minutes_pk: int) -> HttpResponse:
    held = minutes_in(request, pk, minutes_pk)
    form = PassageForm(posted(request))
    if form.is_valid() and done(
        form, writing.add_passage, actor=actor_of(request), minutes=held, **form.cleaned_data
    ):
        messages.success(request, _("The passage was added at the end."))
        return _back(held)
    return show(request, held, "passage", form)


@require_http_methods(["GET", "HEAD", "POST"])
def passage(request: HttpRequest, pk: int, minutes_pk: int, passage_pk: int) -> HttpResponse:
    """Its words; and below, what it speaks of."""
    held = minutes_in(request, pk, minutes_pk)
    row = passage_in(held, passage_pk)
    initial = {"text": row.text, "is_heading": row.is_heading}
    form = PassageForm(posted(request), initial=initial)
    if form.is_valid() and done(
        form, writing.change_passage, actor=actor_of(request), passage=row, **form.cleaned_data
    ):
        messages.success(request, _("Your changes are saved."))
        return _back(held)
    return _passage_page(request, held, row, form=form)


@require_POST
def link(request: HttpRequest, pk: int, minutes_pk: int, passage_pk: int) -> HttpResponse:
    held = minutes_in(request, pk, minutes_pk)
    row = passage_in(held, passage_pk)
    form = _link_form(held, request.POST)
    if form.is_valid() and _link_all(request, form, row):
        messages.success(request, _("This passage is linked to it; everybody will see it once published."))
        return redirect("desk:passage", pk=pk, minutes_pk=held.pk, passage_pk=row.pk)
    return _passage_page(request, held, row, link_form=form)


@require_POST
def unlink(request: HttpRequest, pk: int, minutes_pk: int, passage_pk: int, link_pk: int) -> HttpResponse:
    held = minutes_in(request, pk, minutes_pk)
    row = passage_in(held, passage_pk)
    found = PassageLink.objects.filter(pk=link_pk, passage=row, is_leaving=False).first()
    if found is None:
        raise Http404
    found.passage = row
    act_and_tell(request, linking.unlink, row=found)
    return redirect("desk:passage", pk=pk, minutes_pk=held.pk, passage_pk=row.pk)


@require_POST
def move(request: HttpRequest, pk: int, minutes_pk: int, passage_pk: int) -> HttpResponse:
    """Up when `up` is posted, else down."""
    held = minutes_in(request, pk, minutes_pk)
    row = passage_in(held, passage_pk)
    act_and_tell(request, writing.move_passage, passage=row, places=-1 if "up" in request.POST else 1)
    return _back(held, f"#{row.anchor}")


@require_POST
def remove(request: HttpRequest, pk: int, minutes_pk: int, passage_pk: int) -> HttpResponse:
    held = minutes_in(request, pk, minutes_pk)
    act_and_tell(request, writing.remove_passage, passage=passage_in(held, passage_pk))
    return _back(held)


def minutes_in(request: HttpRequest, pk: int, minutes_pk: int, action: Any = "edit") -> Minutes:
    """The minutes of an event of a consultation on which the actor may do this, or `Http404`."""
    consultation = consultation_for(request.user, pk, action)
    rows = Minutes.objects.select_related("event").filter(event__consultation=consultation)
    found = rows.filter(pk=minutes_pk).first()
    if found is None:
        raise Http404
    found.event.consultation = consultation
    return found


def passage_in(minutes: Minutes, pk: int) -> Passage:
    found = minutes.passages.filter(pk=pk, is_removed=False).first()
    if found is None:
        raise Http404
    row: Passage = found
    row.minutes = minutes
    return row


def page(
    request: HttpRequest, minutes: Minutes, *, publish_form: PublishForm | None = None, **more: Any
) -> HttpResponse:
    """The minutes as they are being written. `more`: the address of a link just made, a form with errors."""
    consultation = minutes.event.consultation
    rows = queries.written(minutes)
    links = queries.links_of(rows)
    former = queries.last_version(minutes)
    context = {
        "consultation": consultation,
        "minutes": minutes,
        "passages": [(row, links.get(row.pk, [])) for row in rows],
        "rooms": queries.rooms_to_bring(minutes, rows),
        "corrections": queries.corrections_of(minutes),
        "former": former,
        "is_shared": is_shared(minutes),
        "may_write": can_consult(request.user, "edit", consultation),
        "publish_form": publish_form or PublishForm(is_first=former is None),
        "share_form": ShareForm(),
        **more,
    }
    has_errors = any(getattr(form, "errors", None) for form in (publish_form, more.get("share_form")))
    return render(request, "front/desk/minutes.html", context, status=422 if has_errors else 200)


def show(request: HttpRequest, minutes: Minutes, sort: str, form: Any) -> HttpResponse:
    """A form about the whole; `sort` says which."""
    context = {
        "consultation": minutes.event.consultation,
        "minutes": minutes,
        "form": form,
        "sort": sort,
    }
    return render(request, "front/desk/minutes_form.html", context, status=422 if form.errors else 200)


def _passage_page(
    request: HttpRequest,
    minutes: Minutes,
    row: Passage,
    *,
    form: PassageForm | None = None,
    link_form: LinkForm | None = None,
) -> HttpResponse:
    held = queries.links_of([row]).get(row.pk, [])
    known = queries.named([(str(one.target), one.target_pk) for one in held])
    consultation = minutes.event.consultation
    shown = [one for one in held if (str(one.target), one.target_pk) in known]
    names = links_to([known[str(one.target), one.target_pk] for one in shown], consultation)
    context = {
        "consultation": consultation,
        "minutes": minutes,
        "passage": row,
        "form": form or PassageForm(initial={"text": row.text, "is_heading": row.is_heading}),
        "link_form": link_form or _link_form(minutes),
        "links": list(zip(shown, names, strict=True)),
    }
    has_errors = any(one is not None and one.errors for one in (form, link_form))
    return render(request, "front/desk/passage.html", context, status=422 if has_errors else 200)


def _link_form(minutes: Minutes, posted: Any = None) -> LinkForm:
    consultation = minutes.event.consultation
    return LinkForm(posted, consultation=consultation, titles=queries.opinion_titles(consultation))


def _link_all(request: HttpRequest, form: LinkForm, row: Passage) -> bool:
    return all(
        done(form, linking.link, actor=actor_of(request), passage=row, target=target, pks=pks)
        for target, pks in form.wanted().items()
    )


def _back(minutes: Minutes, anchor: str = "") -> HttpResponse:
    answer = redirect("desk:minutes", pk=minutes.event.consultation_id, minutes_pk=minutes.pk)
    answer["Location"] += anchor
    return answer

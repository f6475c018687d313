"""Letters to those who follow: write one, look at it as a mail, try it on oneself, send it, cancel it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.consultations.queries import consultation_for, database_now
from parvis.following import letter_words
from parvis.following.domain import send_letter
from parvis.following.domain.write_letter import drop_letter, rewrite_letter, write_letter
from parvis.following.letter_forms import DepartureForm, LetterForm
from parvis.following.letters import Letter
from parvis.following.segments import name_of, reach_of
from parvis.following.tasks import carry_letters
from parvis.front.desk import animating
from parvis.front.desk.access import actor_of
from parvis.jobs.queue import defer_once

FIELDS = ("segment", "phase", "theme", "subject_fr", "text_fr", "subject_en", "text_en", "link")


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every consultation that one animates."""
    found = animating.overview(request.user, now=database_now())
    if not found:
        raise Http404
    return render(request, "front/desk/animate_all.html", {"lines": found})


@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """Letters and announcements of a consultation, and what may be said of a phase that ends."""
    consultation = consultation_for(request.user, pk, "animate")
    view = animating.board(consultation, now=database_now())
    return render(request, "front/desk/animate.html", {"consultation": consultation, "view": view})


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new letter; of a phase that ends, its first words are there."""
    consultation = consultation_for(request.user, pk, "animate")
    now = database_now()
    phase = animating.ending(consultation, request.GET.get("end", ""), now=now)
    form = LetterForm(
        request.POST if request.method == "POST" else None,
        initial=animating.proposed_letter(phase, now=now),
        consultation=consultation,
        pages=animating.link_choices(consultation),
    )
    if form.is_valid():
        try:
            letter = write_letter(
                actor=actor_of(request), consultation=consultation, draft=form.draft(), end_of=phase
            )
            return redirect("desk:letter", pk=pk, letter_pk=letter.pk)
        except Refused as refused:
            form.add_error(None, str(refused.message))
    return render(request, "front/desk/letter_form.html", {"consultation": consultation, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int, letter_pk: int) -> HttpResponse:
    """Change a draft."""
    consultation = consultation_for(request.user, pk, "animate")
    letter = animating.letter_for(consultation, letter_pk)
    form = LetterForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(letter, name) for name in FIELDS},
        consultation=consultation,
        pages=animating.link_choices(consultation),
    )
    if form.is_valid():
        try:
            rewrite_letter(actor=actor_of(request), letter=letter, draft=form.draft())
            return redirect("desk:letter", pk=pk, letter_pk=letter_pk)
        except Refused as refused:
            form.add_error(None, str(refused.message))
    context = {"consultation": consultation, "form": form, "letter": letter}
    return render(request, "front/desk/letter_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, pk: int, letter_pk: int) -> HttpResponse:
    """The letter as it will be read, and to how many; POST plans its departure."""
    consultation = consultation_for(request.user, pk, "animate")
    found = animating.letter_for(consultation, letter_pk)
    form = DepartureForm(request.POST if request.method == "POST" else None, initial={"when": "now"})
    if form.is_valid():
        try:
            send_letter.plan_letter(actor=actor_of(request), letter=found, at=form.cleaned_data["at"])
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            if form.cleaned_data["at"] is None:
                defer_once(carry_letters, lock="following.carry_letters")
            messages.success(request, _("Planned: you may cancel it until it leaves."))
            return redirect("desk:letter", pk=pk, letter_pk=letter_pk)
    return render(request, "front/desk/letter.html", _context(found, form))


def _context(found: Letter, form: DepartureForm) -> dict[str, object]:
    return {
        "consultation": found.consultation,
        "letter": found,
        "form": form,
        "segment": name_of(found),
        "reach": None if found.has_left else reach_of(found),
        "standing": animating.standing(found),
        "previews": [
            (words, letter_words.compose(found, words.language), letter_words.page_path(found.link))
            for words in found.written
        ],
    }


@require_POST
def attempt(request: HttpRequest, pk: int, letter_pk: int) -> HttpResponse:
    """Send it to oneself."""
    return _do(request, pk, letter_pk, send_letter.try_letter, _("Sent to your address, and to nobody else."))


@require_POST
def cancel(request: HttpRequest, pk: int, letter_pk: int) -> HttpResponse:
    return _do(request, pk, letter_pk, send_letter.cancel_letter, _("Cancelled: it is a draft again."))


@require_POST
def drop(request: HttpRequest, pk: int, letter_pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "animate")
    found = animating.letter_for(consultation, letter_pk)
    try:
        drop_letter(actor=actor_of(request), letter=found)
    except Refused as refused:
        messages.error(request, str(refused.message))
        return redirect("desk:letter", pk=pk, letter_pk=letter_pk)
    messages.success(request, _("The draft is gone."))
    return redirect("desk:animate", pk=pk)


def _do(request: HttpRequest, pk: int, letter_pk: int, act: Callable[..., object], said: str) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "animate")
    try:
        act(actor=actor_of(request), letter=animating.letter_for(consultation, letter_pk))
    except Refused as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, said)
    return redirect("desk:letter", pk=pk, letter_pk=letter_pk)

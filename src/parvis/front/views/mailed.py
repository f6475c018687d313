"""A text that came by e-mail: read again, put right, confirmed by whoever follows the link of the answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.accounts.errors import Refused
from parvis.consultations.models import PhaseAction
from parvis.contributions.models import Contribution, WaitingText
from parvis.contributions.permissions import reads_first
from parvis.paper.domain.confirm_mail import confirm_mail
from parvis.paper.mailed_forms import MailedForm
from parvis.paper.models import ReceivedMail
from parvis.paper.queries import deposits_open, mail_by_token


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mailed(request: HttpRequest, token: str) -> HttpResponse:
    """A link that is followed changes nothing: programs that read mails follow links too."""
    mail = mail_by_token(token)
    actions = deposits_open(mail.consultation)
    action = _chosen(actions, request.GET.get("action", ""))
    if mail.confirmed_at is not None or action is None:
        several = len({one.phase_id for one in actions}) > 1
        return _page(request, mail, {"actions": actions, "several_phases": several})
    form = MailedForm(request.POST if request.method == "POST" else None, action=action, mail=mail)
    if form.is_valid():
        try:
            made = confirm_mail(
                mail=mail,
                action=action,
                key=form.cleaned_data["key"],
                answers=form.answers,
                **form.said_words(),
            )
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            return _sent(request, mail, made)
    told = {"actions": actions, "action": action, "form": form, "reads_first": reads_first(action)}
    return _page(request, mail, told)


def _sent(request: HttpRequest, mail: ReceivedMail, made: Contribution | WaitingText) -> HttpResponse:
    """To the text if everybody reads it, else to the consultation."""
    if isinstance(made, WaitingText):
        messages.success(request, _("Your text is received. A moderator reads it before it appears."))
        return redirect("front:consultation", slug=mail.consultation.slug)
    if made.kind.is_private:
        messages.success(request, _("Your answers are recorded."))
        return redirect("front:consultation", slug=mail.consultation.slug)
    messages.success(request, _("Your text is published."))
    return redirect("front:contribution", pk=made.pk)


def _chosen(actions: list[PhaseAction], asked: str) -> PhaseAction | None:
    """The only one, or that of the address; nothing is there for any other number."""
    if not asked:
        return actions[0] if len(actions) == 1 else None
    found = next((one for one in actions if str(one.pk) == asked), None)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, mail: ReceivedMail, context: dict[str, object]) -> HttpResponse:
    form = context.get("form")
    status = 422 if isinstance(form, MailedForm) and form.is_bound and form.errors else 200
    told = {"mail": mail, "consultation": mail.consultation, **context}
    response = render(request, "front/mailed.html", told, status=status)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response

"""Have a finding worded by a language model, where the site has one; take what it says, or leave it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parvis.front.desk.acting import act_and_tell
from parvis.front.desk.views.synthesis import back, finding_of, held_synthesis
from parvis.jobs.language_model import is_offered
from parvis.restitution.domain.word_finding import accept_wording, ask_wording, leave_wording


@require_POST
def word(request: HttpRequest, pk: int, finding_pk: int) -> HttpResponse:
    """By the button: ask, take, or leave. Nowhere without a model."""
    _consultation, held = held_synthesis(request, pk)
    row = finding_of(held, finding_pk)
    if not is_offered():
        raise Http404
    if "accept" in request.POST:
        said = _("These are now the words of the finding, marked as those of a program.")
        act_and_tell(request, accept_wording, said=said, finding=row)
    elif "leave" in request.POST:
        act_and_tell(request, leave_wording, finding=row)
    else:
        said = _("The finding and its public sources are being sent: this page says what comes back.")
        act_and_tell(request, ask_wording, said=said, finding=row)
    return back(request, pk, f"#row-{row.pk}", finding=row.pk)

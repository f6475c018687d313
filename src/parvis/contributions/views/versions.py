"""What a contribution said before."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.consultations.robots import hidden_from_search
from parvis.contributions.attachments import mentions_in
from parvis.contributions.models import Contribution
from parvis.contributions.queries import contribution_for, public_versions
from parvis.contributions.showing import Shown, answers_changed, shown_file


@dataclass(frozen=True, slots=True)
class Revision:
    """One change: the words before and after, and when."""

    number: int
    replaced_at: datetime
    before_title: str
    before_text: str
    after_title: str
    after_text: str
    answers: list[tuple[str, str, str]]
    files: list[Shown]


@never_cache
@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """Each public revision, newest first, with its words marked."""
    contribution = contribution_for(request.user, pk, "read")
    context = {"contribution": contribution, "revisions": revisions(contribution)}
    page = render(request, "contributions/versions.html", context)
    return hidden_from_search(page, contribution.consultation)


def revisions(contribution: Contribution) -> list[Revision]:
    """Public versions paired with the one that replaced each; the present text replaced the newest."""
    title, text, answers = contribution.title, contribution.text, contribution.form_answers
    questions = list(contribution.kind.questions.all())
    found = []
    for version in public_versions(contribution):
        words = (version.title, version.text, title, text)
        changed = answers_changed(questions, version.form_answers, answers)
        files = [shown_file(one) for one in mentions_in(version.form_answers)]
        found.append(Revision(version.number, version.replaced_at, *words, changed, files))
        title, text, answers = version.title, version.text, version.form_answers
    return found

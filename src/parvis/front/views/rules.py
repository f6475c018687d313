"""The public page of rules: each rule of good consultation, and how this one keeps it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.conduct.queries import book_of, gather
from parvis.consultations.queries import consultation_by_slug
from parvis.front.caching import public_page
from parvis.front.composition.evaluation import told_table
from parvis.front.composition.keeping import keeping
from parvis.front.composition.status import notice_from
from parvis.moderation.forms import REASONS
from parvis.ui.data import Fact


@require_safe
@public_page
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_by_slug(slug, request.user)
    facts = gather(consultation)
    record = [Fact(label, value) for label, value in facts.record.shown()] if facts.record else []
    context = {
        "consultation": consultation,
        "book": book_of(facts),
        "record": record,
        "reasons": [label for _code, label in REASONS],
        "decision": facts.decision,
        "keeping": keeping(facts),
        "outage": notice_from(facts.lost),
        "told": told_table(facts.told),
    }
    return render(request, "front/rules.html", context)

"""The list of contributions, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from parvis.consultations.models import ConsultationPage
from parvis.contributions.models import Contribution


def contribution_list(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = get_object_or_404(ConsultationPage.objects.live(), slug=slug)
    return render(request, "front/simple.html", {"title": consultation.title, "text": ""})


def contribution_detail(request: HttpRequest, pk: int) -> HttpResponse:
    contribution = get_object_or_404(Contribution.objects.published(), pk=pk)
    return render(request, "front/simple.html", {"title": str(contribution), "text": contribution.text})

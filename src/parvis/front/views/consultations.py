"""The list of consultations, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from parvis.consultations.models import ConsultationPage


def consultation_list(request: HttpRequest) -> HttpResponse:
    return render(request, "front/home.html", {"consultations": ConsultationPage.objects.live()})


def consultation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = get_object_or_404(ConsultationPage.objects.live(), slug=slug)
    return render(request, "front/simple.html", {"title": consultation.title, "text": consultation.summary})

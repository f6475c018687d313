"""What came out of a consultation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from parvis.consultations.models import ConsultationPage


def result(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = get_object_or_404(ConsultationPage.objects.live(), slug=slug)
    return render(request, "front/simple.html", {"title": consultation.title, "text": ""})


def synthesis(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = get_object_or_404(ConsultationPage.objects.live(), slug=slug)
    return render(request, "front/simple.html", {"title": consultation.title, "text": ""})

"""The home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.consultations.models import ConsultationPage


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "front/home.html", {"consultations": ConsultationPage.objects.live()})

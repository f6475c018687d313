"""What search engines are asked to leave out."""

from typing import TypeVar

from django.http.response import HttpResponseBase

from parvis.consultations.models import ConsultationPage

Response = TypeVar("Response", bound=HttpResponseBase)


def hidden_from_search(response: Response, consultation: ConsultationPage) -> Response:
    """A page of what people wrote, out of search engines where the organiser so chose.

    Every view that shows people's words calls it; `tests/hostile/test_robots.py` tries each address.
    """
    if consultation.unindexed:
        response.headers["X-Robots-Tag"] = "noindex"
    return response

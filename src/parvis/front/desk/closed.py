"""Addresses of Wagtail that nobody needs here, each a door less."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, re_path
from wagtail.admin.auth import require_admin_access

# What breaks on purpose; what fetches an address typed by hand; forms and snippets, of which there are
# none; passwords, which nobody has; accounts, which only their owner closes; lists of files that ask for no
# right on their collection; redirections by the file; pages published past what the rules ask of them.
CLOSED = (
    "failwhale",
    "test404",
    "embeds",
    r"api/main/(?:documents|images)",
    r"api/main/pages/\d+/action",
    "forms",
    "snippets",
    "password_reset",
    r"redirects/import",
    r"users/delete",
    r"bulk/accounts/participant/delete",
)


@require_admin_access
def closed(request: HttpRequest) -> HttpResponse:
    """Visitors are led to sign in, as everywhere in the desk."""
    raise Http404


@require_admin_access
def no_tags(request: HttpRequest, path: str) -> HttpResponse:
    """Suggest nothing: the words would be those of every team together."""
    return JsonResponse([], safe=False)


urlpatterns: list[URLPattern] = [
    re_path(rf"^(?:{'|'.join(CLOSED)})(?:/.*)?$", closed),
    re_path(r"^tag-autocomplete/(.*)$", no_tags),
]

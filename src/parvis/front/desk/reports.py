"""A report of Wagtail that names pages of the whole site: administrators only."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView

from parvis.accounts.permissions import can


@require_admin_access
def page_types_usage(request: HttpRequest, *, results_only: bool = False) -> HttpResponseBase:
    """Wagtail shows the last edited page of each type, whoever may see it."""
    if not can(request.user, "administer"):
        raise Http404
    answer: HttpResponseBase = PageTypesUsageReportView.as_view(results_only=results_only)(request)
    return answer


urlpatterns = [
    path("", page_types_usage),
    path("results/", page_types_usage, {"results_only": True}),
]

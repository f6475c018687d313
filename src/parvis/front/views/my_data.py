"""What the site holds on me: seen, agreed to, and taken away in one click."""

from tempfile import TemporaryFile

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.accounts.second_factor import detour
from parvis.accounts.views.profile import me
from parvis.front.composition.consents import consents_of
from parvis.front.composition.my_data_file import write_my_data


@never_cache
@login_required
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    return render(request, "front/my_data.html", {"consents": consents_of(me(request))})


@never_cache
@login_required
@require_safe
def my_data_file(request: HttpRequest) -> HttpResponseBase:
    """Made on the spot for whoever is signed in: there is no address that holds somebody's data."""
    if (asked := detour(request)) is not None:
        return asked
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_my_data(me(request), file)
    file.seek(0)
    name = gettext("my-data-%(day)s.zip") % {"day": timezone.localdate().isoformat()}
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")

"""Whoever holds the link of a trial reads the draft as if it were public, and sends its forms for nothing.

Each of their requests runs on a stage of its own, which vanishes with it (`conduct/rehearsal/stage.py`):
there they are somebody who does not exist, whatever account they have here. What follows what they sent is
given at once, from the same stage: the page that a redirect leads to would find nothing.
"""

from __future__ import annotations

import copy
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ValidationError
from django.db import DatabaseError, DataError, IntegrityError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.datastructures import MultiValueDict
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_from_path
from wagtail.images.models import Rendition

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.secret_links import hash_link
from parvis.conduct.rehearsal.scene import phases_to_try, set_the_scene
from parvis.conduct.rehearsal.stage import stage
from parvis.conduct.trials import DraftTrial
from parvis.consultations.models import ConsultationPage, Phase

logger = logging.getLogger(__name__)
KEY = "trial"
"""In the session: the hash of the link by which one came, and the phase that one chose."""
OUTSIDE = frozenset(
    {
        ".well-known", "account", "api", "desk", "demonstration", "documents", "kiosk", "ledger", "look",
        "mailbox", "media", "static", "status", "styleguide", "widgets",
    }
)  # fmt: skip
"""Where a trial changes nothing: the first word of addresses."""
TRIAL = "trial"
FAR = 3
"""Redirects that are followed: more would be a circle."""


class Unready(Exception):
    """The draft is not one that could be published."""


@dataclass(frozen=True)
class OnTrial:
    """What the bar at the head of pages shows: which page one is on, and the phases."""

    consultation: ConsultationPage
    chosen: int | None
    path: str
    is_passing: bool = False
    """Made by what was just sent: whoever asks for it again finds nothing."""

    @cached_property
    def phases(self) -> list[Phase]:
        return phases_to_try(self.consultation)

    @property
    def open_now(self) -> int | None:
        """The number of the phase that is open."""
        found = [phase.pk for phase in self.phases]
        return self.chosen if self.chosen in found else (found[0] if found else None)


def trial_of_code(code: str) -> DraftTrial | None:
    return (
        DraftTrial.objects.current().select_related("consultation").filter(code_hash=hash_link(code)).first()
    )


def trial_of_session(request: HttpRequest) -> DraftTrial | None:
    """The trial that one entered, if its link still lets in."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    known: dict[str, Any] | None = request.session.get(KEY)
    if known is None:
        return None
    rows = DraftTrial.objects.current().select_related("consultation")
    return rows.filter(code_hash=known["code"]).first()


def enter(request: HttpRequest, trial: DraftTrial) -> None:
    request.session[KEY] = {"code": trial.code_hash, "phase": None}


def leave(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def choose(request: HttpRequest, phase: int) -> None:
    request.session[KEY] = {**request.session[KEY], "phase": phase}


def bar(request: HttpRequest) -> OnTrial | None:
    """What pages show above all else on a trial."""
    found: OnTrial | None = getattr(request, "on_trial", None)
    return found


def is_local(url: str, request: HttpRequest) -> bool:
    return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())


def _first_word(path: str) -> str:
    words = path.strip("/").split("/")
    if get_language_from_path(path) and len(words) > 1:
        return words[1]
    return words[0]


class TrialMiddleware:
    """The last one before the page: what all others do is done as for anybody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        word = _first_word(request.path_info)
        trial = None if word in OUTSIDE else trial_of_session(request)
        if trial is None:
            return self.get_response(request)
        on_trial = OnTrial(trial.consultation, request.session[KEY]["phase"], request.get_full_path())
        request.on_trial = on_trial  # type: ignore[attr-defined]
        response = self.get_response(request) if word == TRIAL else self._tried(request, on_trial)
        add_never_cache_headers(response)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def _tried(self, request: HttpRequest, on_trial: OnTrial) -> HttpResponseBase:
        try:
            return self._on_stage(request, on_trial)
        except Unready:
            logger.exception("the draft of consultation %s cannot be tried", on_trial.consultation.pk)
            return render(request, "front/trial_unready.html", status=503)

    def _on_stage(self, request: HttpRequest, on_trial: OnTrial) -> HttpResponseBase:
        """The person and the session are put back afterwards: other parts of the site read them."""
        user, session = request.user, request.session
        try:
            with stage():
                last = _last_rendition()
                request.session = Passing(session)
                request.user = _set_the_scene(on_trial)
                response = whole(self._followed(request, self.get_response(request)))
                drawn = _drawn_since(last)
            _keep(drawn)
        finally:
            request.user, request.session = user, session
        return response

    def _followed(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The page that the answer to a form leads to, if it is one of those on the stage."""
        if request.method != "POST":
            return response
        for _step in range(FAR):
            url = response.headers.get("Location", "")
            if response.status_code not in (302, 303) or not is_local(url, request):
                break
            path = urlsplit(url).path
            if not path or _first_word(path) in OUTSIDE | {TRIAL}:
                break
            request = _asking(request, url)
            response = self.get_response(request)
        return response


def _set_the_scene(on_trial: OnTrial) -> Participant:
    """Raises `Unready` when the draft cannot be published. Of a lock that does not come, all pages tell."""
    try:
        return set_the_scene(on_trial.consultation, chosen=on_trial.chosen)
    except (Refused, ValidationError, IntegrityError, DataError) as fault:
        raise Unready from fault


def _asking(request: HttpRequest, url: str) -> HttpRequest:
    """The request that a browser would make when it is led to `url`."""
    place = urlsplit(url)
    asked = copy.copy(request)
    asked.META = {
        **request.META,
        "REQUEST_METHOD": "GET",
        "PATH_INFO": place.path,
        "QUERY_STRING": place.query,
        "CONTENT_LENGTH": "",
        "CONTENT_TYPE": "",
    }
    asked.method = "GET"
    asked.path = asked.path_info = place.path
    asked.GET = QueryDict(place.query)
    asked.POST = QueryDict()
    asked._files = MultiValueDict()  # type: ignore[attr-defined]
    on_trial = bar(request)
    if on_trial is not None:
        asked.on_trial = OnTrial(on_trial.consultation, on_trial.chosen, url, is_passing=True)  # type: ignore[attr-defined]
    return asked


def whole(response: HttpResponseBase) -> HttpResponseBase:
    """What is sent piece by piece is read now, unless it is a file: the stage does not last."""
    if not isinstance(response, StreamingHttpResponse) or isinstance(response, FileResponse):
        return response
    given = HttpResponse(b"".join(response), status=response.status_code)
    for name, value in response.headers.items():
        given.headers[name] = value
    return given


def _last_rendition() -> int:
    return Rendition.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _drawn_since(last: int) -> list[Rendition]:
    """Pictures of the site that were drawn at another size on the stage: their files outlive it."""
    try:
        return list(Rendition.objects.filter(pk__gt=last))
    except DatabaseError:
        return []  # the page failed, and broke the transaction with it


def _keep(drawn: Sequence[Rendition]) -> None:
    """They are of the site, not of whoever tries: drawn once, as anywhere else."""
    Rendition.objects.bulk_create(drawn, ignore_conflicts=True)
    for row in drawn:
        if not Rendition.objects.filter(file=row.file.name).exists():
            row.file.delete(save=False)


class Passing(SessionBase):
    """A session that is kept nowhere: what a page on the stage notes in it goes with the stage."""

    def __init__(self, real: SessionBase) -> None:
        super().__init__()
        self._session_cache = {name: value for name, value in real.items() if not name.startswith("_")}

    def load(self) -> dict[str, Any]:
        return {}

    def exists(self, session_key: str) -> bool:  # noqa: ARG002
        return False

    def create(self) -> None:
        self.modified = True

    def save(self, must_create: bool = False) -> None:  # noqa: ARG002
        self.modified = True

    def delete(self, session_key: str | None = None) -> None:  # noqa: ARG002
        self.modified = True

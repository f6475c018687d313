"""The deployment API that the State's portal calls: ask for a consultation, list them, see where one stands.

As “provider.swagger.yml” 0.2.0 of github.com/consultation-gouv/specs-apis-deploiement has it (Etalab, Cap
Collectif, Bluenove), whose codes of errors and names of states it keeps. Off without a key in the settings.
"""

import hmac
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Literal
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Query, Schema, Status
from ninja.errors import HttpError, ValidationError
from ninja.security import APIKeyHeader
from pydantic import ConfigDict, Field

from parvis.accounts.errors import Refused
from parvis.accounts.limits import Act, Scope, spend, wait_of
from parvis.conduct.domain.request_instance import Taken, Wish, request_instance
from parvis.conduct.enums import InstanceState
from parvis.conduct.instances import LENGTHS, SLUG, Instance
from parvis.opendata.api.answers import guard_reading
from parvis.opendata.api.problems import Refusal, problem
from parvis.opendata.api.writing import Given

MOST = 1_000
"""Instances of one answer, the last asked for first."""
INVALID, EXISTS, NOT_FOUND, NOT_ALLOWED, TOO_MUCH, OTHER = 100, 101, 904, 901, 929, 900
"""Codes of errors: those of the specification, and ours, which begin with 9."""
View = Callable[..., HttpResponse]


class ErrorOut(Schema):
    code: int
    message: str
    errors: dict[str, str] = {}


class InstanceIn(Given):
    """What the portal knows of it. What the specification lets one add is not kept."""

    model_config = ConfigDict(extra="ignore")

    requestIdentifier: str = Field(min_length=1, max_length=LENGTHS["identifier"])  # noqa: N815
    name: str = Field(min_length=3, max_length=LENGTHS["name"])
    slug: str = Field(min_length=3, max_length=LENGTHS["slug"], pattern=SLUG)
    adminName: str = Field(min_length=1, max_length=LENGTHS["person"])  # noqa: N815
    adminEmail: str = Field(max_length=254, json_schema_extra={"format": "email"})  # noqa: N815
    adminOrganizationName: str = Field("", max_length=LENGTHS["organisation"])  # noqa: N815


class MetadataOut(Schema):
    id: UUID
    reason: str | None = Field(description="why it could not be created, in words")
    desk: str | None = Field(description="where its organiser leads it")


class InstanceOut(Schema):
    """A consultation that was asked for."""

    url: str = Field(description="where it is, once it is published")
    name: str
    adminName: str  # noqa: N815
    adminEmail: str  # noqa: N815
    requestIdentifier: str  # noqa: N815
    status: Literal["requested", "running", "failure", "terminated"]
    adminOrganizationName: str  # noqa: N815
    createdAt: datetime  # noqa: N815
    updatedAt: datetime  # noqa: N815
    metadata: MetadataOut


class InstancesOut(Schema):
    items: list[InstanceOut]


class Asked(Schema):
    slug: str | None = Field(None, max_length=LENGTHS["slug"], description="filter items by slug")


class Key(APIKeyHeader):
    """The one key of the settings. Tries are counted with what is read from the same network."""

    param_name = "X-Api-Key"

    def authenticate(self, request: HttpRequest, key: str | None) -> str:
        guard_reading(request)
        known: str = settings.PARVIS_INSTANCES_KEY
        if not hmac.compare_digest((key or "").encode(), known.encode()):
            raise Refusal(401)
        return "portal"


REFUSALS: dict[Any, Any] = dict.fromkeys((400, 401, 404, 429), ErrorOut)
api = NinjaAPI(
    title="Parvis: deployment API",
    version="0.2.0",
    description="Asks for consultations on this site, lists them, says where each stands.",
    urls_namespace="instances",
    docs_url=None,
    openapi_url=None,
    auth=Key(),
)


@api.get(
    "/instances", response={200: InstancesOut, **REFUSALS}, url_name="instances", operation_id="instances"
)
def instances(request: HttpRequest, asked: Query[Asked]) -> Any:
    """Gets the list of instances."""
    rows = Instance.objects.select_related("consultation")
    if asked.slug is not None:
        rows = rows.filter(slug=asked.slug.replace("\0", ""))
    return {"items": [shown(row) for row in rows[:MOST]]}


@api.post("/instances", response={202: InstanceOut, **REFUSALS}, operation_id="request_instance")
def create(request: HttpRequest, payload: InstanceIn, response: HttpResponse) -> Any:
    """Requests the creation of a new instance; somebody of this site decides."""
    refused = spend(Act.PROGRAM, {Scope.PERSON: "instances"})
    if refused is not None:
        raise Refusal(429, wait=wait_of(Act.PROGRAM, refused))
    wish = Wish(
        identifier=payload.requestIdentifier,
        name=payload.name,
        slug=payload.slug,
        contact_name=payload.adminName,
        contact_email=payload.adminEmail,
        organisation=payload.adminOrganizationName,
    )
    try:
        made = request_instance(wish=wish)
    except Taken as taken:
        return _told(400, EXISTS, taken.message)
    except Refused as no:
        return _told(400, INVALID, no.message)
    response["Location"] = f"{settings.PARVIS_ADDRESS}{reverse('instances:instance', args=[made.pk])}"
    return Status(202, shown(made))


@api.get(
    "/instances/{uuid:instance_id}", response={200: InstanceOut, **REFUSALS}, url_name="instance",
    operation_id="instance",
)  # fmt: skip
def instance(request: HttpRequest, instance_id: UUID) -> Any:
    """This endpoint allows to retrieve the details of a given instance."""
    return shown(get_object_or_404(Instance.objects.select_related("consultation"), pk=instance_id))


def shown(row: Instance) -> dict[str, Any]:
    """Its consultation is loaded."""
    page = row.consultation
    slug = page.slug if page else row.slug
    desk = reverse("desk:consultation", args=[page.pk]) if page else None
    return {
        "url": f"{settings.PARVIS_ADDRESS}{reverse('front:consultation', args=[slug])}",
        "name": row.name,
        "adminName": row.contact_name,
        "adminEmail": row.contact_email,
        "requestIdentifier": row.identifier,
        "status": InstanceState(row.standing).value,
        "adminOrganizationName": row.organisation,
        "createdAt": row.created_at,
        "updatedAt": row.updated_at,
        "metadata": {
            "id": row.pk,
            "reason": row.reason or None,
            "desk": desk and f"{settings.PARVIS_ADDRESS}{desk}",
        },
    }


def answered(view: View) -> View:
    """Nowhere without a key in the settings; never kept, in the language of the site. No cookie is read."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(settings.LANGUAGE_CODE):
            is_on = bool(settings.PARVIS_INSTANCES_KEY)
            response = view(request, *args, **kwargs) if is_on else problem(404)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    answer.csrf_exempt = True  # type: ignore[attr-defined]
    return answer


def nowhere(_request: HttpRequest, rest: str = "") -> HttpResponse:
    return _told(404, NOT_FOUND, _("There is nothing here."))


@api.exception_handler(Http404)
def missing(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return _told(404, NOT_FOUND, _("There is nothing here."))


@api.exception_handler(Refusal)
def refused(_request: HttpRequest, refusal: Refusal) -> HttpResponse:
    if refusal.status == 401:
        return _told(401, NOT_ALLOWED, _("The key in the header X-Api-Key is not that of this site."))
    said = _told(refusal.status, TOO_MUCH, _("This is a lot in a short time. Wait, then send it again."))
    said.headers["Retry-After"] = str(refusal.wait)
    return said


@api.exception_handler(ValidationError)
def invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = {str(fault["loc"][-1]): str(fault["msg"]) for fault in error.errors}
    return _told(400, INVALID, _("What was sent is not what is asked for: see “errors”."), faults)


@api.exception_handler(HttpError)
def unreadable(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return _told(error.status_code, INVALID if error.status_code == 400 else OTHER, str(error))


def _told(status: int, code: int, message: object, errors: dict[str, str] | None = None) -> JsonResponse:
    told = {"code": code, "message": str(message), "errors": errors or {}}
    return JsonResponse(told, status=status)

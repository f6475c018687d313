"""What the operations of the API share: routers, declared refusals, links, rows that everybody reads."""

from collections.abc import Callable
from typing import Annotated, Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.functional import Promise
from ninja import Path, Router

from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for
from parvis.opendata.api.paging import MOST
from parvis.opendata.api.problems import Problem
from parvis.opendata.api.tokens import Token

Id = Annotated[int, Path(ge=1, le=MOST)]
READ_REFUSALS: dict[Any, Any] = {422: Problem, 429: Problem, 503: Problem}
WRITE_REFUSALS: dict[Any, Any] = dict.fromkeys((400, 401, 403, 404, 409, 422, 429, 503), Problem)
NAMED_REFUSALS: dict[Any, Any] = {404: Problem, **READ_REFUSALS}
ANYBODY = AnonymousUser()
router = Router()
"""One for all: an address that is read and written to is one address."""


def address(name: str, *args: Any) -> str:
    """The whole address of a page of the site, in the language of the request."""
    return f"{settings.PARVIS_ADDRESS}{reverse(name, args=args)}"


def labelled(code: str, label: object) -> dict[str, str]:
    return {"code": str(code), "label": str(label)}


def public_consultation(pk: int) -> ConsultationPage:
    """A consultation that everybody sees; `Http404` for any other, whoever asks."""
    return consultation_for(ANYBODY, pk, "see")


def read_at(
    path: str, response: type, *, summary: Promise, name: str, words: Promise | str = ""
) -> Callable[[Any], Any]:
    """Declare an operation that everybody may read, with each of its statuses."""
    is_named = "{" in path or name == "latest_checkpoint"
    return router.get(
        path,
        response={200: response, **(NAMED_REFUSALS if is_named else READ_REFUSALS)},
        summary=summary,  # type: ignore[arg-type]
        description=words,  # type: ignore[arg-type]
        url_name=name,
        operation_id=name,
        tags=["read"],
    )


def sent_to(
    path: str, response: dict[Any, Any], *, summary: Promise, name: str, words: Promise | str
) -> Callable[[Any], Any]:
    """Declare an operation that needs a token, named `name`, with each of its statuses.

    Its address goes by the last word of its path, which may be read as well.
    """
    return router.post(
        path,
        response={**response, **WRITE_REFUSALS},
        auth=Token(),
        summary=summary,  # type: ignore[arg-type]
        description=words,  # type: ignore[arg-type]
        url_name="withdraw_vote" if path.endswith("/withdraw") else path.rsplit("/", 1)[1],
        operation_id=name,
        tags=["write"],
    )

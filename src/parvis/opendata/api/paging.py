"""Pages of a list: the first things first, then what came after the cursor.

A cursor is the number of the last thing that was given, written so that nobody builds on it: the same cursor
gives the same page whatever came since, and the last one gives what is new.
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field

LONGEST = 100
USUAL = 50
MOST = 2**63 - 1
"""The largest number that a row may have."""
CURSOR = r"^c[0-9a-f]{1,15}$"
M = TypeVar("M", bound=Model)

Number = Annotated[int, Field(ge=1, le=MOST)]


class Reading(Schema):
    """What every address that is read takes."""

    language: Literal["fr", "en"] = Field("fr", description=_("language of labels, links and errors"))


class Paged(Reading):
    """What every list takes."""

    cursor: str | None = Field(
        None,
        pattern=CURSOR,
        max_length=16,
        description=_("the cursor of the page before; from the start without"),
    )
    limit: int = Field(USUAL, ge=1, le=LONGEST, description=_("how many on the page"))

    @property
    def after(self) -> int:
        return 0 if self.cursor is None else int(self.cursor[1:], 16)


class Listed(Schema):
    """What every list answers, beside its items."""

    next: str | None = Field(description=_("address of the next page; null on the last one"))
    cursor: str | None = Field(description=_("to be kept: later, it gives what came since"))


def write_cursor(number: int) -> str:
    return f"c{number:x}"


def page_of(
    request: HttpRequest,
    rows: QuerySet[M],
    asked: Paged,
    *,
    show: Callable[[list[M]], list[Any]],
    key: str = "pk",
) -> dict[str, Any]:
    """One page of rows by rising `key`, each made into what is given by `show`, all at once."""
    found = list(rows.filter(**{f"{key}__gt": asked.after}).order_by(key)[: asked.limit + 1])
    shown, is_last = found[: asked.limit], len(found) <= asked.limit
    cursor = write_cursor(getattr(shown[-1], key)) if shown else asked.cursor
    return {
        "items": show(shown),
        "next": None if is_last or cursor is None else next_address(request, cursor),
        "cursor": cursor,
    }


def next_address(request: HttpRequest, cursor: str) -> str:
    """The same list, after this cursor; parameters in one order, so that caches know them again."""
    asked = {name: value for name, value in request.GET.items() if name != "cursor"}
    query = urlencode(sorted({**asked, "cursor": cursor}.items()))
    return f"{settings.PARVIS_ADDRESS}{request.path}?{query}"

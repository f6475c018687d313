"""What somebody looks for, read from the address and written back into it.

An address that makes no sense looks for less, and is never an error.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from parvis.contributions.filters import LONGEST_SEARCH
from parvis.contributions.places import Area, read_area
from parvis.front.enums import Section, State

LAST_PAGE = 50
# Characters of control, and those that turn the direction of the line around them.
UNSEEN = re.compile("[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """Words, the part of the results to show, and filters: empty ones narrow nothing."""

    words: str = ""
    section: Section | None = None
    state: State | None = None
    theme: str = ""
    kind: str = ""
    consultation: str = ""
    area: Area | None = None
    page: int = 1

    @property
    def filters(self) -> int:
        chosen = (self.state, self.theme, self.kind, self.consultation, self.area)
        return sum(bool(value) for value in chosen)

    @property
    def is_nothing(self) -> bool:
        return not self.words and not self.filters

    def but(self, **changes: Any) -> "Asked":
        """The same otherwise, from its first page."""
        return replace(self, **{"page": 1, **changes})

    def parameters(self) -> dict[str, str]:
        """As in an address, defaults left out."""
        found = {
            "q": self.words,
            "in": self.section or "",
            "state": self.state or "",
            "theme": self.theme,
            "kind": self.kind,
            "consultation": self.consultation,
            "area": self.area or "",
            "page": str(self.page) if self.page > 1 else "",
        }
        return {name: str(value) for name, value in found.items() if value}

    def address(self, path: str) -> str:
        query = QueryDict(mutable=True)
        query.update(self.parameters())
        return f"{path}?{query.urlencode()}" if query else path


def read_asked(query: QueryDict) -> Asked:
    section, state = query.get("in", ""), query.get("state", "")
    page = query.get("page", "")[:3]
    return Asked(
        words=read_words(query),
        section=Section(section) if section in Section.values else None,
        state=State(state) if state in State.values else None,
        theme=_plain(query.get("theme", "")),
        kind=_plain(query.get("kind", "")),
        consultation=_plain(query.get("consultation", "")),
        area=read_area(query.get("area", "")[:LONGEST_SEARCH]),
        page=min(max(int(page), 1), LAST_PAGE) if page.isascii() and page.isdigit() else 1,
    )


def read_words(query: QueryDict) -> str:
    """The words of the box, cut short."""
    return _plain(query.get("q", ""))


def _plain(typed: str) -> str:
    return UNSEEN.sub(" ", typed[:LONGEST_SEARCH]).strip()

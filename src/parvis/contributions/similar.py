"""Contributions that say nearly what somebody is about to say, of the same kind: found while they type.

The stems of the words typed are widened to their neighbours in use, the rarest come first, and an index gives
some hundreds of candidates whatever the size of the site; trigrams then rank them. Everything is done here,
by the database: no word leaves the site.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from parvis.consultations.models import Kind
from parvis.contributions.models import Contribution, Word
from parvis.contributions.neighbours import closest, expression, slips, sought
from parvis.contributions.search import COMPARED_SQL, CONFIGURATION, OPENING

MOST = 5
LEAST_ALIKE = 0.3
"""Share of trigrams in common below which two texts have nothing to do with one another."""
SHOWN = ("title", "text", "state", "gathering__title", "gathering__text")
STEMS_SQL = """
SELECT tsvector_to_array(to_tsvector(%s, %s)),
  (SELECT reltuples FROM pg_class WHERE oid = 'contributions_contribution'::regclass)
"""
CANDIDATES = f"""
SELECT id, lower(unaccent(coalesce(nullif(title, ''), left(text, {OPENING})))) AS opening
FROM contributions_contribution
WHERE state = 'published' AND is_lead AND merged_into_id IS NULL AND kind_id = %(kind)s AND {COMPARED_SQL} @@
"""  # noqa: S608 - made of constants
SIMILAR_SQL = f"""
SELECT id FROM (
  ({CANDIDATES} %(closest)s::tsquery LIMIT 150) UNION ({CANDIDATES} %(near)s::tsquery LIMIT 400)
) AS found
WHERE similarity(opening, lower(unaccent(%(words)s))) >= {LEAST_ALIKE}
ORDER BY similarity(opening, lower(unaccent(%(words)s))) DESC, id LIMIT %(most)s
"""  # noqa: S608 - made of constants


def similar_to(*, kind: Kind, words: str, most: int = MOST) -> list[Contribution]:
    """The published contributions of this kind nearest to `words`, nearest first.

    `words`: a title, or the beginning of a text without title. Word order, accents, case, and a slip in a
    word are nothing. Four queries at most, whatever the number of contributions.
    """
    words = words.replace("\x00", " ").strip()[:OPENING]
    stems, total = _stems(words)
    if not stems:
        return []
    looked_for = sought(stems, _known(stems))
    of_kind = f"'kind:{kind.pk}' & "
    asked: dict[str, str | int] = {
        "kind": kind.pk,
        "closest": f"{of_kind}({closest(looked_for)})",
        "near": f"{of_kind}({expression(looked_for, total)})",
        "words": words,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(SIMILAR_SQL, asked)
        ids = [pk for (pk,) in cursor.fetchall()]
    rows = Contribution.objects.select_related("gathering").only(*SHOWN).in_bulk(ids)
    return [rows[pk] for pk in ids if pk in rows]


def _stems(words: str) -> tuple[list[str], int]:
    """The stems of what was typed, and about how many contributions the site holds."""
    with connection.cursor() as cursor:
        cursor.execute(STEMS_SQL, [CONFIGURATION, words])
        row = cursor.fetchone()
    stems, total = row or ([], 0)
    return list(stems), max(int(total), 0)


def _known(stems: Sequence[str]) -> dict[str, int]:
    """The words in use that may be what was meant by one of `stems`, and how many titles hold each."""
    keys = sorted({slip for stem in stems for slip in slips(stem)})
    return dict(Word.objects.filter(slips__overlap=keys).values_list("word", "titles"))

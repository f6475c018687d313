"""The text search configuration: French stems, accents ignored."""

import math
import re
from dataclasses import dataclass

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchVector, SearchVectorField
from django.db import connection
from django.db.models import CharField, F, Func, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat, Left, Replace

CONFIGURATION = "parvis_french"
# The French stemmer leaves the plural of words in -o and -a as it is: velos, motos, cameras.
PLURAL = r"(\w\w[ao])s"


def search_vector(field: str | Combinable, *, weight: str) -> SearchVector:
    """The stems of a column, for a generated column; or those of what is made of columns, once asked."""
    column = Func(
        F(field) if isinstance(field, str) else field,
        Value(PLURAL + r"\M"),
        Value(r"\1"),
        Value("gi"),
        function="regexp_replace",
        output_field=CharField(),
    )
    return SearchVector(column, weight=weight, config=CONFIGURATION)


def search_query(words: str) -> SearchQuery:
    """What a person typed, in the manner of search engines: "quoted", -without, or."""
    return SearchQuery(singular(words), config=CONFIGURATION, search_type="websearch")


def singular(words: str) -> str:
    """Words as they are searched for. PostgreSQL gives up on some thirty exclusions one in the other."""
    words = re.sub(r"-(?:\s*-)+", "-", words)
    return re.sub(PLURAL + r"\b", r"\1", words.replace("\x00", " "), flags=re.IGNORECASE)


# The share of rows that may hold the words before it is quicker to read a list in its order and keep
# what matches than to find every match and sort them.
COMMON = 0.01
COMBINED = re.compile(r"(^|\s)(-|or(\s|$))", re.IGNORECASE)
FREQUENCIES_SQL = """
SELECT coalesce(known.frequency, 0)
FROM unnest(tsvector_to_array(to_tsvector('parvis_french', %s))) AS word
LEFT JOIN (
  SELECT held.word, held.frequency
  FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) AS held(word, frequency)
  WHERE schemaname = current_schema() AND tablename = 'contributions_contribution' AND attname = 'search'
) known USING (word)
"""


def is_rare(words: str) -> bool:
    """Tell whether few rows hold all the words, by the statistics of the table.

    The planner has one guess for every word that is not among the commonest, up to fifty times too high, and
    then reads a whole list in search of twenty matches. Exclusions and alternatives are left to it.
    """
    if COMBINED.search(words):
        return False
    with connection.cursor() as cursor:
        cursor.execute(FREQUENCIES_SQL, [singular(words)])
        frequencies: list[float] = [frequency for (frequency,) in cursor.fetchall()]
    return math.prod(frequencies) < COMMON


def has_something_to_find(words: str) -> bool:
    """Tell whether some word must be there, which an index can find.

    It is not so of little words that every text holds, nor of exclusions alone.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT querytree(websearch_to_tsquery('parvis_french', %s))", [singular(words)])
        (tree,) = cursor.fetchone()
    return tree not in {None, "", "T"}


# Around the words found, in what the database gives: nobody types these, and pages show none.
START, STOP = "\x02", "\x03"
EXCERPT = 240
"""Characters of an excerpt when no word is looked for."""
LONGEST_READ = 20_000
"""Characters of a text among which an excerpt is chosen."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an excerpt: plain text, and whether it is what was looked for."""

    text: str
    is_found: bool = False


def excerpt(text: Combinable, words: str) -> Combinable:
    """The passages of a text that hold the words, marked for `pieces`; its beginning when there are none.

    Costly: for the rows of one page.
    """
    if not words.strip():
        return Left(text, EXCERPT, output_field=TextField())
    singular_or_plural = search_query(words) | SearchQuery(
        re.sub(r"(\w\w[ao])\b", r"\1s", singular(words)), config=CONFIGURATION, search_type="websearch"
    )
    return SearchHeadline(
        Left(text, LONGEST_READ),
        singular_or_plural,
        config=CONFIGURATION,
        start_sel=START,
        stop_sel=STOP,
        min_words=12,
        max_words=24,
        max_fragments=2,
        fragment_delimiter=" … ",
    )


ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&#39;": "'", "&nbsp;": " ", "&amp;": "&"}


def rich_words(summary: str, body: str | Combinable) -> Combinable:
    """A summary, then a rich text as it reads: of which to take an excerpt."""
    written = F(body) if isinstance(body, str) else body
    text: Combinable = Func(
        written, _text("<[^>]*>"), _text(" "), _text("g"), function="regexp_replace", output_field=TextField()
    )
    for entity, char in ENTITIES.items():
        text = Replace(text, _text(entity), _text(char))
    return Concat(F(summary), _text(" "), text, output_field=TextField())


def _text(value: str) -> Value:
    return Value(value, output_field=TextField())


def pieces(excerpt: str) -> list[Piece]:
    """An excerpt cut around the words found; every piece is plain text, to be escaped when shown."""
    parts = re.split(f"{START}([^{START}{STOP}]*){STOP}", " ".join(excerpt.split()))
    kept = [(part.replace(START, "").replace(STOP, ""), place % 2 == 1) for place, part in enumerate(parts)]
    return [Piece(part, found) for part, found in kept if part]


CREATE_TRIGRAMS_SQL = "CREATE EXTENSION IF NOT EXISTS pg_trgm;"
CREATE_CONFIGURATION_SQL = """
CREATE EXTENSION IF NOT EXISTS unaccent;
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_ts_config WHERE cfgname = 'parvis_french') THEN
    CREATE TEXT SEARCH CONFIGURATION parvis_french (COPY = french);
    ALTER TEXT SEARCH CONFIGURATION parvis_french
      ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem;
  END IF;
END $$;
"""
DROP_CONFIGURATION_SQL = "DROP TEXT SEARCH CONFIGURATION IF EXISTS parvis_french;"

# What a contribution is compared by when somebody types a title: the stems of its title, or of its first
# words when its kind has no title; and its kind, so that no other is read.
OPENING = 200
COMPARED_SQL = (
    f"(to_tsvector('parvis_french', coalesce(nullif(title, ''), left(text, {OPENING})))"
    " || array_to_tsvector(ARRAY['kind:' || kind_id::text]))"
)


class Compared(Func):
    """The same, for the index that finds candidates by it."""

    template = COMPARED_SQL
    output_field = SearchVectorField()

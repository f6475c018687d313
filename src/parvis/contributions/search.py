"""The text search configuration: French stems, accents ignored."""

import math
import re

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import CharField, F, Func, Value

CONFIGURATION = "parvis_french"
# The French stemmer leaves the plural of words in -o and -a as it is: velos, motos, cameras.
PLURAL = r"(\w\w[ao])s"


def search_vector(field: str, *, weight: str) -> SearchVector:
    """The stems of a column, for a generated column."""
    column = Func(
        F(field),
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

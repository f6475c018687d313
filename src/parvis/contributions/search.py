"""The text search configuration: French stems, accents ignored."""

import re

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import CharField, F, Func, Value

CONFIGURATION = "parvis_french"
# The French stemmer leaves the plural of words in -o and -a as it is: velos, motos, cameras.
PLURAL = r"(\w\w[ao])s"


def search_vector(field: str, *, weight: str) -> SearchVector:
    """The stems of a column, for a generated column."""
    singular = Func(
        F(field),
        Value(PLURAL + r"\M"),
        Value(r"\1"),
        Value("gi"),
        function="regexp_replace",
        output_field=CharField(),
    )
    return SearchVector(singular, weight=weight, config=CONFIGURATION)


def search_query(words: str) -> SearchQuery:
    """What a person typed, in the manner of search engines: "quoted", -without, or."""
    singular = re.sub(PLURAL + r"\b", r"\1", words.replace("\x00", " "), flags=re.IGNORECASE)
    return SearchQuery(singular, config=CONFIGURATION, search_type="websearch")


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

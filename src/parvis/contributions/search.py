"""The text search configuration: French stems, accents ignored."""

CONFIGURATION = "parvis_french"

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

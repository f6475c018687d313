"""Identical texts in one place, held by the database: the first one published is shown for all of them.

`fingerprint` is drawn by a trigger from the words, folded (case, accents, punctuation, spaces are
nothing), and from where they were deposited: kind, phase, theme, what they respond to, answers to a
form. Of the published texts of one fingerprint, one has `is_lead`, and a unique index sees that there
are never two.

`contributions_lead` has one row for each fingerprint in use. Whoever comes in inserts it, or finds it
there and holds it in common with others who come in; whoever was shown for the others and leaves
(withdrawn, hidden, revised) holds it alone while another text takes its place. So texts that come and go
at the same moment wait for one another, and only those of one fingerprint do. Nothing is counted:
`domain/count_copies.py` does.

The functions that look for a text never read the whole table: their plans are made once in a connection,
and may be older than a large import.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models

FOLD_SQL = r"""
CREATE FUNCTION contributions_folded(words text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN btrim(regexp_replace(
        lower(regexp_replace(normalize(words, NFKD), '[\u0300-\u036f]+', '', 'g')),
        '[[:punct:][:space:]’‘“”«»‹›–—−·•]+', ' ', 'g'
    ));
END
$$;

CREATE FUNCTION contributions_fingerprint(words text, place jsonb) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
DECLARE
    folded text := contributions_folded(words);
BEGIN
    IF folded = '' THEN
        RETURN NULL;
    END IF;
    RETURN encode(substring(sha256(convert_to(place::text || ' ' || folded, 'UTF8')) FOR 16), 'hex')::uuid;
END
$$;

CREATE FUNCTION contributions_takes_lead(sought uuid) RETURNS boolean LANGUAGE plpgsql
SET enable_seqscan TO off AS $$
BEGIN
    LOOP
        INSERT INTO contributions_lead (fingerprint) VALUES (sought) ON CONFLICT DO NOTHING;
        IF FOUND THEN
            RETURN TRUE;
        END IF;
        PERFORM FROM contributions_lead WHERE fingerprint = sought FOR SHARE;
        IF FOUND THEN
            RETURN NOT EXISTS (
                SELECT FROM contributions_contribution
                WHERE fingerprint = sought AND state = 'published' AND is_lead
            );
        END IF;
    END LOOP;
END
$$;

CREATE FUNCTION contributions_fold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.fingerprint := contributions_fingerprint(
        NEW.title || ' ' || NEW.text,
        jsonb_build_array(
            NEW.kind_id, NEW.phase_id, NEW.theme_id, NEW.responds_to_id,
            coalesce(to_jsonb(NEW) -> 'form_answers', '{}')
        )
    );
    IF NEW.fingerprint IS NULL OR NEW.state <> 'published' THEN
        NEW.is_lead := TRUE;
    ELSIF TG_OP = 'UPDATE' AND OLD.state = 'published' AND OLD.fingerprint = NEW.fingerprint THEN
        NEW.is_lead := CASE WHEN pg_trigger_depth() > 1 THEN NEW.is_lead ELSE OLD.is_lead END;
    ELSE
        NEW.is_lead := contributions_takes_lead(NEW.fingerprint);
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION contributions_pass_lead() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan TO off AS $$
DECLARE
    heir bigint;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.state = 'published' AND NEW.fingerprint = OLD.fingerprint THEN
        RETURN NULL;
    END IF;
    PERFORM FROM contributions_lead WHERE fingerprint = OLD.fingerprint FOR UPDATE;
    LOOP
        SELECT id INTO heir FROM contributions_contribution
        WHERE fingerprint = OLD.fingerprint AND state = 'published' AND NOT is_lead
        ORDER BY id LIMIT 1 FOR NO KEY UPDATE;
        IF FOUND THEN
            UPDATE contributions_contribution SET is_lead = TRUE, copies = greatest(OLD.copies - 1, 0)
            WHERE id = heir;
            RETURN NULL;
        END IF;
        IF NOT EXISTS (
            SELECT FROM contributions_contribution
            WHERE fingerprint = OLD.fingerprint AND state = 'published' AND NOT is_lead
        ) THEN
            DELETE FROM contributions_lead WHERE fingerprint = OLD.fingerprint;
            RETURN NULL;
        END IF;
    END LOOP;
END
$$;

CREATE TRIGGER contributions_fold_added BEFORE INSERT ON contributions_contribution
    FOR EACH ROW EXECUTE FUNCTION contributions_fold();
CREATE TRIGGER contributions_fold_deleted AFTER DELETE ON contributions_contribution
    FOR EACH ROW WHEN (OLD.is_lead AND OLD.state = 'published' AND OLD.fingerprint IS NOT NULL)
    EXECUTE FUNCTION contributions_pass_lead();
"""
UNWATCH_SQL = """
DROP TRIGGER contributions_fold_changed ON contributions_contribution;
DROP TRIGGER contributions_fold_left ON contributions_contribution;
"""
WATCHED = (
    "title", "text", "form_answers", "state", "kind_id", "phase_id", "theme_id", "responds_to_id",
    "fingerprint", "is_lead",
)  # fmt: skip
BEFORE_ANSWERS = tuple(column for column in WATCHED if column != "form_answers")
"""What there was to watch before contributions had answers."""


def watch_sql(columns: Sequence[str]) -> str:
    """The triggers of changes, for an update that names one of these columns."""
    named = ", ".join(columns)
    return f"""
CREATE TRIGGER contributions_fold_changed BEFORE UPDATE OF {named}
    ON contributions_contribution FOR EACH ROW EXECUTE FUNCTION contributions_fold();
CREATE TRIGGER contributions_fold_left AFTER UPDATE OF {named}
    ON contributions_contribution
    FOR EACH ROW WHEN (OLD.is_lead AND OLD.state = 'published' AND OLD.fingerprint IS NOT NULL)
    EXECUTE FUNCTION contributions_pass_lead();
"""


UNFOLD_SQL = """
DROP TRIGGER contributions_fold_added ON contributions_contribution;
DROP TRIGGER contributions_fold_deleted ON contributions_contribution;
DROP FUNCTION contributions_pass_lead();
DROP FUNCTION contributions_fold();
DROP FUNCTION contributions_takes_lead(uuid);
DROP FUNCTION contributions_fingerprint(text, jsonb);
DROP FUNCTION contributions_folded(text);
"""


class Fold(models.BaseConstraint):
    """The triggers, as a constraint of the table of contributions: made, and removed, with it."""

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        """Once every table is there; nothing in the statement that makes this one."""
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))
        return ""

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        return FOLD_SQL + watch_sql(WATCHED)

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        return UNWATCH_SQL + UNFOLD_SQL

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """The database alone knows the other texts."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fold) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)

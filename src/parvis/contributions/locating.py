"""Where a contribution is, held by the database: the first point of the places named in its public answers.

A trigger draws `longitude` and `latitude` from `form_answers` whenever these change, so that a revised,
imported or emptied form can never leave a place behind. Four decimals, about ten metres: enough for a map,
too coarse for a door. What is asked for a personal purpose is not in `form_answers`, and is on no map.
"""

from __future__ import annotations

from typing import Any

from django.db import models

LOCATE_SQL = r"""
CREATE FUNCTION contributions_locate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    spot jsonb := jsonb_path_query_array(
        NEW.form_answers, '$.*.geometry.coordinates.** ? (@.type() == "number")'
    );
BEGIN
    NEW.longitude := round((spot -> 0)::numeric, 4);
    NEW.latitude := round((spot -> 1)::numeric, 4);
    RETURN NEW;
END
$$;
CREATE TRIGGER contributions_located_added BEFORE INSERT ON contributions_contribution
    FOR EACH ROW WHEN (NEW.form_answers <> '{}') EXECUTE FUNCTION contributions_locate();
CREATE TRIGGER contributions_located_changed
    BEFORE UPDATE OF form_answers, longitude, latitude ON contributions_contribution
    FOR EACH ROW EXECUTE FUNCTION contributions_locate();
"""
UNLOCATE_SQL = """
DROP TRIGGER contributions_located_added ON contributions_contribution;
DROP TRIGGER contributions_located_changed ON contributions_contribution;
DROP FUNCTION contributions_locate();
"""


class Locate(models.BaseConstraint):
    """The triggers, as a constraint of the table of contributions: made, and removed, with it."""

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        """Once the table is there; nothing in the statement that makes it."""
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))
        return ""

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        return LOCATE_SQL

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        return UNLOCATE_SQL

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """The database alone draws them."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Locate) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)

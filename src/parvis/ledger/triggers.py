"""Triggers of a table, as one of its constraints: made, and removed, with it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


class Triggers(models.BaseConstraint):
    """What PostgreSQL alone can hold. A subclass says what makes it, and what removes it, in SQL."""

    create: ClassVar[str]
    remove: ClassVar[str]

    def constraint_sql(self, model: Any, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """Once every table is there; nothing in the statement that makes this one."""
        if schema_editor is not None:
            schema_editor.deferred_sql.append(self.create)
        return ""

    def create_sql(self, model: Any, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        return self.create

    def remove_sql(self, model: Any, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        return self.remove

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """The database alone knows what the other rows say."""

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and isinstance(other, Triggers) and self.name == other.name

    def __hash__(self) -> int:
        return hash((type(self), self.name))


def only_added(table: str, *, function: str, constraint: str) -> tuple[str, str]:
    """What makes, and what removes, the trigger that keeps the rows of a table as they were written."""
    create = f"""
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = '{constraint}',
        MESSAGE = '{table} is only ever added to: ' || TG_OP || ' is refused';
END
$$;
CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {function}();
"""
    remove = f"""
DROP TRIGGER IF EXISTS {table}_is_kept ON {table};
DROP FUNCTION IF EXISTS {function}();
"""
    return create, remove

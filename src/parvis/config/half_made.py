"""Indexes whose making was cut short.

`CREATE INDEX CONCURRENTLY` that is killed, or gives up its lock, leaves an index that nothing reads and that
still has its name: the migration could never be applied again (PostgreSQL, "Building Indexes Concurrently").
"""

from django.db import connection
from psycopg import sql

FIND_SQL = """
SELECT names.nspname, classes.relname FROM pg_index AS indexes
JOIN pg_class AS classes ON classes.oid = indexes.indexrelid
JOIN pg_namespace AS names ON names.oid = classes.relnamespace
WHERE NOT indexes.indisvalid AND names.nspname = ANY (current_schemas(false))
    AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index WHERE index_relid = indexes.indexrelid)
ORDER BY 1, 2
"""


def drop_half_made_indexes() -> list[str]:
    """Their names. What somebody is making at this moment stays; outside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(FIND_SQL)
        found = cursor.fetchall()
        for schema, name in found:
            drop = sql.SQL("DROP INDEX CONCURRENTLY IF EXISTS {}").format(sql.Identifier(schema, name))
            cursor.execute(drop.as_string(cursor.connection))
    return [name for _schema, name in found]

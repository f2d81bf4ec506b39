"""The records seen from outside: all that a thief of the database would hold."""

from django.db import connection


def everything_stored() -> str:
    """Every table as text, bytes shown as characters."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            said.append(f"{table}: {[tuple(map(_plain, row)) for row in cursor.fetchall()]}")
    return "\n".join(said)


def _plain(value: object) -> object:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else value

"""Putting the guard of what was given once back: SQLite rebuilds a table to change it, and drops its triggers."""

from importlib import import_module

from django.db import migrations

_given_once = import_module("gongkai.disclosure.migrations.0002_given_once")


def put_back(apps, schema_editor):
    """Last operation of every migration that changes disclosure_item."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS disclosure_item_given_once")
        _given_once.guard(apps, schema_editor)


def put_back_all(apps, schema_editor):
    """The same for 0009 to 0011, after 0008, which also guards that nothing is public without a review."""
    put_back(apps, schema_editor)
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS disclosure_item_reviewed")
        import_module("gongkai.disclosure.migrations.0008_reviews_are_kept").guard_public(schema_editor)


def take_away_whole(apps, schema_editor):
    """First operation of a migration after 0014 that changes a table of this room: SQLite alters no table beside
    triggers that name it."""
    import_module("gongkai.disclosure.migrations.0014_guarded_whole").release_all(apps, schema_editor)


def put_back_whole(apps, schema_editor):
    """Last operation of a migration after 0014 that changes a table of this room, whichever."""
    import_module("gongkai.disclosure.migrations.0014_guarded_whole").guard_all(apps, schema_editor)


UNGUARDED = migrations.RunPython(take_away_whole, put_back_whole)
GUARDED_WHOLE = migrations.RunPython(put_back_whole, take_away_whole)
GUARDS_AGAIN = migrations.RunPython(put_back_all, migrations.RunPython.noop)
GUARD_AGAIN = migrations.RunPython(put_back, migrations.RunPython.noop)

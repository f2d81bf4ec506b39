"""The public log holds annual reports too: an entry names the kind of its subject."""

from importlib import import_module

from django.db import migrations, models

_chain = import_module("gongkai.trail.migrations.0004_chain")
TABLE = "trail_publiclogentry"


def guard_again(apps, schema_editor):
    """SQLite makes the table anew when a column is added, and its guards are gone with the old one."""
    if schema_editor.connection.vendor == "sqlite":
        for deed in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_no_{deed}")
        for statement in _chain._sqlite(TABLE, _chain.GUARDED[TABLE]):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("trail", "0004_chain")]
    operations = [
        migrations.RunPython(migrations.RunPython.noop, guard_again),
        migrations.AlterField(
            "publiclogentry", "item_id", models.BigIntegerField("对象编号")
        ),
        migrations.RenameField("publiclogentry", "item_id", "subject_id"),
        migrations.AddField(
            "publiclogentry",
            "subject_kind",
            models.CharField("对象类别", max_length=60, default="disclosure.item"),
            preserve_default=False,
        ),
        migrations.AlterField(
            "publiclogentry",
            "index_number",
            models.CharField("索引号", max_length=80, blank=True),
        ),
        migrations.AddConstraint(
            "publiclogentry",
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"], name="public_log_entry_once"
            ),
        ),
        migrations.RunPython(guard_again, migrations.RunPython.noop),
    ]

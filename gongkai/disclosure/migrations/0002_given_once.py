"""The database itself refuses to change an 索引号, an address or a first publication time once given."""

from django.db import migrations

REFUSAL = "索引号、网址和首次发布时间一经给出不能更改"
GIVEN = ("index_number", "address_year", "address_serial", "first_published_at")

SQLITE_CHANGED = " OR ".join(f"(OLD.{name} IS NOT NULL AND NEW.{name} IS NOT OLD.{name})" for name in GIVEN)
POSTGRES_CHANGED = " OR ".join(
    f"(OLD.{name} IS NOT NULL AND NEW.{name} IS DISTINCT FROM OLD.{name})" for name in GIVEN
)


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE TRIGGER disclosure_item_given_once BEFORE UPDATE ON disclosure_item WHEN {SQLITE_CHANGED} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    schema_editor.execute(
        f"""CREATE FUNCTION disclosure_item_given_once() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"""
    )
    schema_editor.execute(
        f"CREATE TRIGGER disclosure_item_given_once BEFORE UPDATE ON disclosure_item FOR EACH ROW "
        f"WHEN ({POSTGRES_CHANGED}) EXECUTE FUNCTION disclosure_item_given_once()"
    )


def release(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER disclosure_item_given_once")
    else:
        schema_editor.execute("DROP FUNCTION disclosure_item_given_once CASCADE")


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_initial")]
    operations = [migrations.RunPython(guard, release)]

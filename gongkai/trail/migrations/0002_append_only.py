"""The database itself refuses to change or delete a record of an act."""

from django.db import migrations

REFUSAL = "办理记录只能增加，不能修改或删除"

SQLITE = [
    f"CREATE TRIGGER trail_act_no_update BEFORE UPDATE ON trail_act BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"CREATE TRIGGER trail_act_no_delete BEFORE DELETE ON trail_act BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
]
POSTGRESQL = [
    f"""CREATE FUNCTION trail_act_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER trail_act_append_only BEFORE UPDATE OR DELETE ON trail_act
    FOR EACH ROW EXECUTE FUNCTION trail_act_append_only()""",
]


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def release(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER trail_act_no_update")
        schema_editor.execute("DROP TRIGGER trail_act_no_delete")
    else:
        schema_editor.execute("DROP FUNCTION trail_act_append_only CASCADE")


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [migrations.RunPython(guard, release)]

"""The database itself refuses to change or delete an event, an answer or an earlier wording, and to delete a case that has events."""

from django.db import migrations

TABLES = {
    "applications_caseevent": "办理事项只能增加，不能修改或删除",
    "applications_answer": "答复只能增加，不能修改或删除",
    "applications_wording": "更正前的申请只能增加，不能修改或删除",
}
CASE = "办理过的申请不能删除"
HAS_EVENTS = "EXISTS (SELECT 1 FROM applications_caseevent WHERE application_id = OLD.id)"


def sqlite():
    for table, refusal in TABLES.items():
        for deed in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
            )
    yield (
        f"CREATE TRIGGER applications_application_no_delete BEFORE DELETE ON applications_application "
        f"WHEN {HAS_EVENTS} BEGIN SELECT RAISE(ABORT, '{CASE}'); END"
    )


def postgresql():
    raising = "RAISE EXCEPTION '{}' USING ERRCODE = 'integrity_constraint_violation';"
    for table, refusal in TABLES.items():
        yield (
            f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {raising.format(refusal)} END $$"
        )
        yield (
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"
        )
    yield (
        f"CREATE FUNCTION applications_application_kept() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {HAS_EVENTS} THEN {raising.format(CASE)} END IF; RETURN OLD; END $$"
    )
    yield (
        "CREATE TRIGGER applications_application_kept BEFORE DELETE ON applications_application "
        "FOR EACH ROW EXECUTE FUNCTION applications_application_kept()"
    )


def guard(apps, schema_editor):
    for statement in sqlite() if schema_editor.connection.vendor == "sqlite" else postgresql():
        schema_editor.execute(statement, params=None)


def release(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table in TABLES:
            schema_editor.execute(f"DROP TRIGGER {table}_no_update")
            schema_editor.execute(f"DROP TRIGGER {table}_no_delete")
        schema_editor.execute("DROP TRIGGER applications_application_no_delete")
        return
    for name in (*(f"{table}_append_only" for table in TABLES), "applications_application_kept"):
        schema_editor.execute(f"DROP FUNCTION {name} CASCADE")


class Migration(migrations.Migration):
    dependencies = [("applications", "0006_earlier_wordings")]
    operations = [migrations.RunPython(guard, release)]

"""The database itself keeps what was issued, registered or entrusted to it: issued letters, mail, the rows of proofs.

SQLite makes a table anew to add a column, and the guard on cases was lost with the old one: it is set again.
"""

from django.db import migrations

# table → (deeds refused, of which rows, the sentence)
GUARDS = {
    "applications_letter": (("UPDATE", "DELETE"), "OLD.stage = 'issued'", "印发的文书不能修改或删除"),
    "applications_arrival": (("DELETE",), "", "登记的来件不能删除"),
    "applications_proof": (("DELETE",), "", "身份材料的登记不能删除"),
}
HAS_EVENTS = "EXISTS (SELECT 1 FROM applications_caseevent WHERE application_id = OLD.id)"


def sqlite():
    for table, (deeds, which, refusal) in GUARDS.items():
        for deed in deeds:
            yield (
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                f"{f'WHEN {which} ' if which else ''}BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
            )
    yield (
        f"CREATE TRIGGER IF NOT EXISTS applications_application_no_delete BEFORE DELETE ON applications_application "
        f"WHEN {HAS_EVENTS} BEGIN SELECT RAISE(ABORT, '办理过的申请不能删除'); END"
    )


def postgresql():
    for table, (deeds, which, refusal) in GUARDS.items():
        yield (
            f"CREATE FUNCTION {table}_kept() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        yield (
            f"CREATE TRIGGER {table}_kept BEFORE {' OR '.join(deeds)} ON {table} "
            f"FOR EACH ROW {f'WHEN ({which}) ' if which else ''}EXECUTE FUNCTION {table}_kept()"
        )


def guard(apps, schema_editor):
    for statement in sqlite() if schema_editor.connection.vendor == "sqlite" else postgresql():
        schema_editor.execute(statement, params=None)


def release(apps, schema_editor):
    for table, (deeds, _, _) in GUARDS.items():
        if schema_editor.connection.vendor == "sqlite":
            for deed in deeds:
                schema_editor.execute(f"DROP TRIGGER {table}_no_{deed.lower()}")
        else:
            schema_editor.execute(f"DROP FUNCTION {table}_kept CASCADE")


class Migration(migrations.Migration):
    dependencies = [("applications", "0008_letters_paper_and_reminders")]
    operations = [migrations.RunPython(guard, release)]

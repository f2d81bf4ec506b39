"""The database itself keeps every review, its answers and its sheet, and what was withheld or taken down."""

from django.db import migrations

# table → (deeds refused, of which rows, the sentence)
GUARDS = {
    "disclosure_review": (("DELETE",), "", "审查记录不能删除"),
    "disclosure_reviewstep": (("DELETE",), "", "审查记录不能删除"),
    "disclosure_reviewfinding": (("DELETE",), "", "筛查发现和放行理由不能删除"),
    "disclosure_secrecysheet": (("UPDATE", "DELETE"), "", "保密审查登记表不能修改或删除"),
    "disclosure_referral": (("DELETE",), "", "报请确定的记录不能删除"),
    "disclosure_takedown": (("UPDATE", "DELETE"), "", "撤下记录不能修改或删除"),
    "disclosure_withheld": (("DELETE",), "", "不予公开的登记不能删除"),
    "disclosure_reassessment": (("UPDATE", "DELETE"), "", "定期评估的记录不能修改或删除"),
}
# What somebody answered is answered for ever: only the open ones change.
ANSWERED = {
    "disclosure_reviewstep": ("OLD.decided_at IS NOT NULL", "已经办过的审查环节不能修改"),
    "disclosure_reviewfinding": ("OLD.overridden_at IS NOT NULL", "已经放行的筛查发现不能修改"),
    "disclosure_referral": ("OLD.answered_on IS NOT NULL", "已经登记的答复不能修改"),
}


def triggers():
    """(name, table, deeds, condition, sentence) of every guard."""
    for table, (deeds, which, refusal) in GUARDS.items():
        yield f"{table}_kept", table, deeds, which, refusal
    for table, (which, refusal) in ANSWERED.items():
        yield f"{table}_answered", table, ("UPDATE",), which, refusal


UNREVIEWED = "没有审查通过的信息不能公开"
REVIEWED = (
    "SELECT 1 FROM disclosure_review WHERE item_id = NEW.id AND (state = 'passed' OR urgent_published_at IS NOT NULL)"
)


def guard_public(schema_editor):
    """Nothing becomes public without a review that was passed, or the two people of an emergency."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            "CREATE TRIGGER disclosure_item_reviewed BEFORE UPDATE ON disclosure_item "
            f"WHEN NEW.live AND NOT OLD.live AND NOT EXISTS ({REVIEWED}) "
            f"BEGIN SELECT RAISE(ABORT, '{UNREVIEWED}'); END"
        )
        return
    schema_editor.execute(
        "CREATE FUNCTION disclosure_item_reviewed() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF NEW.live AND NOT OLD.live AND NOT EXISTS ({REVIEWED}) THEN RAISE EXCEPTION '{UNREVIEWED}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
    )
    schema_editor.execute(
        "CREATE TRIGGER disclosure_item_reviewed BEFORE UPDATE ON disclosure_item "
        "FOR EACH ROW EXECUTE FUNCTION disclosure_item_reviewed()"
    )


def guard(apps, schema_editor):
    guard_public(schema_editor)
    for name, table, deeds, which, refusal in triggers():
        when = f"WHEN ({which}) " if which else ""
        if schema_editor.connection.vendor == "sqlite":
            for deed in deeds:
                schema_editor.execute(
                    f"CREATE TRIGGER {name}_{deed.lower()} BEFORE {deed} ON {table} {when}"
                    f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
                )
        else:
            schema_editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {' OR '.join(deeds)} ON {table} "
                f"FOR EACH ROW {when}EXECUTE FUNCTION {name}()"
            )


def release(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER disclosure_item_reviewed")
    else:
        schema_editor.execute("DROP FUNCTION disclosure_item_reviewed CASCADE")
    for name, _, deeds, _, _ in triggers():
        if schema_editor.connection.vendor == "sqlite":
            for deed in deeds:
                schema_editor.execute(f"DROP TRIGGER {name}_{deed.lower()}")
        else:
            schema_editor.execute(f"DROP FUNCTION {name} CASCADE")


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0007_reviews_and_takedowns")]
    operations = [migrations.RunPython(guard, release)]

"""Who above ordered a take-down, what the public is told of a decision undone, and that it is known to be undone."""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_kept = import_module("gongkai.disclosure.migrations.0008_reviews_are_kept")
NOTED = ("disclosure_annulment_kept", "disclosure_annulment", "登记不能修改或删除")


def guard(apps, schema_editor):
    """What is entered stays. SQLite rebuilds a table to change it and drops its triggers: the old guard goes back."""
    name, table, refusal = NOTED
    if schema_editor.connection.vendor == "sqlite":
        _guard_on_sqlite(schema_editor, name, table, refusal)
        for kept, held, _, _, said in _kept.triggers():
            if held == "disclosure_takedown":
                _guard_on_sqlite(schema_editor, kept, held, said)
        return
    schema_editor.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def _guard_on_sqlite(schema_editor, name, table, refusal):
    for deed in ("UPDATE", "DELETE"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}_{deed.lower()}")
        schema_editor.execute(
            f"CREATE TRIGGER {name}_{deed.lower()} BEFORE {deed} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        )


def release(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TRIGGER {NOTED[0]}_update")
        schema_editor.execute(f"DROP TRIGGER {NOTED[0]}_delete")
    else:
        schema_editor.execute(f"DROP FUNCTION {NOTED[0]} CASCADE")


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0009_relations"),
        ("organs", "0004_leaders_and_reviewers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name="takedown",
            name="decided_on",
            field=models.DateField(blank=True, null=True, verbose_name="撤销等决定的日期"),
        ),
        migrations.AddField(
            model_name="takedown",
            name="ordering_organ",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organs.organ",
                verbose_name="责令机关",
            ),
        ),
        migrations.AddField(
            model_name="takedown",
            name="public_note",
            field=models.CharField(blank=True, max_length=200, verbose_name="向社会公开的说明"),
        ),
        migrations.AlterField(
            model_name="takedown",
            name="ground",
            field=models.CharField(
                choices=[
                    ("personal", "泄露个人信息"),
                    ("secret", "涉及国家秘密、工作秘密"),
                    ("revoked", "所公开的处罚等决定被变更、撤销、确认违法或者确认无效"),
                    ("wrong", "内容有错误"),
                    ("other", "其他"),
                ],
                max_length=10,
                verbose_name="情形",
            ),
        ),
        migrations.CreateModel(
            name="Annulment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("decided_on", models.DateField(verbose_name="撤销等决定的日期")),
                ("at", models.DateTimeField(verbose_name="登记时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="annulments",
                        to="disclosure.item",
                        verbose_name="信息",
                    ),
                ),
            ],
            options={
                "verbose_name": "决定被撤销等的登记",
                "verbose_name_plural": "决定被撤销等的登记",
                "ordering": ["-id"],
            },
        ),
        migrations.RunPython(guard, release),
    ]

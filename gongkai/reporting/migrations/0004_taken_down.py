"""A published report can be taken down with the evidence under seal, and prepared anew as a correction."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

NAME, TABLE, REFUSAL = "reporting_reporttakedown_kept", "reporting_reporttakedown", "撤下记录不能修改或删除"


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {NAME}_{deed.lower()} BEFORE {deed} ON {TABLE} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    schema_editor.execute(
        f"CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {NAME} BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {NAME}()"
    )


def release(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TRIGGER {NAME}_update")
        schema_editor.execute(f"DROP TRIGGER {NAME}_delete")
    else:
        schema_editor.execute(f"DROP FUNCTION {NAME} CASCADE")


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0003_checkup"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name="annualreport",
            name="correcting_since",
            field=models.DateTimeField(editable=False, null=True, verbose_name="更正重新编制的时间"),
        ),
        migrations.AddField(
            model_name="annualreport",
            name="withdrawn_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="撤下时间"),
        ),
        migrations.CreateModel(
            name="ReportTakeDown",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("personal", "泄露个人信息"),
                            ("secret", "涉及国家秘密、工作秘密"),
                            ("wrong", "数字或者文字有错误"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="情形",
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="理由")),
                ("at", models.DateTimeField(verbose_name="撤下时间")),
                ("published_at", models.DateTimeField(verbose_name="撤下前的公开时间")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="撤下内容的指纹")),
                ("evidence", models.CharField(max_length=64, verbose_name="封存证据的指纹")),
                ("size", models.PositiveBigIntegerField(verbose_name="封存证据字节数")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="takedowns",
                        to="reporting.annualreport",
                        verbose_name="年度报告",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度报告撤下记录",
                "verbose_name_plural": "年度报告撤下记录",
                "ordering": ["-id"],
            },
        ),
        migrations.RunPython(guard, release),
    ]

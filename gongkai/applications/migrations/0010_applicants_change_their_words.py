"""An applicant may put the own application right: such an earlier wording has no person of the office.

SQLite makes the table anew, and the guard on it was lost with the old one: it is set again.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLE, REFUSAL = "applications_wording", "更正前的申请只能增加，不能修改或删除"


def guard(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    for deed in ("UPDATE", "DELETE"):
        schema_editor.execute(
            f"CREATE TRIGGER IF NOT EXISTS {TABLE}_no_{deed.lower()} BEFORE {deed} ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
            params=None,
        )


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("applications", "0009_letters_and_mail_are_kept"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, guard),
        migrations.AlterField(
            model_name="wording",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="更正人",
            ),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]

"""A question put to a body above may be taken back; who brought a sheet is kept beside who had it imported."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F


def fill_in(apps, schema_editor):
    """Of earlier imports the one person is known who brought or started them."""
    apps.get_model("disclosure.Intake").objects.update(brought_by=F("by"))


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0009_relations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            "referral", "recalled_at", models.DateTimeField("撤回时间", null=True, editable=False)
        ),
        migrations.AddField(
            "intake",
            "brought_by",
            models.ForeignKey(
                settings.AUTH_USER_MODEL,
                django.db.models.deletion.PROTECT,
                null=True,
                related_name="+",
                verbose_name="选择文件的人",
            ),
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]

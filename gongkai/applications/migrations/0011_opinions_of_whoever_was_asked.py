"""What somebody asked said of disclosing; and an organ that has sent notices of a fee goes on charging."""

from django.db import migrations, models


def charge_where_charged(apps, schema_editor):
    events = apps.get_model("applications", "CaseEvent").objects.filter(kind="fee_notified")
    organs = set(events.values_list("application__organ_id", flat=True))
    apps.get_model("organs", "Organ").objects.filter(pk__in=organs).update(charges_fees=True)


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0010_applicants_change_their_words"),
        ("organs", "0003_fees_are_off_unless_charged"),
    ]
    operations = [
        migrations.AddField(
            model_name="caseevent",
            name="agrees",
            field=models.BooleanField(blank=True, null=True, verbose_name="同意公开"),
        ),
        migrations.RunPython(charge_where_charged, migrations.RunPython.noop),
    ]

"""Rows entered before there were events get them: received, and answered on the day that was kept.

Who entered them and when comes from the trail. What the register said stays as it is; the due days are worked out
when the register is next opened, because a migration must not depend on the clock as it is today.
"""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db import migrations

CHINA = ZoneInfo("Asia/Shanghai")
CONFIRMED = {"plain_letter", "fax"}
CHUNK = 500
NOTE = "由原登记簿转入。"


def events_for(rows, event, entered):
    for row in rows:
        by, at = entered.get((row.pk, "登记申请"), (None, _morning(row.received_on)))
        confirmed = row.received_on if row.channel in CONFIRMED else None
        yield event(
            application=row, serial=1, kind="received", day=row.received_on, confirmed=confirmed, by_id=by, at=at,
            note=NOTE,
        )
        if row.outcome:
            by, at = entered.get((row.pk, "答复申请"), (None, _morning(row.answered_on)))
            yield event(
                application=row, serial=2, kind="answered", day=row.answered_on, posted=row.answered_on, by_id=by,
                at=at, note=NOTE,
            )


def _morning(day):
    return datetime.combine(day, time(0), CHINA)


def give(apps, schema_editor):
    application, event, answer, act, person = (
        apps.get_model(name)
        for name in (
            "applications.Application", "applications.CaseEvent", "applications.Answer", "trail.Act", "organs.Person",
        )
    )
    people = set(person.objects.values_list("pk", flat=True))
    rows = list(application.objects.filter(events=None).order_by("pk"))
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        acts = act.objects.filter(
            subject_kind="applications.application",
            subject_id__in=[row.pk for row in chunk],
            verb__in=("登记申请", "答复申请"),
        )
        entered = {
            (one.subject_id, one.verb): (one.actor_id if one.actor_id in people else None, one.at) for one in acts
        }
        made = list(events_for(chunk, event, entered))
        event.objects.bulk_create(made)
        given = {row.pk: row.outcome for row in chunk}
        events = event.objects.filter(application__in=chunk, kind="answered")
        answer.objects.bulk_create(answer(event=one, outcome=given[one.application_id]) for one in events)
        application.objects.filter(pk__in=[row.pk for row in chunk]).exclude(outcome="").update(state="answered")


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0004_events_of_a_case"),
        ("trail", "0001_initial"),
        ("organs", "0001_initial"),
    ]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]

"""The chain of acts (封存) and the public log (公开存证): every act there is gets its digest and its link."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

from gongkai.trail.digests import FIRST, act_digest, link_value

_append_only = import_module("gongkai.trail.migrations.0002_append_only")
LOT = 1000  # acts
FACTS = (
    "at", "verb", "actor_id", "actor_name", "organ_id", "subject_kind", "subject_id", "subject_label", "detail",
)  # fmt: skip
GUARDED = {
    "trail_link": "办理记录的封存只能增加，不能修改或删除",
    "trail_publiclogentry": "公开存证只能增加，不能修改或删除",
    "trail_dailyroot": "每日存证只能增加，不能修改或删除",
}


def seal(apps, schema_editor):
    """Digest and link every act, in the order of their numbers."""
    Act, Link = apps.get_model("trail.Act"), apps.get_model("trail.Link")
    last, number, value = 0, 0, FIRST
    while lot := list(Act.objects.filter(pk__gt=last).order_by("pk").values_list("pk", *FACTS)[:LOT]):
        digests, links = [], []
        for pk, *facts in lot:
            number, digest = number + 1, act_digest(*facts)
            value = link_value(value, number, pk, digest)
            digests.append((digest, pk))
            links.append(Link(number=number, act_id=pk, chain=value))
        with schema_editor.connection.cursor() as cursor:
            cursor.executemany("UPDATE trail_act SET digest = %s WHERE id = %s", digests)
        Link.objects.bulk_create(links)
        last = lot[-1][0]


def release(apps, schema_editor):
    """Act's own guard goes while its digests are filled in; SQLite drops it anyway, making the table anew."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS trail_act_no_update")
        schema_editor.execute("DROP TRIGGER IF EXISTS trail_act_no_delete")
    else:
        schema_editor.execute("DROP FUNCTION trail_act_append_only CASCADE")


def guard(apps, schema_editor):
    """Every table that only grows refuses all else, Act's among them."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    if sqlite:
        release(apps, schema_editor)
    _append_only.guard(apps, schema_editor)
    for table, refusal in GUARDED.items():
        for statement in _sqlite(table, refusal) if sqlite else _postgresql(table, refusal):
            schema_editor.execute(statement)


def _sqlite(table, refusal):
    for deed in ("update", "delete"):
        yield (
            f"CREATE TRIGGER {table}_no_{deed} BEFORE {deed.upper()} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        )


def _postgresql(table, refusal):
    yield f"""CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$"""
    yield f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"""


def take_guard_away(apps, schema_editor):
    """Backwards: the new tables go, and their guards with them; Act's is put back by the first operation."""
    if schema_editor.connection.vendor != "sqlite":
        for table in GUARDED:
            schema_editor.execute(f"DROP FUNCTION {table}_append_only CASCADE")
    release(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("trail", "0003_reindexing")]
    operations = [
        migrations.RunPython(release, _append_only.guard),
        migrations.AddField("act", "digest", models.CharField("摘要", max_length=64, default=""), preserve_default=False),
        migrations.CreateModel(
            "Link",
            [
                ("number", models.BigIntegerField("封存号", primary_key=True, serialize=False)),
                (
                    "act",
                    models.OneToOneField(
                        "trail.act", django.db.models.deletion.DO_NOTHING, db_constraint=False, related_name="link"
                    ),
                ),
                ("chain", models.CharField("链值", max_length=64)),
            ],
            {"verbose_name": "封存", "verbose_name_plural": "封存", "ordering": ["number"]},
        ),
        migrations.CreateModel(
            "Unlinked",
            [
                (
                    "act",
                    models.OneToOneField(
                        "trail.act",
                        django.db.models.deletion.DO_NOTHING,
                        db_constraint=False,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                    ),
                ),
            ],
            {"verbose_name": "待封存", "verbose_name_plural": "待封存"},
        ),
        migrations.CreateModel(
            "PublicLogEntry",
            [
                ("number", models.BigIntegerField("序号", primary_key=True, serialize=False)),
                ("link_number", models.BigIntegerField("封存号", unique=True)),
                ("organ_id", models.BigIntegerField("机关编号")),
                ("item_id", models.BigIntegerField("信息编号", unique=True)),
                ("index_number", models.CharField("索引号", max_length=80)),
                ("address", models.CharField("网址", max_length=120)),
                ("first_published_at", models.DateTimeField("首次公开时间", db_index=True)),
                ("fingerprint", models.CharField("内容指纹", max_length=64)),
                ("leaf", models.CharField("叶", max_length=64)),
            ],
            {"verbose_name": "公开存证", "verbose_name_plural": "公开存证", "ordering": ["number"]},
        ),
        migrations.CreateModel(
            "DailyRoot",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField("日期", unique=True)),
                ("size", models.BigIntegerField("总数")),
                ("root", models.CharField("根", max_length=64)),
                ("link_number", models.BigIntegerField("办理记录数")),
                ("chain", models.CharField("链尾", max_length=64)),
                ("made_at", models.DateTimeField("生成时间")),
            ],
            {"verbose_name": "每日存证", "verbose_name_plural": "每日存证", "ordering": ["day"]},
        ),
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RunPython(guard, take_guard_away),
    ]

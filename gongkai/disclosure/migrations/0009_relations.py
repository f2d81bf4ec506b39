"""What an item is to the document it belongs to (解读, 征求意见, 征集结果反馈, 澄清), and what changed since (更正说明)."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from gongkai.disclosure.migrations._guarding import GUARDS_AGAIN

KEPT = "更正说明不能修改或删除"


def name_explanations(apps, schema_editor):
    """Until now there was one kind of link: 解读."""
    apps.get_model("disclosure", "Item").objects.filter(explains__isnull=False).update(relation="explanation")


def guard(apps, schema_editor):
    """What the public was told of a change stays told."""
    if schema_editor.connection.vendor == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER disclosure_changenote_kept_{deed.lower()} BEFORE {deed} ON disclosure_changenote "
                f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
            )
        return
    schema_editor.execute(
        "CREATE FUNCTION disclosure_changenote_kept() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{KEPT}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    schema_editor.execute(
        "CREATE TRIGGER disclosure_changenote_kept BEFORE UPDATE OR DELETE ON disclosure_changenote "
        "FOR EACH ROW EXECUTE FUNCTION disclosure_changenote_kept()"
    )


def release(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for deed in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER disclosure_changenote_kept_{deed}")
    else:
        schema_editor.execute("DROP FUNCTION disclosure_changenote_kept CASCADE")


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0008_reviews_are_kept")]

    operations = [
        migrations.CreateModel(
            name="ChangeNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("note", models.CharField(max_length=120, verbose_name="更正或更新说明")),
                ("item", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="change_notes", to="disclosure.item", verbose_name="信息")),
            ],
            options={"verbose_name": "更正说明", "verbose_name_plural": "更正说明", "ordering": ["at", "id"]},
        ),
        migrations.AddConstraint(
            model_name="changenote",
            constraint=models.CheckConstraint(condition=~Q(note=""), name="change_note_says_something"),
        ),
        migrations.AddField(
            model_name="review",
            name="held_at",
            field=models.DateTimeField(null=True, verbose_name="通过后等所属的文件公开"),
        ),
        migrations.RemoveConstraint(model_name="item", name="item_explanation_explains"),
        migrations.AddField(
            model_name="item",
            name="relation",
            field=models.CharField(blank=True, choices=[("explanation", "解读"), ("solicitation", "征求意见"), ("feedback", "征集结果反馈"), ("clarification", "澄清")], default="", help_text="解读、征求意见、征集结果反馈、澄清才选，普通信息不用选。", max_length=13, verbose_name="与别的文件的关系"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="item",
            name="closes_on",
            field=models.DateField(blank=True, help_text="从公开之日起一般不少于30日。", null=True, verbose_name="征求意见截止日期"),
        ),
        migrations.AddField(
            model_name="item",
            name="opinions_to",
            field=models.CharField(blank=True, help_text="地址、电话、电子邮箱，写办公用的。", max_length=200, verbose_name="意见寄到哪里"),
        ),
        migrations.AddField(
            model_name="item",
            name="shortened_why",
            field=models.CharField(blank=True, help_text="少于30日的必须写明（《重大行政决策程序暂行条例》第十五条），会公开。", max_length=200, verbose_name="缩短期限的理由"),
        ),
        migrations.AddField(
            model_name="item",
            name="answers",
            field=models.CharField(blank=True, help_text="社会上流传的虚假或者不完整的说法是什么（《政府信息公开条例》第六条），会公开。", max_length=300, verbose_name="澄清的说法"),
        ),
        migrations.AddField(
            model_name="item",
            name="change_note",
            field=models.CharField(blank=True, help_text="已经公开过的信息修改后再发布才填，一句话写明改了什么，会公开在网页上。", max_length=120, verbose_name="更正或更新说明"),
        ),
        migrations.AlterField(
            model_name="item",
            name="explains",
            field=models.ForeignKey(blank=True, help_text="解读填它解读的文件，征集结果反馈填原来的征求意见。两边的网页会互相链接。", null=True, on_delete=django.db.models.deletion.PROTECT, related_name="explanations", to="disclosure.item", verbose_name="所属的文件"),
        ),
        migrations.RunPython(name_explanations, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(condition=Q(explanation_form="") | Q(relation="explanation", explains__isnull=False), name="item_explanation_explains", violation_error_message="填了解读形式的，关系要选“解读”，并且要选它解读的文件。"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(condition=Q(explains=None) | ~Q(relation=""), name="item_belongs_by_a_relation", violation_error_message="填了所属的文件的，要选是什么关系：解读、征求意见、征集结果反馈还是澄清。"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(condition=~Q(relation__in=["explanation", "feedback"]) | Q(explains__isnull=False), name="item_relation_has_its_document", violation_error_message="解读要填它解读的文件，征集结果反馈要填原来的征求意见。"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(condition=Q(relation="feedback", withdrawn_at=None), fields=("explains",), name="item_one_feedback", violation_error_message="这条征求意见已经有征集结果反馈，一条征求意见只能有一条反馈。"),
        ),
        migrations.RunPython(guard, release),
        GUARDS_AGAIN,
    ]  # fmt: skip

"""What the sheet says more: the consent, the impact assessment, what was looked at; and whom Art. 17 names."""

from importlib import import_module

from django.db import migrations, models

_kept = import_module("gongkai.disclosure.migrations.0008_reviews_are_kept")
REMADE = ("disclosure_secrecysheet", "disclosure_referral")


def put_back(apps, schema_editor):
    """SQLite makes a table anew to add a column, and its guards are gone with the old one."""
    if schema_editor.connection.vendor != "sqlite":
        return
    for name, table, deeds, which, refusal in _kept.triggers():
        for deed in deeds if table in REMADE else ():
            when = f"WHEN ({which}) " if which else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}_{deed.lower()}")
            schema_editor.execute(
                f"CREATE TRIGGER {name}_{deed.lower()} BEFORE {deed} ON {table} {when}"
                f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
            )



class Migration(migrations.Migration):

    dependencies = [
        ('disclosure', '0010_takedowns_told'),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, put_back),
        migrations.AddField(
            model_name='referral',
            name='kind',
            field=models.CharField(blank=True, choices=[('department', '有关主管部门'), ('secrecy', '保密行政管理部门')], max_length=10, verbose_name='报请哪类部门'),
        ),
        migrations.AddField(
            model_name='secrecysheet',
            name='agreed_document',
            field=models.CharField(blank=True, max_length=100, verbose_name='书面同意的文书'),
        ),
        migrations.AddField(
            model_name='secrecysheet',
            name='agreed_on',
            field=models.DateField(blank=True, null=True, verbose_name='书面同意的日期'),
        ),
        migrations.AddField(
            model_name='secrecysheet',
            name='effect',
            field=models.CharField(blank=True, max_length=300, verbose_name='对个人权益的影响及安全风险'),
        ),
        migrations.AddField(
            model_name='secrecysheet',
            name='looked',
            field=models.JSONField(blank=True, default=list, verbose_name='已逐页看过的附件和部分'),
        ),
        migrations.AddField(
            model_name='secrecysheet',
            name='necessity',
            field=models.CharField(blank=True, max_length=300, verbose_name='处理目的、处理方式是否合法、正当、必要'),
        ),
        migrations.AddField(
            model_name='secrecysheet',
            name='protection',
            field=models.CharField(blank=True, max_length=300, verbose_name='所采取的保护措施是否合法、有效并与风险程度相适应'),
        ),
        migrations.AlterField(
            model_name='secrecysheet',
            name='attribute_article',
            field=models.CharField(blank=True, choices=[('13', '第十三条（除依法不予公开的以外，应当公开）'), ('14', '第十四条（国家秘密、禁止公开、危及安全稳定）'), ('15', '第十五条（商业秘密、个人隐私等）'), ('16-1', '第十六条第一款（内部事务信息）'), ('16-2', '第十六条第二款（过程性信息、行政执法案卷信息）'), ('17', '第十七条（不能确定是否可以公开）'), ('19', '第十九条（涉及公众利益调整、需要公众知晓或者参与决策）'), ('20', '第二十条（应当主动公开的内容）'), ('21', '第二十一条（市、县、乡级主动公开的内容）'), ('27', '第二十七条（依申请公开）')], max_length=100, verbose_name='属性依据'),
        ),
        migrations.RunPython(put_back, migrations.RunPython.noop),
    ]

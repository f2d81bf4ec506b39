import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organs', '0003_fees_are_off_unless_charged'),
    ]

    operations = [
        migrations.AlterField(
            model_name='appointment',
            name='role',
            field=models.CharField(choices=[('editor', '信息员'), ('approver', '审核人'), ('secrecy', '保密审查员'), ('issuer', '签发人'), ('officer', '公开办'), ('admin', '管理员')], max_length=10, verbose_name='职责'),
        ),
        migrations.CreateModel(
            name='Leader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=40, verbose_name='职务')),
                ('name', models.CharField(max_length=20, verbose_name='姓名')),
                ('since', models.DateField(verbose_name='任职日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='离任日期')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leaders', to='organs.organ', verbose_name='机关')),
            ],
            options={
                'verbose_name': '领导姓名职务',
                'verbose_name_plural': '领导姓名职务',
                'ordering': ['organ', 'id'],
            },
        ),
    ]

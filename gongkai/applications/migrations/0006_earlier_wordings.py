import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0005_old_rows_get_their_events'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed_applicant', models.BinaryField(default=b'', verbose_name='申请人')),
                ('sealed_request', models.BinaryField(default=b'', verbose_name='所需信息的内容描述')),
                ('form', models.CharField(blank=True, choices=[('paper', '纸面'), ('email', '电子邮件'), ('disc', '光盘、磁盘')], max_length=5, verbose_name='信息的形式')),
                ('way', models.CharField(blank=True, choices=[('post', '邮寄'), ('email', '电子邮件'), ('fax', '传真'), ('collect', '自行领取'), ('read', '当场阅读、抄录')], max_length=7, verbose_name='获取方式')),
                ('at', models.DateTimeField(verbose_name='更正时间')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wordings', to='applications.application', verbose_name='申请')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='更正人')),
            ],
            options={
                'verbose_name': '更正前的申请',
                'verbose_name_plural': '更正前的申请',
                'ordering': ['-id'],
            },
        ),
    ]

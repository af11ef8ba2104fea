import articles.models.fields
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """Who runs what time brings, and how it went."""

    dependencies = [
        ('articles', '0032_search_row_numbers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Lease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=30, unique=True, verbose_name='任务')),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='下次应办')),
                ('held_until', models.DateTimeField(default=django.utils.timezone.now, verbose_name='占用到')),
                ('holder', models.CharField(blank=True, max_length=32, verbose_name='占用者')),
                ('began_at', models.DateTimeField(null=True, verbose_name='上次开始')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='上次结束')),
                ('result', articles.models.fields.LineField(blank=True, max_length=400, verbose_name='上次结果')),
                ('error', articles.models.fields.LineField(blank=True, max_length=400, verbose_name='上次错误')),
                ('failures', models.PositiveIntegerField(default=0, verbose_name='连续失败')),
            ],
            options={
                'verbose_name': '定时任务',
                'verbose_name_plural': '定时任务',
                'ordering': ['name'],
                'default_permissions': (),
            },
        ),
    ]

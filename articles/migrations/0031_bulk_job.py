import articles.models.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Orders for many articles at once."""

    dependencies = [
        ('articles', '0030_saved_filter'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BulkJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('add_tags', '加标签'), ('remove_tags', '去标签'), ('move', '移动栏目'), ('submit', '送审'), ('send_back', '退回'), ('withdraw', '撤稿')], max_length=20, verbose_name='操作')),
                ('order', models.JSONField(default=dict, verbose_name='内容')),
                ('token', models.CharField(max_length=32, unique=True, verbose_name='确认页编号')),
                ('created', models.DateTimeField(default=django.utils.timezone.now, verbose_name='确认时间')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='办完时间')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bulk_jobs', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
            ],
            options={
                'verbose_name': '批量办理',
                'verbose_name_plural': '批量办理',
                'ordering': ['-pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='BulkItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('title', articles.models.fields.LineField(max_length=160, verbose_name='标题')),
                ('seen', models.CharField(max_length=60, verbose_name='确认时的状态')),
                ('state', models.CharField(choices=[('waiting', '待办'), ('done', '已办'), ('skipped', '没有办')], default='waiting', max_length=10, verbose_name='结果')),
                ('said', articles.models.fields.LineField(blank=True, max_length=400, verbose_name='说明')),
                ('article', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.article', verbose_name='稿件')),
                ('job', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='articles.bulkjob', verbose_name='批量办理')),
            ],
            options={
                'verbose_name': '批量办理的稿件',
                'verbose_name_plural': '批量办理的稿件',
                'ordering': ['job', 'position'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('job', 'position'), name='bulk_item_once')],
            },
        ),
    ]

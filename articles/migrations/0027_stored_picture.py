"""The register of stored pictures."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0026_merge_right'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StoredPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='文件名')),
                ('sha256', models.CharField(db_index=True, max_length=64, verbose_name='内容校验值')),
                ('bytes', models.PositiveIntegerField(verbose_name='字节')),
                ('width', models.PositiveIntegerField(verbose_name='宽')),
                ('height', models.PositiveIntegerField(verbose_name='高')),
                ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='上传时间')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人')),
            ],
            options={
                'verbose_name': '图片文件',
                'verbose_name_plural': '图片文件',
                'ordering': ['-uploaded_at', '-pk'],
                'default_permissions': ('view', 'delete'),
            },
        ),
    ]

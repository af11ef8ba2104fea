"""Preview links for people without an account, and their visits."""

import articles.models.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0027_stored_picture'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PreviewLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True, verbose_name='令牌校验值')),
                ('content_hash', models.CharField(editable=False, max_length=64, verbose_name='生成时的内容校验值')),
                ('purpose', articles.models.fields.LineField(help_text='例如：区统计局李科长，核对第三段数字。', max_length=120, verbose_name='给谁看、看什么')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='生成时间')),
                ('expires_at', models.DateTimeField(verbose_name='到期时间')),
                ('revoked_at', models.DateTimeField(editable=False, null=True, verbose_name='停用时间')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preview_links', to='articles.article', verbose_name='稿件')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='生成人')),
                ('revoked_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='停用人')),
            ],
            options={
                'verbose_name': '预览链接',
                'verbose_name_plural': '预览链接',
                'ordering': ['-made_at', '-pk'],
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='PreviewVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('network', models.CharField(max_length=50, verbose_name='来自网络')),
                ('link', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='articles.previewlink', verbose_name='预览链接')),
            ],
            options={
                'verbose_name': '预览访问',
                'verbose_name_plural': '预览访问',
                'ordering': ['-at', '-pk'],
                'default_permissions': ('view',),
            },
        ),
        migrations.AddConstraint(
            model_name='previewlink',
            constraint=models.CheckConstraint(condition=models.Q(('purpose', ''), _negated=True), name='preview_link_has_a_purpose'),
        ),
        migrations.AddConstraint(
            model_name='previewlink',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='preview_link_ends_after_it_began'),
        ),
        migrations.AddConstraint(
            model_name='previewlink',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('revoked_at', None), ('revoked_by', None)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='preview_link_revoked_by_somebody'),
        ),
    ]

import articles.models.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What members of the office are told in the admin."""

    dependencies = [
        ('articles', '0028_preview_link'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('waiting', '等您办理'), ('secrecy_waiting', '等您保密审查'), ('returned', '退回'), ('signed', '通过'), ('secrecy', '保密审查结论'), ('published', '发布'), ('urgent', '紧急发布'), ('withdrawn', '撤稿')], max_length=20, verbose_name='类别')),
                ('text', articles.models.fields.LineField(max_length=400, verbose_name='内容')),
                ('created', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='已读时间')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to='articles.article', verbose_name='稿件')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL, verbose_name='收件人')),
            ],
            options={
                'verbose_name': '通知',
                'verbose_name_plural': '通知',
                'ordering': ['-pk'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['recipient', 'read_at'], name='notification_unread'), models.Index(fields=['created'], name='notification_created')],
            },
        ),
    ]

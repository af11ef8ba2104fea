import articles.models.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Letters wait in a table, so that nobody waits for the mail server."""

    dependencies = [
        ('articles', '0033_lease'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', articles.models.fields.LineField(max_length=200, verbose_name='主题')),
                ('text', articles.models.fields.PlainTextField(blank=True, verbose_name='正文')),
                ('created', models.DateTimeField(default=django.utils.timezone.now, verbose_name='写信时间')),
                ('due_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='下次寄送')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='已试次数')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='收件人')),
            ],
            options={
                'verbose_name': '待寄邮件',
                'verbose_name_plural': '待寄邮件',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
    ]

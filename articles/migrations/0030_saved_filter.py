import articles.models.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Lists of articles that a person named."""

    dependencies = [
        ('articles', '0029_notification'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', articles.models.fields.LineField(max_length=30, verbose_name='名称')),
                ('query', articles.models.fields.LineField(max_length=500, verbose_name='筛选条件')),
                ('created', models.DateTimeField(default=django.utils.timezone.now, verbose_name='保存时间')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_filters', to=settings.AUTH_USER_MODEL, verbose_name='使用人')),
            ],
            options={
                'verbose_name': '常用筛选',
                'verbose_name_plural': '常用筛选',
                'ordering': ['name', 'pk'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('owner', 'name'), name='saved_filter_name_once')],
            },
        ),
    ]

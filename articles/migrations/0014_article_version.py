"""What every save and every step left an edition as; starts empty."""

import articles.models.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0013_delegation'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ArticleVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='序号')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('actor_name', articles.models.fields.LineField(blank=True, max_length=150, verbose_name='保存人姓名')),
                ('reason', articles.models.fields.LineField(blank=True, max_length=200, verbose_name='修改说明')),
                ('canonical', models.TextField(verbose_name='内容')),
                ('content_hash', models.CharField(max_length=64, verbose_name='内容校验值')),
            ],
            options={
                'verbose_name': '历次保存',
                'verbose_name_plural': '历次保存',
                'ordering': ['article', 'number'],
                'default_permissions': ('view',),
            },
        ),
        migrations.AddField(
            model_name='articleversion',
            name='actor',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='保存人'),
        ),
        migrations.AddField(
            model_name='articleversion',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='articles.article', verbose_name='稿件'),
        ),
        migrations.AddConstraint(
            model_name='articleversion',
            constraint=models.UniqueConstraint(fields=('article', 'number'), name='article_version_once'),
        ),
    ]

"""Records of the secrecy review."""

import articles.models.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0011_signatures'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SecrecyReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='序号')),
                ('conclusion', models.CharField(choices=[('public', '可公开'), ('partly', '部分公开（已删减）'), ('closed', '不公开'), ('referred', '上报主管部门')], max_length=10, verbose_name='结论')),
                ('basis', articles.models.fields.PlainTextField(verbose_name='依据')),
                ('actor_name', articles.models.fields.LineField(blank=True, max_length=150, verbose_name='审查人姓名')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('content_hash', models.CharField(max_length=64, verbose_name='内容校验值')),
            ],
            options={
                'verbose_name': '保密审查记录',
                'verbose_name_plural': '保密审查记录',
                'ordering': ['article', 'number'],
                'default_permissions': ('view',),
            },
        ),
        migrations.AddField(
            model_name='secrecyreview',
            name='actor',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='secrecy_reviews', to=settings.AUTH_USER_MODEL, verbose_name='审查人'),
        ),
        migrations.AddField(
            model_name='secrecyreview',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='secrecy_reviews', to='articles.article', verbose_name='稿件'),
        ),
        migrations.AddConstraint(
            model_name='secrecyreview',
            constraint=models.UniqueConstraint(fields=('article', 'number'), name='secrecy_review_once'),
        ),
        migrations.AddConstraint(
            model_name='secrecyreview',
            constraint=models.CheckConstraint(condition=models.Q(('conclusion__in', ['public', 'partly', 'closed', 'referred'])), name='secrecy_conclusion_is_known'),
        ),
    ]

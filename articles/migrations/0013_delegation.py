"""Delegations of signing."""

import articles.models.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0012_secrecy_review'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begins', models.DateTimeField(verbose_name='开始')),
                ('ends', models.DateTimeField(help_text='提前回来，把结束时间改到现在。', verbose_name='结束')),
                ('reason', articles.models.fields.LineField(help_text='例如：出差、休假。', max_length=120, verbose_name='事由')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登记时间')),
            ],
            options={
                'verbose_name': '代签委托',
                'verbose_name_plural': '代签委托',
                'ordering': ['-begins', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='delegation',
            name='delegate',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations_held', to=settings.AUTH_USER_MODEL, verbose_name='代签人'),
        ),
        migrations.AddField(
            model_name='delegation',
            name='delegator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations_given', to=settings.AUTH_USER_MODEL, verbose_name='委托人'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(('ends__gte', models.F('begins'))), name='delegation_not_reversed', violation_error_message='结束时间不能早于开始时间。'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(('delegator', models.F('delegate')), _negated=True), name='delegation_to_another', violation_error_message='代签人不能是委托人自己。'),
        ),
    ]

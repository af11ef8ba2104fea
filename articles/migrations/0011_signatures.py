"""A step says whether it reviewed and proofread, and for whom it was signed."""

import articles.models.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0010_three_reviews'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='workflowstep',
            name='acting_for',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代谁签署'),
        ),
        migrations.AddField(
            model_name='workflowstep',
            name='acting_for_name',
            field=articles.models.fields.LineField(blank=True, max_length=150, verbose_name='委托人姓名'),
        ),
        migrations.AddField(
            model_name='workflowstep',
            name='has_proofread',
            field=models.BooleanField(default=False, verbose_name='校'),
        ),
        migrations.AddField(
            model_name='workflowstep',
            name='has_reviewed',
            field=models.BooleanField(default=False, verbose_name='审'),
        ),
        migrations.AlterField(
            model_name='workflowstep',
            name='action',
            field=models.CharField(choices=[('seed', '初始数据'), ('submit', '送审'), ('recall', '撤回'), ('pass_first', '一审一校通过'), ('pass_second', '二审二校通过'), ('pass_third', '三审三校通过'), ('send_back', '退回'), ('review_secrecy', '保密审查'), ('publish', '发布'), ('publish_urgently', '紧急发布'), ('countersign', '补签'), ('expire', '到期下线'), ('amend', '修订'), ('restore', '恢复'), ('withdraw', '撤稿')], max_length=20, verbose_name='操作'),
        ),
    ]

"""Readers' messages, the steps of their handling, and the counting of senders."""

import articles.models.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0007_calendar_day'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('receipt', models.CharField(editable=False, max_length=20, unique=True, verbose_name='回执号')),
                ('submission', models.CharField(editable=False, max_length=64, unique=True)),
                ('kind', models.CharField(choices=[('correction', '纠错'), ('suggestion', '意见建议'), ('inquiry', '咨询')], max_length=20, verbose_name='类别')),
                ('sentence', articles.models.fields.PlainTextField(blank=True, verbose_name='所指的原文')),
                ('text', articles.models.fields.PlainTextField(verbose_name='内容')),
                ('may_publish', models.BooleanField(default=False, verbose_name='同意公开')),
                ('contact_name', articles.models.fields.LineField(blank=True, max_length=30, verbose_name='称呼')),
                ('contact', articles.models.fields.LineField(blank=True, max_length=80, verbose_name='电话或邮箱')),
                ('contact_deleted_at', models.DateTimeField(editable=False, null=True, verbose_name='联系方式删除时间')),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='收到时间')),
                ('due_on', models.DateField(editable=False, verbose_name='办理期限')),
                ('status', models.CharField(choices=[('received', '已收到'), ('in_hand', '处理中'), ('answered', '已答复'), ('refused', '不予受理')], default='received', editable=False, max_length=20, verbose_name='状态')),
                ('reply', articles.models.fields.PlainTextField(blank=True, editable=False, verbose_name='答复')),
                ('closed_at', models.DateTimeField(editable=False, null=True, verbose_name='办结时间')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='公开时间')),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='articles.article', verbose_name='文章')),
            ],
            options={
                'verbose_name': '留言',
                'verbose_name_plural': '留言',
                'ordering': ['-received_at', '-pk'],
                'permissions': [('handle_feedback', '可以办理留言'), ('publish_feedback', '可以公开问答')],
            },
        ),
        migrations.CreateModel(
            name='FeedbackAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('network', models.CharField(max_length=64)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': '留言计数',
                'verbose_name_plural': '留言计数',
                'indexes': [models.Index(fields=['network', 'at'], name='feedback_attempt_counted'), models.Index(fields=['at'], name='feedback_attempt_old')],
            },
        ),
        migrations.CreateModel(
            name='FeedbackStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='序号')),
                ('action', models.CharField(choices=[('receive', '收到'), ('take_up', '受理'), ('answer', '答复'), ('refuse', '不予受理'), ('publish', '公开问答'), ('unpublish', '撤回公开'), ('reopen', '重新办理'), ('forget', '删除联系方式')], max_length=20, verbose_name='操作')),
                ('actor_name', articles.models.fields.LineField(blank=True, max_length=150, verbose_name='经办人姓名')),
                ('remark', articles.models.fields.PlainTextField(blank=True, verbose_name='内部意见')),
                ('reply', articles.models.fields.PlainTextField(blank=True, verbose_name='答复')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='feedback_steps', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
                ('feedback', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='articles.feedback', verbose_name='留言')),
            ],
            options={
                'verbose_name': '留言办理记录',
                'verbose_name_plural': '留言办理记录',
                'ordering': ['feedback', 'number'],
            },
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(fields=['status', 'due_on'], name='feedback_waiting'),
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(fields=['-published_at'], name='feedback_newest_reply'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('reply', ''), ('status__in', ['received', 'in_hand'])), models.Q(('closed_at__isnull', False), ('status__in', ['answered', 'refused']), models.Q(('reply', ''), _negated=True)), _connector='OR'), name='feedback_reply_follows_status'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(condition=models.Q(('published_at__isnull', True), models.Q(('may_publish', True), ('status', 'answered')), _connector='OR'), name='feedback_published_with_consent'),
        ),
        migrations.AddConstraint(
            model_name='feedbackstep',
            constraint=models.UniqueConstraint(fields=('feedback', 'number'), name='feedback_step_once'),
        ),
    ]

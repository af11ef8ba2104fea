"""Three reviews between a draft and publication; a draft may lack title and channel."""

import articles.models.fields
import django.db.models.deletion
from django.db import migrations, models


def back_to_drafts(apps, schema_editor):
    """Going back, what is in review is a draft again, and what has no channel gets the first."""
    Article = apps.get_model('articles', 'Article')
    reviewed = ['first_review', 'second_review', 'third_review', 'approved']
    Article.objects.filter(status__in=reviewed).update(status='draft')
    homeless = Article.objects.filter(channel=None)
    if homeless.exists():
        Channel = apps.get_model('articles', 'Channel')
        channel = Channel.objects.first() or Channel.objects.create(name='未分栏目', slug='wei-fen')
        homeless.update(channel=channel)
        # PostgreSQL alters no table whose foreign keys are still to be checked.
        schema_editor.connection.check_constraints()


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0009_site_marks'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='article',
            options={'ordering': ['-public_id', '-edition'], 'permissions': [('review_first_article', '可以一审一校'), ('review_second_article', '可以二审二校'), ('review_third_article', '可以三审三校'), ('review_secrecy_article', '可以保密审查'), ('publish_article', '可以发布稿件'), ('publish_urgently_article', '可以紧急发布'), ('withdraw_article', '可以撤稿')], 'verbose_name': '稿件', 'verbose_name_plural': '稿件'},
        ),
        migrations.RemoveConstraint(
            model_name='article',
            name='article_one_draft',
        ),
        migrations.RemoveConstraint(
            model_name='article',
            name='article_interval_follows_signature',
        ),
        migrations.AddField(
            model_name='article',
            name='countersign_by',
            field=models.DateTimeField(editable=False, null=True, verbose_name='补签期限'),
        ),
        migrations.AddField(
            model_name='article',
            name='planned_from',
            field=models.DateTimeField(blank=True, help_text='留空为审完即可发布；发布时还可以改。', null=True, verbose_name='拟发布时间'),
        ),
        migrations.AddField(
            model_name='article',
            name='planned_until',
            field=models.DateTimeField(blank=True, help_text='留空为长期公开。', null=True, verbose_name='拟下线时间'),
        ),
        migrations.AlterField(
            model_name='article',
            name='change_note',
            field=articles.models.fields.LineField(blank=True, help_text='修订稿发布后，显示在更新时间旁。', max_length=200, verbose_name='修订说明'),
        ),
        migrations.AlterField(
            model_name='article',
            name='channel',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.channel', verbose_name='栏目'),
        ),
        migrations.AlterField(
            model_name='article',
            name='source',
            field=articles.models.fields.LineField(blank=True, help_text='发布单位或转载出处；送审前必须填写。', max_length=80, verbose_name='来源'),
        ),
        migrations.AlterField(
            model_name='article',
            name='status',
            field=models.CharField(choices=[('draft', '草稿'), ('first_review', '一审一校'), ('second_review', '二审二校'), ('third_review', '三审三校'), ('approved', '待发布'), ('signed', '已签发'), ('withdrawn', '已撤稿')], default='draft', editable=False, max_length=20, verbose_name='状态'),
        ),
        migrations.AlterField(
            model_name='article',
            name='title',
            field=articles.models.fields.LineField(blank=True, max_length=120, verbose_name='标题'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ('draft', 'first_review', 'second_review', 'third_review', 'approved'))), fields=('public_id',), name='article_one_draft'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('draft', 'first_review', 'second_review', 'third_review', 'approved')), ('visible_from__isnull', True), ('visible_until__isnull', True)), models.Q(('first_published_at__isnull', False), ('status__in', ['signed', 'withdrawn']), ('visible_from__isnull', False)), _connector='OR'), name='article_interval_follows_signature'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ('draft', 'first_review', 'second_review', 'third_review', 'approved')), models.Q(('channel__isnull', False), models.Q(('title', ''), _negated=True)), _connector='OR'), name='article_signed_has_title_and_channel'),
        ),
        migrations.AlterField(
            model_name='photocaption',
            name='caption',
            field=articles.models.fields.LineField(blank=True, help_text='送审前必须填写。', max_length=200, verbose_name='图片说明'),
        ),
        migrations.RunPython(migrations.RunPython.noop, back_to_drafts),
    ]

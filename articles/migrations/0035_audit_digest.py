import articles.models.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


def forget_digests(apps, schema_editor):
    """Going back: a notification of no article has no place in the older table."""
    apps.get_model("articles", "Notification").objects.filter(article=None).delete()


class Migration(migrations.Migration):
    """The daily look at the trail, and notifications of it, which name no article."""

    dependencies = [
        ('articles', '0034_letter'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditDigest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('number', models.PositiveBigIntegerField(verbose_name='链尾序号')),
                ('hash', models.CharField(blank=True, max_length=64, verbose_name='链尾校验值')),
                ('count', models.PositiveBigIntegerField(verbose_name='核对条数')),
                ('holds', models.BooleanField(verbose_name='完好')),
                ('text', articles.models.fields.PlainTextField(verbose_name='内容')),
            ],
            options={
                'verbose_name': '审计日报',
                'verbose_name_plural': '审计日报',
                'ordering': ['-pk'],
                'default_permissions': (),
            },
        ),
        migrations.AlterField(
            model_name='notification',
            name='article',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to='articles.article', verbose_name='稿件'),
        ),
        migrations.AlterField(
            model_name='notification',
            name='kind',
            field=models.CharField(choices=[('waiting', '等您办理'), ('secrecy_waiting', '等您保密审查'), ('returned', '退回'), ('signed', '通过'), ('secrecy', '保密审查结论'), ('published', '发布'), ('urgent', '紧急发布'), ('withdrawn', '撤稿'), ('audit', '审计日报'), ('audit_broken', '审计链断开')], max_length=20, verbose_name='类别'),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget_digests),
    ]

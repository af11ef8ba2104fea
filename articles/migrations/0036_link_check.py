import articles.models.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The web addresses that published content names, and where each stands."""

    dependencies = [
        ('articles', '0035_audit_digest'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LinkCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.TextField(verbose_name='网址')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('host', models.CharField(max_length=255, verbose_name='主机')),
                ('result', models.CharField(choices=[('waiting', '待查'), ('ok', '正常'), ('blocked', '查不了'), ('moved', '已搬家'), ('changed', '去向已变'), ('broken', '打不开')], default='waiting', max_length=10, verbose_name='结果')),
                ('detail', articles.models.fields.LineField(blank=True, max_length=400, verbose_name='说明')),
                ('failures', models.PositiveSmallIntegerField(default=0, verbose_name='连续失败')),
                ('failing_since', models.DateTimeField(null=True, verbose_name='失败起')),
                ('final_address', models.TextField(blank=True, verbose_name='最后到达')),
                ('domain', models.CharField(blank=True, max_length=255, verbose_name='到达的域名')),
                ('title', articles.models.fields.LineField(blank=True, max_length=200, verbose_name='网页标题')),
                ('organisation', articles.models.fields.LineField(blank=True, max_length=200, verbose_name='证书单位')),
                ('accepted_address', models.TextField(blank=True, verbose_name='认可的去向')),
                ('accepted_domain', models.CharField(blank=True, max_length=255, verbose_name='认可的域名')),
                ('accepted_title', articles.models.fields.LineField(blank=True, max_length=200, verbose_name='认可的标题')),
                ('accepted_organisation', articles.models.fields.LineField(blank=True, max_length=200, verbose_name='认可的证书单位')),
                ('accepted_at', models.DateTimeField(null=True, verbose_name='确认时间')),
                ('checked_at', models.DateTimeField(null=True, verbose_name='上次检查')),
                ('due_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='下次检查')),
                ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
            ],
            options={
                'verbose_name': '网址检查',
                'verbose_name_plural': '网址检查',
                'ordering': ['pk'],
                'permissions': [('accept_linkcheck', '可以确认网址的去向')],
                'indexes': [models.Index(fields=['result'], name='link_check_result')],
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='LinkUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(choices=[('body', '正文'), ('source', '来源网址'), ('related', '新闻链接'), ('website', '网站'), ('site', '网站信息')], max_length=10, verbose_name='位置')),
                ('article', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.article', verbose_name='稿件')),
                ('enterprise', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.enterprise', verbose_name='企业')),
                ('link', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='articles.linkcheck', verbose_name='网址')),
            ],
            options={
                'verbose_name': '网址的用处',
                'verbose_name_plural': '网址的用处',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
    ]

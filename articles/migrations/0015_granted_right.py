"""Which rights each role was given once; filled after the migrations."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0014_article_version'),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='GrantedRight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('right', models.CharField(max_length=150)),
            ],
            options={
                'verbose_name': '已授权限',
                'verbose_name_plural': '已授权限',
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='grantedright',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='auth.group'),
        ),
        migrations.AddConstraint(
            model_name='grantedright',
            constraint=models.UniqueConstraint(fields=('group', 'right'), name='granted_right_once'),
        ),
    ]

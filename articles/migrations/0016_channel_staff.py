"""People who are held to certain channels."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0015_granted_right'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='channel',
            name='staff',
            field=models.ManyToManyField(blank=True, help_text='分到栏目的人只办所分栏目的稿件；没有分到任何栏目的人不受限制。', related_name='channels', to=settings.AUTH_USER_MODEL, verbose_name='限定人员'),
        ),
    ]

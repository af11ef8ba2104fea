"""When a picture's file was seen to be missing: asking a bucket for each picture is too slow."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0036_link_check'),
    ]

    operations = [
        migrations.AddField(
            model_name='storedpicture',
            name='lost_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='发现缺失的时间'),
        ),
    ]

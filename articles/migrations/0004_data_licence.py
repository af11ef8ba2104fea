from django.db import migrations

import articles.models.fields


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0003_home_figure'),
    ]

    operations = [
        migrations.AddField(
            model_name='siteidentity',
            name='data_licence',
            field=articles.models.fields.LineField(blank=True, help_text='写在“数据”页和下载文件里：别人可以怎样使用这些数据。', max_length=200, verbose_name='数据使用说明'),
        ),
    ]

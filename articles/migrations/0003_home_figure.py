from django.db import migrations, models

import articles.models.home_figure


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0002_key_figure'),
    ]

    operations = [
        migrations.CreateModel(
            name='HomeFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', articles.models.home_figure.ChosenArticleField(max_length=12, verbose_name='稿件编号')),
                ('code', models.CharField(max_length=6, verbose_name='数据编号')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='数字小的在前。', verbose_name='排序')),
            ],
            options={
                'verbose_name': '首页数据',
                'verbose_name_plural': '首页数据',
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('public_id', 'code'), name='home_figure_once')],
            },
        ),
    ]

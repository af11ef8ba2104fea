import django.db.models.deletion
from django.db import migrations, models

import articles.models.fields
import articles.models.key_figure


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeyFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', articles.models.key_figure.FigureCodeField(editable=False, max_length=6, null=True, verbose_name='编号')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('theme', models.CharField(choices=[('history', '建区沿革'), ('economy', '经济总量'), ('industry', '产业与企业'), ('investment', '招商引资'), ('service', '政务服务'), ('livelihood', '民生保障'), ('city', '城市建设'), ('innovation', '科技与就业'), ('ranking', '园区排名')], max_length=20, verbose_name='主题')),
                ('indicator', articles.models.fields.LineField(help_text='几篇报道说的是同一指标，请写得一字不差，网页会并排列出。', max_length=60, verbose_name='指标')),
                ('part', articles.models.fields.LineField(blank=True, help_text='几个数合成一个总数时填：这个数是哪一部分。', max_length=40, verbose_name='其中')),
                ('qualifier', articles.models.fields.LineField(blank=True, help_text='数前的字，照报道写：约、超、累计、第……', max_length=12, verbose_name='限定词')),
                ('printed', articles.models.fields.LineField(help_text='一字不差：1134、57.9、一。单位另填。', max_length=20, verbose_name='报道所印的数')),
                ('value', models.DecimalField(blank=True, decimal_places=6, help_text='留空时按左边的数读出；读不出的（如“唯一”）请填。', max_digits=20, verbose_name='数值')),
                ('unit', articles.models.fields.LineField(blank=True, max_length=12, verbose_name='单位')),
                ('period', articles.models.fields.PartialDateField(blank=True, help_text='2018、2019-08；报道没有说的留空。', max_length=10, verbose_name='时期')),
                ('span', models.CharField(blank=True, choices=[('since', '自……起'), ('until', '截至……'), ('end_of', '截至……底')], max_length=10, verbose_name='时期的说法')),
                ('earlier', articles.models.key_figure.PrintedNumberField(blank=True, help_text='“由2010年的434.44亿元增加到”中的 434.44。', max_length=20, verbose_name='早先的数')),
                ('earlier_period', articles.models.fields.PartialDateField(blank=True, max_length=10, verbose_name='早先的时期')),
                ('share', articles.models.key_figure.PrintedNumberField(blank=True, help_text='照报道写，不重算、不进位。', max_length=20, verbose_name='占比（%）')),
                ('total', articles.models.key_figure.PrintedNumberField(blank=True, help_text='这个数是其中一部分的。', max_length=20, verbose_name='总数')),
                ('total_name', articles.models.fields.LineField(blank=True, max_length=40, verbose_name='总数是什么')),
                ('note', articles.models.fields.LineField(blank=True, help_text='读者需要知道的：怎样取舍的小数、口径、原文的说法。报道没说的不要补。', max_length=200, verbose_name='口径说明')),
                ('sentence', articles.models.fields.LineField(help_text='从正文里复制，一字不差；读者点开数据，就到这一句。', max_length=600, verbose_name='原句')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='key_figures', to='articles.article', verbose_name='稿件')),
            ],
            options={
                'verbose_name': '数据',
                'verbose_name_plural': '数据',
                'ordering': ['position', 'code'],
                'constraints': [models.UniqueConstraint(fields=('article', 'code'), name='figure_code_once'), models.CheckConstraint(condition=models.Q(models.Q(('printed', ''), _negated=True), models.Q(('indicator', ''), _negated=True), models.Q(('sentence', ''), _negated=True)), name='figure_says_what_and_where'), models.CheckConstraint(condition=models.Q(('theme__in', ['history', 'economy', 'industry', 'investment', 'service', 'livelihood', 'city', 'innovation', 'ranking'])), name='figure_theme_is_known'), models.CheckConstraint(condition=models.Q(('span', ''), models.Q(('span__in', ['since', 'until', 'end_of']), models.Q(('period', ''), _negated=True)), _connector='OR'), name='figure_span_has_period', violation_error_message='选了时期的说法，请填时期。'), models.CheckConstraint(condition=models.Q(models.Q(('earlier', ''), ('earlier_period', '')), models.Q(models.Q(('earlier', ''), _negated=True), models.Q(('earlier_period', ''), _negated=True), models.Q(('period', ''), _negated=True)), _connector='OR'), name='figure_earlier_has_periods', violation_error_message='早先的数要同早先的时期、现在的时期一起填。'), models.CheckConstraint(condition=models.Q(models.Q(('share', ''), ('total', ''), ('total_name', '')), models.Q(models.Q(('total', ''), _negated=True), models.Q(('total_name', ''), _negated=True)), _connector='OR'), name='figure_share_has_total', violation_error_message='占比要同总数、总数是什么一起填；有总数也请写明是什么。')],
            },
        ),
    ]

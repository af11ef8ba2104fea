"""The working calendar, as far as it differs from Monday to Friday; it starts empty."""

import articles.models.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0006_search_postings'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('rest', '休（放假）'), ('work', '班（调休上班）')], max_length=10, verbose_name='安排')),
                ('first', models.DateField(help_text='按国务院办公厅当年的放假通知填写。', verbose_name='日期')),
                ('last', models.DateField(blank=True, help_text='只有一天的留空。', null=True, verbose_name='至')),
                ('note', articles.models.fields.LineField(blank=True, help_text='例如“国庆节”。', max_length=60, verbose_name='说明')),
            ],
            options={
                'verbose_name': '工作日历',
                'verbose_name_plural': '工作日历',
                'ordering': ['-first', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last__isnull', True), ('last__gte', models.F('first')), _connector='OR'), name='calendar_day_not_reversed', violation_error_message='“至”不能早于“日期”。')],
            },
        ),
    ]

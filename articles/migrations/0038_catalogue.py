from django.db import migrations

from articles.catalogue import upkeep


# Which list has which articles (docs/adr/0020). Only the tables: the triggers and the rows get
# in when ``migrate`` is done, by the code of the day (articles/catalogue/upkeep.py).
def create(apps, schema_editor):
    upkeep.create_tables(schema_editor.connection)


def drop(apps, schema_editor):
    upkeep.drop_tables(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("articles", "0037_lost_pictures")]

    operations = [migrations.RunPython(create, drop)]

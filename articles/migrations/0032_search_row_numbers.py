from django.db import migrations


# On SQLite the lists of the search are numbered from the newest on, no longer from the oldest
# (articles/search/postings.py). What they hold is of no use any more, in either direction:
# once it is not known what made the index, it is made anew when ``migrate`` is done.
def forget(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        apps.get_model("articles", "SearchState").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("articles", '0031_bulk_job')]

    operations = [migrations.RunPython(forget, forget)]

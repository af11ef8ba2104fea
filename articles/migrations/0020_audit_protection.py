from django.db import migrations

from articles.audit import protection


def install(apps, schema_editor):
    protection.install(schema_editor.connection)


def remove(apps, schema_editor):
    protection.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("articles", "0019_audit_entry")]

    operations = [migrations.RunPython(install, remove)]

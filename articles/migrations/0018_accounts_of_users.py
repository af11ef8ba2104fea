"""Every account made before gets its row at the door; names that read alike keep their number."""

import unicodedata

from django.db import migrations


def add_accounts(apps, schema_editor):
    User = apps.get_model("auth", "User")
    Account = apps.get_model("articles", "Account")
    PasswordRecord = apps.get_model("articles", "PasswordRecord")
    taken = set()
    for user in User.objects.filter(account=None).order_by("pk").iterator():
        name = unicodedata.normalize("NFKC", user.username).casefold()[:400]
        name = f"{name}#{user.pk}" if name in taken else name
        taken.add(name)
        Account.objects.create(user=user, folded_name=name)
        PasswordRecord.objects.create(user=user, password=user.password)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0017_staff_door"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(add_accounts, migrations.RunPython.noop)]

"""Create one account a role, with random passwords printed once; for a developer's machine."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.accounts.passwords import random_password

ACCOUNTS = (
    ("caibian", "采编", "写稿、改稿、送审、修订"),
    ("yishen", "一审", "一审一校"),
    ("ershen", "二审", "二审二校"),
    ("sanshen", "三审", "三审三校、发布、撤稿"),
    ("baomi", "保密审查员", "保密审查"),
    ("guanli", "系统管理员", "栏目、网站信息、账号；超级用户"),
    ("anquan", "安全管理员", "角色、代签委托"),
    ("shenji", "审计员", "审计记录"),
)


class Command(BaseCommand):
    help = (
        "Create one account a role with random passwords (only with DEBUG on and no account yet)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each new account once; do nothing where accounts exist."""
        if not settings.DEBUG:
            raise CommandError("只用于开发环境（DEBUG）。正式环境请用 manage.py enrol_superuser。")
        users = get_user_model()
        if users.objects.exists():
            return
        self.stdout.write("后台账号（密码只显示这一次）  /admin/")
        if settings.SECOND_FACTOR:
            self.stdout.write("SECOND_FACTOR=on：除采编外，首次登录时要用手机绑定动态口令。")
        with transaction.atomic():
            for name, role, duties in ACCOUNTS:
                password = random_password()
                user = users.objects.create_user(
                    name,
                    password=password,
                    first_name=role,
                    is_staff=True,
                    is_superuser=role == "系统管理员",
                )
                user.groups.add(Group.objects.get(name=role))
                self.stdout.write(f"  {role}\t{name}\t{password}\t{duties}")

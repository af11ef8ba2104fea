"""The first way in, and the last: a superuser with a phone, made from the server's shell."""

import io
from argparse import ArgumentParser
from typing import Any

import segno
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.accounts import second_factor, sessions
from articles.accounts.lockout import unlock
from articles.accounts.passwords import random_password
from articles.models import Account, StaffSession
from articles.models.account import folded_name


class Command(BaseCommand):
    help = (
        "Bind an authenticator app to a superuser, who is made when there is none of the name; "
        "prints QR code, secret and recovery codes once. Run again for a lost phone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument(
            "--new-password", action="store_true", help="Set and print a temporary password too."
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Leave every rule of the door in place; whoever has the shell needs no phone to ask."""
        user, password = self._account(options["username"], wants_new=options["new_password"])
        device, codes = second_factor.enrol_at_once(user)
        unlock(user)
        sessions.end(user.staff_sessions.all(), ending=StaffSession.Ending.SECOND_FACTOR)
        if password:
            self.stdout.write(f"用户名：{user.username}\n临时密码（首次登录须改）：{password}")
        self.stdout.write("\n用手机上的身份验证器扫描：")
        picture = io.StringIO()
        segno.make(device.config_url, error="l").terminal(out=picture, compact=True)
        self.stdout.write(picture.getvalue())
        self.stdout.write(f"\n不能扫描时输入密钥：{second_factor.secret_words(device)}")
        self.stdout.write("\n恢复码（只显示这一次，每个用一次，请抄下保管）：")
        for code in codes:
            self.stdout.write(f"  {code}")

    def _account(self, name: str, *, wants_new: bool) -> tuple[User, str]:
        """Return the superuser, and the password to be told; "" where it stays as it is."""
        user = User.objects.filter(account__folded_name=folded_name(name)).first()
        if user is not None and not (user.is_superuser and user.is_staff and user.is_active):
            raise CommandError(f"“{name}”不是启用的超级用户；普通账号由安全管理员在后台重置。")
        if user is not None and not wants_new:
            return user, ""
        password = random_password()
        if user is None:
            user = User.objects.create_superuser(name, password=password)
        else:
            user.set_password(password)
            user.save()
        Account.objects.filter(user=user).update(must_change_password=True)
        return user, password

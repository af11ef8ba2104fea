"""What a password must be (T-DB-01), each refusal a sentence; and what follows from a new one."""

import secrets
import unicodedata
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.models import Account, PasswordRecord
from articles.models.account import folded_name

READABLE = "23456789abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
LEAST_LENGTH, LEAST_KINDS, REMEMBERED = 12, 3, 5


class LongEnough(MinimumLengthValidator):
    """Twelve characters; at most as many as are hashed without effort."""

    def __init__(self) -> None:
        super().__init__(LEAST_LENGTH)

    def get_error_message(self) -> str:
        return f"密码太短，至少 {LEAST_LENGTH} 个字符。"

    def get_help_text(self) -> str:
        return f"至少 {LEAST_LENGTH} 个字符。"


class ManyKinds:
    """Three of the four kinds: small letters, capitals, digits, anything else (Chinese too)."""

    def validate(self, password: str, user: User | None = None) -> None:
        if len({_kind(character) for character in password}) < LEAST_KINDS:
            raise ValidationError(f"密码太单一：{self.get_help_text()}", "password_too_plain")

    def get_help_text(self) -> str:
        return "大写字母、小写字母、数字、其他符号（含汉字）四类中至少有三类。"


def _kind(character: str) -> str:
    if character.isdecimal():
        return "digit"
    category = unicodedata.category(character)
    return category if category in ("Ll", "Lu") else "other"


class UnlikeTheName(UserAttributeSimilarityValidator):
    """Not like the account's names, and never with the user name in it."""

    REFUSAL = "密码与用户名或姓名太像。"

    def validate(self, password: str, user: User | None = None) -> None:
        name = folded_name(user.get_username()) if user else ""
        if len(name) > 2 and name in folded_name(password):
            raise ValidationError(self.REFUSAL, "password_too_similar")
        try:
            super().validate(password, user)
        except ValidationError as error:
            raise ValidationError(self.REFUSAL, "password_too_similar") from error

    def get_help_text(self) -> str:
        return "不含用户名，也不与姓名相近。"


class NotCommon(CommonPasswordValidator):
    """Not one of the twenty thousand that are tried first."""

    def get_error_message(self) -> str:
        return "这个密码太常见，容易被猜到。"

    def get_help_text(self) -> str:
        return "不用常见的密码。"


class NotUsedBefore:
    """Not one of the account's last five; it also writes down each that is set."""

    def validate(self, password: str, user: User | None = None) -> None:
        if user is None or user.pk is None:
            return
        used = user.former_passwords.values_list("password", flat=True)[:REMEMBERED]
        if any(check_password(password, former) for former in [user.password, *used]):
            raise ValidationError(f"不能用最近 {REMEMBERED} 次用过的密码。", "password_used")

    def get_help_text(self) -> str:
        return f"不与最近 {REMEMBERED} 次的密码相同。"

    def password_changed(self, password: str, user: User | None = None) -> None:
        """Django calls this after every saved change, from the shell too."""
        if user is None or user.pk is None:
            return
        PasswordRecord.objects.create(user=user, password=user.password)
        kept = user.former_passwords.values_list("pk", flat=True)[:REMEMBERED]
        user.former_passwords.exclude(pk__in=list(kept)).delete()
        Account.objects.filter(user=user).update(password_set_at=timezone.now())


def random_password() -> str:
    """Return a password that keeps the rules: four groups of symbols nobody misreads."""
    while True:
        symbols = [secrets.choice(READABLE) for _ in range(16)]
        if len({_kind(symbol) for symbol in symbols}) == LEAST_KINDS:
            return "-".join("".join(symbols[start : start + 4]) for start in range(0, 16, 4))


def must_change(user: User) -> str:
    """Return why the password has to be changed before anything else; "" if it need not."""
    account: Any = user.account
    if account.must_change_password:
        return "这是管理员为您设的临时密码，请先换成只有您自己知道的密码。"
    days = settings.PASSWORD_EXPIRY_DAYS
    if days and timezone.now() - account.password_set_at > timedelta(days=days):
        return f"密码已使用超过 {days} 天，请先换一个新的。"
    return ""

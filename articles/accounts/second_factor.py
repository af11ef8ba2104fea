"""One-time codes of an authenticator app (django-otp), and the codes that stand in for it."""

import io
import re
import secrets
import unicodedata
from base64 import b32encode

import segno
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.accounts import signals
from articles.models import Delegation, RecoveryCode

FREE_ROLE = "采编"
RECOVERY_CODES = 8
# Without letters and digits that are misread: 31 symbols, 12 of them are 59 bits.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 12
NAME = "动态口令"


class TooSoon(Exception):
    """The last code was wrong; the next is looked at after a while, which the message names."""


def is_required(user: User) -> bool:
    """Whether the account may do nothing without a second factor: whoever is more than 采编.

    Who signs for a reviewer meanwhile is more, too.
    """
    if not settings.SECOND_FACTOR:
        return False
    if user.is_superuser:
        return True
    is_more = user.groups.exclude(name=FREE_ROLE).exists()
    return is_more or user.user_permissions.exists() or _signs_for_others(user)


def _signs_for_others(user: User) -> bool:
    return Delegation.objects.active().filter(delegate=user).exists()


def device_of(user: User) -> TOTPDevice | None:
    """Return the account's confirmed device."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def waiting_device(user: User) -> TOTPDevice | None:
    """Return the device that waits for its first code."""
    return TOTPDevice.objects.filter(user=user, confirmed=False).first()


@transaction.atomic
def offer_device(user: User) -> TOTPDevice:
    """Make a new device that waits for its first code; an earlier one's picture is void."""
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    return TOTPDevice.objects.create(user=user, confirmed=False, name=NAME)


def secret_words(device: TOTPDevice) -> str:
    """Return the secret to be typed where no picture can be taken, in groups of four."""
    secret = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(re.findall(".{1,4}", secret))


def qr_svg(device: TOTPDevice) -> bytes:
    """Return the picture that an authenticator app reads."""
    picture = io.BytesIO()
    segno.make(device.config_url, error="m").save(
        picture, kind="svg", scale=5, border=4, dark="#000", light="#fff", xmldecl=False
    )
    return picture.getvalue()


@transaction.atomic
def enrol(user: User, code: str, *, request: HttpRequest | None = None) -> list[str] | None:
    """Confirm the waiting device by its first code; return new recovery codes.

    None when the code is wrong. Raises TooSoon.
    """
    User.objects.select_for_update().get(pk=user.pk)
    waiting = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
    if waiting is None or device_of(user) or not _accepts(waiting, code):
        return None
    waiting.confirmed = True
    waiting.save(update_fields=["confirmed"])
    codes = _new_codes(user)
    signals.second_factor_enrolled.send(User, request=request, user=user, actor=user)
    return codes


@transaction.atomic
def enrol_at_once(user: User) -> tuple[TOTPDevice, list[str]]:
    """Bind a device without asking for its first code: for whoever holds the server's shell."""
    reset(user)
    device = TOTPDevice.objects.create(user=user, confirmed=True, name=NAME)
    codes = _new_codes(user)
    signals.second_factor_enrolled.send(User, request=None, user=user, actor=None)
    return device, codes


def passes(user: User, typed: str, *, request: HttpRequest | None = None) -> bool:
    """Whether *typed* is the device's code of this moment or an unused recovery code.

    Either is accepted once only. Raises TooSoon after a wrong one.
    """
    with transaction.atomic():
        devices = TOTPDevice.objects.select_for_update()
        device = devices.filter(user=user, confirmed=True).first()
        if device is None:
            return False
        if len(plain_code(typed)) == device.digits:
            return _accepts(device, typed)
        _wait(device)
        is_used_up = user.recovery_codes.filter(digest=_digest(user, typed)).delete()[0] == 1
        device.throttle_reset() if is_used_up else device.throttle_increment()
    if is_used_up:
        remaining = user.recovery_codes.count()
        signals.recovery_code_used.send(
            User, request=request, user=user, actor=user, remaining=remaining
        )
    return is_used_up


@transaction.atomic
def renew_codes(user: User, *, request: HttpRequest | None = None) -> list[str]:
    """Return eight new recovery codes, to be shown once; the old ones are void."""
    codes = _new_codes(user)
    signals.recovery_codes_renewed.send(
        User, request=request, user=user, actor=user, remaining=len(codes)
    )
    return codes


@transaction.atomic
def reset(user: User, *, request: HttpRequest | None = None, actor: User | None = None) -> None:
    """Take the device and its recovery codes from the account."""
    TOTPDevice.objects.filter(user=user).delete()
    user.recovery_codes.all().delete()
    signals.second_factor_reset.send(User, request=request, user=user, actor=actor)


def plain_code(typed: str) -> str:
    """Return the symbols of a code, however it was typed.

    >>> plain_code("１２３ 456"), plain_code("abcd-efgh-jkmn")
    ('123456', 'ABCDEFGHJKMN')
    """
    symbols = unicodedata.normalize("NFKC", typed)
    return re.sub(r"[^0-9A-Z]", "", symbols.upper())


def _accepts(device: TOTPDevice, typed: str) -> bool:
    _wait(device)
    code = plain_code(typed)
    return device.verify_token(code if re.fullmatch(r"[0-9]{6}", code) else "")


def _wait(device: TOTPDevice) -> None:
    is_allowed, why = device.verify_is_allowed()
    if not is_allowed:
        seconds = int((why["locked_until"] - timezone.now()).total_seconds()) + 1
        raise TooSoon(f"刚才的口令不对，请等 {seconds} 秒再试。")


def _new_codes(user: User) -> list[str]:
    user.recovery_codes.all().delete()
    codes = [
        "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)) for _ in range(RECOVERY_CODES)
    ]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=_digest(user, code)) for code in codes
    )
    return ["-".join(re.findall(".{4}", code)) for code in codes]


def _digest(user: User, typed: str) -> str:
    code = plain_code(typed)
    return salted_hmac(f"articles.recovery.{user.pk}", code, algorithm="sha256").hexdigest()

"""What people do at the door, shared by its tests."""

import re
import time
from datetime import timedelta
from html import unescape

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.models import StaffSession
from tests.admin.desk import form
from tests.builders import a_channel
from tests.conftest import PASSWORD

WRONG = "wrong-password-1A"
TEXT = "第一段：“引号”、<b>角括号</b> & 号，\n\n  空格和换行\n"
LOGIN, CODE, ENROL = "/admin/login/", "/admin/login/code/", "/admin/account/second-factor/"


def code_of(device: TOTPDevice, *, steps_ago: int = 0) -> str:
    """Return what the phone shows, or showed."""
    device.refresh_from_db()
    totp = TOTP(device.bin_key)
    totp.time = time.time() - 30 * steps_ago
    return f"{totp.token():06d}"


def knock(client: Client, username: str, password: str = PASSWORD, **more: object) -> HttpResponse:
    """Send the password page, from ``address`` if it is named."""
    address = more.pop("address", "192.0.2.1")
    posted = {"username": username, "password": password, **more}
    return client.post(LOGIN, posted, REMOTE_ADDR=address)


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def age_logins(**back: float) -> None:
    """Let time pass for every login."""
    for login in StaffSession.objects.all():
        StaffSession.objects.filter(pk=login.pk).update(
            last_seen=timezone.now() - timedelta(**back)
        )


def typed(**more: object) -> dict:
    return form(a_channel(), title="没有保存的报道", change_note=TEXT, **more)


def timed_out(user: str = "aygul") -> Client:
    client = Client()
    knock(client, user)
    age_logins(minutes=31)
    return client


def field(html: str, name: str) -> str:
    """Return the value of a hidden input or textarea, as a browser would send it."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    found = found or re.search(
        rf'<textarea name="{name}" hidden>\n(.*?)</textarea>', html, re.DOTALL
    )
    return unescape(found[1])


def asked(client: Client, name: str = "chenjing") -> Client:
    """Return the browser after the right password."""
    assert knock(client, name)["Location"] == CODE
    return client


def phone(user: User) -> TOTPDevice:
    return TOTPDevice.objects.get(user=user)


def rested(user: User) -> None:
    TOTPDevice.objects.filter(user=user).update(throttling_failure_timestamp=None)


def seat(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def posted(user: User, **fields: object) -> dict:
    return {
        "username": user.username, "first_name": user.first_name, "is_active": "on", "is_staff": "on",
        "groups": [group.pk for group in user.groups.all()], **fields,
    }  # fmt: skip


def change(user: User) -> str:
    return f"/admin/auth/user/{user.pk}/change/"


def guess(
    client: Client, times: int, *, name: str = "aygul", address: str = "192.0.2.1"
) -> list[int]:
    return [knock(client, name, WRONG, address=address).status_code for _ in range(times)]

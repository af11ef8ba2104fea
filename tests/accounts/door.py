"""What people do at the door, shared by its tests."""

import time
from datetime import timedelta

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.models import StaffSession
from tests.conftest import PASSWORD

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

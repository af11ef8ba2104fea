"""Reviewers and above come in with their phone, and with nothing less."""

import re

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.accounts import second_factor
from articles.models import PhotoCaption, RecoveryCode
from tests.accounts.door import CODE, ENROL, age_logins, code_of, is_in, knock
from tests.builders import a_draft, a_picture
from tests.conftest import PASSWORD, member

pytestmark = pytest.mark.django_db


def asked(client: Client, name: str = "chenjing") -> Client:
    """Return the browser after the right password."""
    assert knock(client, name)["Location"] == CODE
    return client


def phone(user: User) -> TOTPDevice:
    return TOTPDevice.objects.get(user=user)


def rested(user: User) -> None:
    TOTPDevice.objects.filter(user=user).update(throttling_failure_timestamp=None)


@pytest.mark.parametrize(
    "role", ["一审", "二审", "三审", "保密审查员", "系统管理员", "安全管理员", "审计员"]
)
def test_reviewers_and_above_are_led_to_enrolment_first(client: Client, role: str) -> None:
    member("somebody", "某人", role)

    assert knock(client, "somebody").status_code == 302

    for address in ("/admin/", "/admin/articles/article/", "/admin/account/", "/admin/auth/user/"):
        assert client.get(address)["Location"] == ENROL
    assert "二维码" in client.get(ENROL).content.decode()


def test_a_superuser_needs_a_phone_and_an_editor_does_not(root: User, aygul: User) -> None:
    chief, editor = Client(), Client()

    knock(chief, "root")
    knock(editor, "aygul")

    assert chief.get("/admin/")["Location"] == ENROL
    assert is_in(editor)
    assert editor.get(ENROL).status_code == 200


def test_enrolment_shows_picture_and_secret_and_opens_the_door(
    client: Client, chenjing: User
) -> None:
    knock(client, "chenjing")
    page = client.get(ENROL).content.decode()
    device = phone(chenjing)
    assert second_factor.secret_words(device) in page
    picture = client.get(f"{ENROL}qr.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert "no-store" in picture["Cache-Control"]
    assert client.post(ENROL, {"code": "000000"}).status_code == 200
    assert not is_in(client)
    rested(chenjing)

    shown = client.post(ENROL, {"code": code_of(device)}).content.decode()

    codes = re.findall(r"<code>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})</code>", shown)
    assert len(set(codes)) == 8
    assert not RecoveryCode.objects.filter(digest__in=codes).exists()
    assert is_in(client)
    assert client.get(f"{ENROL}qr.svg").status_code == 404
    assert codes[0] not in client.get("/admin/account/").content.decode()


def test_a_picture_seen_at_an_earlier_login_is_void(client: Client, chenjing: User) -> None:
    knock(client, "chenjing")
    before = phone(chenjing).key

    knock(Client(), "chenjing")

    assert phone(chenjing).key != before


def test_the_password_alone_opens_nothing(client: Client, enrolled: User) -> None:
    asked(client)

    assert not is_in(client)
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    assert 'autocomplete="one-time-code"' in client.get(CODE).content.decode()


def test_a_code_opens_the_door_once(client: Client, enrolled: User) -> None:
    code = code_of(phone(enrolled))

    assert asked(client).post(CODE, {"code": f" {code[:3]} {code[3:]}"})["Location"] == "/admin/"

    assert is_in(client)
    other = asked(Client())
    assert other.post(CODE, {"code": code}).status_code == 200
    assert not is_in(other)


def test_a_wrong_code_makes_the_next_wait(client: Client, enrolled: User) -> None:
    asked(client).post(CODE, {"code": "000000"})

    page = client.post(CODE, {"code": code_of(phone(enrolled))})

    assert "秒再试" in page.content.decode()
    assert not is_in(client)


def test_wrong_codes_shut_the_door_like_wrong_passwords(client: Client, enrolled: User) -> None:
    asked(client)
    statuses = []
    for _ in range(5):
        statuses.append(client.post(CODE, {"code": "000000"}).status_code)
        rested(enrolled)

    assert statuses == [200] * 4 + [429]
    assert knock(client, "chenjing", address="127.0.0.1").status_code == 429
    assert client.post(CODE, {"code": code_of(phone(enrolled))}).status_code == 200
    assert not is_in(client)


def test_a_recovery_code_stands_in_for_the_phone_once(client: Client, enrolled: User) -> None:
    code = enrolled.recovery[0].lower()

    assert asked(client).post(CODE, {"recovery_code": code}).status_code == 302

    assert is_in(client)
    assert RecoveryCode.objects.filter(user=enrolled).count() == 7
    other = asked(Client())
    other.post(CODE, {"recovery_code": code})
    assert not is_in(other)


@pytest.mark.parametrize(
    "typed", ["", "1", "12345", "1234567", "x" * 40, "①②③④⑤⑥", "-1", "0x1234", "9" * 20]
)
def test_nonsense_is_no_code(client: Client, enrolled: User, typed: str) -> None:
    for field in ("code", "recovery_code"):
        assert asked(client).post(CODE, {field: typed}).status_code == 200
        rested(enrolled)
    assert not is_in(client)


def test_who_waits_for_a_code_waits_not_for_ever(
    client: Client, enrolled: User, monkeypatch
) -> None:
    import time

    asked(client)
    late = time.time() + 601
    monkeypatch.setattr("articles.admin.account_login.time.time", lambda: late)

    assert "重新输入用户名和密码" in client.get(CODE).content.decode()


def test_a_new_password_voids_what_waits_for_a_code(client: Client, enrolled: User) -> None:
    asked(client)
    enrolled.set_password("Another-word-2026")
    enrolled.save()

    client.post(CODE, {"code": code_of(phone(enrolled))})

    assert not is_in(client)


def test_codes_are_renewed_and_a_phone_is_changed_only_with_a_code(
    client: Client, enrolled: User
) -> None:
    asked(client).post(CODE, {"recovery_code": enrolled.recovery[0]})
    for act in ("codes", "remove"):
        client.post(f"{ENROL}{act}/", {"code": "000000"})
        rested(enrolled)
    assert RecoveryCode.objects.filter(user=enrolled).count() == 7
    assert second_factor.device_of(enrolled)

    shown = client.post(f"{ENROL}codes/", {"code": enrolled.recovery[1]}).content.decode()
    assert len(re.findall(r"<code>", shown)) == 8
    new = re.findall(r"<code>(.+?)</code>", shown)[0]
    assert client.post(f"{ENROL}remove/", {"code": new})["Location"] == ENROL

    assert client.get("/admin/")["Location"] == ENROL


def test_a_guard_resets_a_lost_phone(client: Client, enrolled: User, guard: User, settings) -> None:
    asked(client).post(CODE, {"code": code_of(phone(enrolled))})
    desk = Client()
    settings.SECOND_FACTOR = False
    desk.force_login(guard)
    desk.post(f"/admin/auth/user/{enrolled.pk}/security/reset-second-factor/")
    settings.SECOND_FACTOR = True

    assert not is_in(client)
    assert not RecoveryCode.objects.exists()
    assert knock(client, "chenjing")["Location"] == "/admin/"
    assert client.get("/admin/")["Location"] == ENROL


def test_a_role_that_needs_a_phone_asks_for_it_at_once(client: Client, aygul: User) -> None:
    from django.contrib.auth.models import Group

    knock(client, "aygul", PASSWORD)
    assert is_in(client)

    aygul.groups.add(Group.objects.get(name="一审"))
    age_logins(minutes=2)

    assert client.get("/admin/")["Location"] == ENROL


def test_outside_the_admin_nobody_is_staff_without_a_phone(
    client: Client, chenjing: User, picture_of_a_draft: str
) -> None:
    knock(client, "chenjing")

    assert client.get(picture_of_a_draft).status_code == 404
    device = phone(chenjing)
    client.post(ENROL, {"code": code_of(device)})
    assert client.get(picture_of_a_draft).status_code == 200


@pytest.fixture
def picture_of_a_draft(db: None) -> str:
    """The address of a picture that only staff may see yet."""
    photo = PhotoCaption.objects.create(
        article=a_draft(), caption="说明", image=ContentFile(a_picture(), name="a.jpg")
    )
    return photo.image.url

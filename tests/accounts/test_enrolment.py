"""Reviewers and above bind a phone before anything else."""

import re

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client

from articles.accounts import second_factor
from articles.models import PhotoCaption, RecoveryCode
from tests.accounts.door import CODE, ENROL, age_logins, asked, code_of, is_in, knock, phone, rested
from tests.builders import a_draft, a_picture
from tests.conftest import PASSWORD, member

pytestmark = pytest.mark.django_db


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

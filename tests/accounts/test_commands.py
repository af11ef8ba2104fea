"""The first superuser comes in by the shell; a newcomer's accounts need no phone."""

import re
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command
from django.test import Client

from articles.accounts.passwords import random_password
from tests.accounts.door import CODE, code_of, is_in, knock
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def printed(command: str, *given: str) -> str:
    out = StringIO()
    call_command(command, *given, stdout=out)
    return out.getvalue()


def test_the_first_superuser_is_made_with_a_phone(client: Client) -> None:
    said = printed("enrol_superuser", "chief")

    password = re.search(r"须改）：(\S+)", said)[1]
    user = User.objects.get(username="chief")
    assert user.is_superuser
    assert len(re.findall(r"  [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", said)) == 8
    picture = [line for line in said.splitlines() if {"█", "▀", "▄"} & set(line)]
    assert len({len(line) for line in picture}) == 1
    assert picture[1] in said.partition(picture[0])[2][: 2 * len(picture[0])]
    assert knock(client, "chief", password)["Location"] == CODE
    assert client.post(CODE, {"code": code_of(user.totpdevice_set.get())}).status_code == 302
    assert client.get("/admin/")["Location"] == "/admin/password_change/"


def test_a_lost_phone_and_a_lock_are_mended_from_the_shell(client: Client, root: User) -> None:
    printed("enrol_superuser", "root")
    before = root.totpdevice_set.get().key
    for _ in range(5):
        knock(client, "root", "wrong")

    said = printed("enrol_superuser", "ROOT")

    assert "密码" not in said
    assert root.totpdevice_set.get().key != before
    assert knock(client, "root", PASSWORD)["Location"] == CODE


def test_only_superusers_are_enrolled_from_the_shell(aygul: User) -> None:
    with pytest.raises(CommandError, match="不是启用的超级用户"):
        printed("enrol_superuser", "aygul")


def test_a_newcomers_accounts_come_in_without_a_phone(client: Client, settings, db: None) -> None:
    settings.DEBUG, settings.SECOND_FACTOR = True, False

    said = printed("create_staff")

    for name, password in re.findall(r"\t(\w+)\t(\S+)\t", said):
        browser = Client()
        assert knock(browser, name, password).status_code == 302
        assert is_in(browser)


def test_a_random_password_keeps_the_rules(db: None) -> None:
    for _ in range(20):
        validate_password(random_password())

"""What is not kept: passwords, others' texts, and what another site sends."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.accounts.door import LOGIN, field, knock, timed_out, typed
from tests.admin.desk import ADD
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}


def test_another_user_gets_nothing_of_it(aygul: User, wanglei: User) -> None:
    client = timed_out()
    kept = field(client.post(ADD, typed()).content.decode(), "kept")

    page = client.post(LOGIN, {"username": "wanglei", "password": PASSWORD, "kept": kept})

    html = page.content.decode()
    assert "内容已丢弃" in html
    assert "没有保存的报道" not in html
    assert "继续保存" not in html


def test_a_form_of_nobody_known_is_nobodys(aygul: User) -> None:
    client = Client()
    kept = field(client.post(ADD, typed()).content.decode(), "kept")

    page = client.post(LOGIN, {"username": "aygul", "password": PASSWORD, "kept": kept})

    assert "内容已丢弃" in page.content.decode()


@pytest.mark.parametrize("forged", ["x", "a:b:c", "." * 500, "\ud83d", "🐎"])
def test_a_kept_form_that_we_did_not_sign_is_none(client: Client, aygul: User, forged: str) -> None:
    answer = knock(client, "aygul", kept=forged.encode("utf-8", "replace").decode())

    assert answer.status_code == 302


def test_passwords_are_never_kept(aygul: User) -> None:
    client = timed_out()

    answer = client.post(
        "/admin/password_change/", {"old_password": PASSWORD, "new_password1": "geheim-1A"}
    )

    assert answer.status_code == 302
    assert answer["Location"].startswith(LOGIN)


def test_a_script_is_told_in_its_own_language(aygul: User) -> None:
    answer = timed_out().post(ADD, typed(), headers={"Sec-Fetch-Dest": "empty"})

    assert answer.status_code == 401
    assert "登录已超时" in answer.json()["error"]


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}]
)
def test_what_another_site_sends_is_refused_and_not_offered(aygul: User, headers: dict) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(aygul)

    answer = client.post(ADD, typed(), headers=headers)

    assert answer.status_code == 403
    assert "继续保存" not in answer.content.decode()


def test_an_old_login_page_asks_again_instead_of_failing(aygul: User) -> None:
    client = Client(enforce_csrf_checks=True)

    answer = client.post(LOGIN, {"username": "aygul", "password": PASSWORD}, headers=OURS)

    assert "登录页打开得太久" in answer.content.decode()

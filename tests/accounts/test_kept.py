"""A login that ended takes no typed text with it."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article
from tests.accounts.door import (
    CODE,
    LOGIN,
    TEXT,
    age_logins,
    code_of,
    field,
    is_in,
    knock,
    timed_out,
    typed,
)
from tests.admin.desk import ADD
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}


def fields(html: str) -> dict[str, list[str]]:
    posted: dict[str, list[str]] = {}
    pattern = r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>'
    for name, text in re.findall(pattern, html, re.DOTALL):
        posted.setdefault(unescape(name), []).append(unescape(text))
    return posted


def test_a_form_that_came_too_late_is_saved_after_signing_in(aygul: User) -> None:
    client = timed_out()

    late = client.post(ADD, typed(tags="一、二"))

    html = late.content.decode()
    assert late.status_code == 403
    assert "登录已超时，您的内容已保留" in html
    assert "没有保存的报道" in html
    assert not Article.objects.exists()
    answer = client.post(
        LOGIN, {"username": "aygul", "password": PASSWORD, "kept": field(html, "kept")}
    )
    page = answer.content.decode()
    assert f'action="{ADD}"' in page
    assert "继续保存" in page
    posted = fields(page)
    assert posted["change_note"] == [TEXT]
    assert client.post(ADD, posted).status_code == 302
    assert Article.objects.get().title == "没有保存的报道"


def test_a_wrong_password_keeps_it_too(aygul: User) -> None:
    client = timed_out()
    kept = field(client.post(ADD, typed()).content.decode(), "kept")

    again = client.post(
        LOGIN, {"username": "aygul", "password": "x", "kept": kept}
    ).content.decode()

    assert field(again, "kept") == kept
    assert "没有保存的报道" in again


def test_it_comes_through_the_code_page(enrolled: User) -> None:
    client = Client()
    knock(client, "chenjing")
    client.post(CODE, {"recovery_code": enrolled.recovery[0]})
    assert is_in(client)
    age_logins(minutes=31)
    kept = field(
        client.post("/admin/articles/tag/add/", {"name": "新标签"}).content.decode(), "kept"
    )

    asked = client.post(LOGIN, {"username": "chenjing", "password": PASSWORD, "kept": kept})
    assert field(asked.content.decode(), "kept") == kept
    wrong = client.post(CODE, {"recovery_code": "WRONG", "kept": kept})
    assert field(wrong.content.decode(), "kept") == kept
    enrolled.totpdevice_set.update(throttling_failure_timestamp=None)
    code = code_of(enrolled.totpdevice_set.get())
    page = client.post(CODE, {"code": code, "kept": kept}).content.decode()

    assert fields(page) == {"name": ["新标签"]}


def test_a_form_older_than_the_login_is_kept(aygul: User) -> None:
    """Signed in again in another tab: the token is another one, the text is not lost."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(aygul)
    client.get(ADD)
    posted = typed(csrfmiddlewaretoken="x" * 64)

    kept = client.post(ADD, posted, headers=OURS)

    assert kept.status_code == 403
    page = kept.content.decode()
    assert "继续保存" in page
    posted = fields(page) | {"csrfmiddlewaretoken": field(page, "csrfmiddlewaretoken")}
    assert client.post(ADD, posted, headers=OURS).status_code == 302
    assert Article.objects.get().title == "没有保存的报道"


def test_who_has_to_do_something_first_loses_no_text(aygul: User) -> None:
    client = Client()
    knock(client, "aygul")
    type(aygul.account).objects.update(must_change_password=True)

    html = client.post(ADD, typed()).content.decode()

    assert "还不能保存" in html
    assert fields(html)["change_note"] == [TEXT]

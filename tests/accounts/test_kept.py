"""A login that ended takes no typed text with it."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article
from tests.accounts.door import CODE, LOGIN, age_logins, code_of, is_in, knock
from tests.admin.desk import ADD, form
from tests.builders import a_channel
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
TEXT = "第一段：“引号”、<b>角括号</b> & 号，\n\n  空格和换行\n"
OURS = {"Sec-Fetch-Site": "same-origin"}


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


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}]
)
def test_what_another_site_sends_is_refused_and_not_offered(aygul: User, headers: dict) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(aygul)

    answer = client.post(ADD, typed(), headers=headers)

    assert answer.status_code == 403
    assert "继续保存" not in answer.content.decode()


def test_who_has_to_do_something_first_loses_no_text(aygul: User) -> None:
    client = Client()
    knock(client, "aygul")
    type(aygul.account).objects.update(must_change_password=True)

    html = client.post(ADD, typed()).content.decode()

    assert "还不能保存" in html
    assert fields(html)["change_note"] == [TEXT]


def test_an_old_login_page_asks_again_instead_of_failing(aygul: User) -> None:
    client = Client(enforce_csrf_checks=True)

    answer = client.post(LOGIN, {"username": "aygul", "password": PASSWORD}, headers=OURS)

    assert "登录页打开得太久" in answer.content.decode()

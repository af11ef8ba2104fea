"""One sentence for every refusal; a page of the admin after every login."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.admin.account_login import REFUSED
from tests.accounts.door import LOGIN, is_in, knock

pytestmark = pytest.mark.django_db


@pytest.fixture
def hashed(monkeypatch) -> list[str]:
    """What was hashed: that is where the time of a login goes."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    seen, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *given: (seen.append("x"), encode(*given))[1]
    )
    return seen


def test_an_editor_signs_in_with_a_password(client: Client, aygul: User) -> None:
    answer = knock(client, "aygul")

    assert answer.status_code == 302
    assert answer["Location"] == "/admin/"
    assert is_in(client)


def test_a_name_is_the_same_in_any_case_and_width(client: Client, aygul: User) -> None:
    assert knock(client, " ＡyGul ").status_code == 302


@pytest.mark.parametrize("case", ["unknown", "wrong", "deactivated", "no staff", "unused"])
def test_every_refusal_is_the_same_and_costs_the_same(
    client: Client, aygul: User, hashed: list[str], case: str
) -> None:
    long_ago = timezone.now() - timedelta(days=91)
    changes = {
        "deactivated": {"is_active": False}, "no staff": {"is_staff": False},
        "unused": {"last_login": long_ago, "date_joined": long_ago},
    }  # fmt: skip
    User.objects.filter(pk=aygul.pk).update(**changes.get(case, {}))
    if case == "unused":
        type(aygul.account).objects.update(active_since=long_ago)
    name = "nobody" if case == "unknown" else "aygul"
    hashed.clear()

    answer = knock(client, name, **({"password": "wrong"} if case == "wrong" else {}))

    assert answer.status_code == 200
    assert REFUSED in answer.content.decode()
    assert len(hashed) == 1
    assert not is_in(client)


def test_the_login_page_asks_the_database_nothing(
    client: Client, django_assert_num_queries
) -> None:
    with django_assert_num_queries(0):
        page = client.get(LOGIN)

    html = page.content.decode()
    assert 'autocomplete="username"' in html
    assert 'autocomplete="current-password"' in html
    assert "no-store" in page["Cache-Control"]
    assert "Log in" not in html


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/",
        "/admin/../../evil",
        "/",
        "javascript:alert(1)",
        "/admin\\@evil",
    ],
)
def test_a_login_leads_to_no_other_site(client: Client, aygul: User, wanted: str) -> None:
    location = knock(client, "aygul", next=wanted)["Location"]

    assert location.startswith("/admin/")
    assert "//" not in location


def test_a_login_leads_to_the_page_that_was_asked_for(client: Client, aygul: User) -> None:
    answer = client.get("/admin/articles/article/")
    assert answer["Location"] == "/admin/login/?next=/admin/articles/article/"

    assert "/admin/articles/article/" in client.get(answer["Location"]).content.decode()
    assert (
        knock(client, "aygul", next="/admin/articles/article/")["Location"]
        == "/admin/articles/article/"
    )


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 5000, "\ud83d", "﷽" * 150, "𠮷" * 150])
def test_nonsense_is_refused_like_a_wrong_password(client: Client, db: None, name: str) -> None:
    posted = f"username={quote(name, errors='surrogatepass')}&password=%00%ff"

    answer = client.post(LOGIN, posted, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 200
    assert REFUSED in answer.content.decode()


def test_who_was_made_in_bulk_comes_in_too(client: Client, aygul: User) -> None:
    twin = User(username="bulk", password=aygul.password, is_staff=True)
    User.objects.bulk_create([twin])

    assert knock(client, "bulk").status_code == 302
    assert is_in(client)

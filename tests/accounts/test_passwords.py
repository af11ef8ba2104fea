"""T-DB-01: what a password must be."""

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from tests.accounts.door import WRONG, is_in, knock
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "Hongyanchi-{}-2026"


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("Ab1-Ab1-Ab1", "至少 12 个字符"),
        ("abcdefghijklmnop", "至少有三类"),
        ("abcdefgh12345678", "至少有三类"),
        ("Xaygul-2026-zz!", "太像"),
        ("xＡＹＧＵＬ-2026-zz", "太像"),
        ("Password1234", "太常见"),
        (PASSWORD, "最近 5 次"),
    ],
)
def test_a_weak_password_is_refused_in_a_sentence(aygul: User, password: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, aygul)

    assert said in "".join(refused.value.messages)


@pytest.mark.parametrize("password", ["Tianshan 2026", "天山青松 tianshan 9", "aB3456789012"])
def test_a_good_one_is_taken(aygul: User, password: str) -> None:
    validate_password(password, aygul)


def test_the_last_five_are_remembered_and_the_sixth_is_free(aygul: User) -> None:
    for number in range(5):
        aygul.set_password(NEW.format(number))
        aygul.save()

    validate_password(PASSWORD, aygul)
    for number in range(5):
        with pytest.raises(ValidationError):
            validate_password(NEW.format(number), aygul)
    assert aygul.former_passwords.count() == 5
    assert not aygul.former_passwords.filter(password__contains="Hongyanchi").exists()


def test_the_page_refuses_in_chinese_and_says_the_rules(client: Client, aygul: User) -> None:
    knock(client, "aygul")

    page = client.post(
        "/admin/password_change/",
        {"old_password": PASSWORD, "new_password1": "kurz", "new_password2": "kurz"},
    ).content.decode()

    assert "密码太短，至少 12 个字符。" in page
    assert "四类中至少有三类" in page
    assert "This password" not in page


def test_a_password_ages_only_where_the_office_wants_it(
    client: Client, aygul: User, settings
) -> None:
    knock(client, "aygul")
    account = type(aygul.account)
    account.objects.update(password_set_at=timezone.now() - timezone.timedelta(days=91))
    assert is_in(client)

    settings.PASSWORD_EXPIRY_DAYS = 90

    assert client.get("/admin/")["Location"] == "/admin/password_change/"
    assert "超过 90 天" in client.get("/admin/password_change/").content.decode()
    new = {"new_password1": NEW.format("x"), "new_password2": NEW.format("x")}
    client.post("/admin/password_change/", {"old_password": PASSWORD, **new})
    assert is_in(client)


@pytest.mark.parametrize("name", ["AYGUL", "ａｙｇｕｌ"])
def test_the_database_refuses_two_names_that_read_alike(aygul: User, name: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(name)


def test_guesses_at_the_old_password_are_stopped_as_at_the_door(
    client: Client, aygul: User
) -> None:
    knock(client, "aygul")
    page, new = "/admin/password_change/", NEW.format("x")
    passwords = [*[f"{WRONG}{number}" for number in range(5)], PASSWORD]

    for password in passwords:
        said = {"old_password": password, "new_password1": new, "new_password2": new}
        answer = client.post(page, said, REMOTE_ADDR="192.0.2.1", follow=True)

    assert "20 分钟内不能再试" in answer.content.decode()
    aygul.refresh_from_db()
    assert aygul.check_password(PASSWORD)
    assert knock(Client(), "aygul").status_code == 429

"""Who else has the draft open is shown; nobody is locked out."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.models import Article, Generation, Presence
from tests.admin.desk import change_url
from tests.builders import a_draft, a_published

pytestmark = pytest.mark.django_db


def presence_url(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/presence/"


def test_a_colleague_is_shown_at_the_next_sign_of_life(desk: Client, colleague: Client) -> None:
    draft = a_draft()
    desk.post(presence_url(draft))

    seen = colleague.post(presence_url(draft)).json()

    assert seen["others"] == "阿依古丽 也在编辑（刚刚）"
    assert desk.post(presence_url(draft)).json()["others"] == "王磊 也在编辑（刚刚）"


def test_the_opened_form_names_who_is_there(desk: Client, wanglei: User) -> None:
    draft = a_draft()
    minutes = timezone.now() - timedelta(minutes=2, seconds=5)
    Presence.objects.create(article=draft, user=wanglei, seen_at=minutes)

    assert "王磊 也在编辑（2 分钟前）" in desk.get(change_url(draft)).content.decode()


def test_who_leaves_or_falls_silent_is_shown_no_more(
    desk: Client, colleague: Client, chenjing: User
) -> None:
    draft, other = a_draft(), a_draft()
    silent = timezone.now() - timedelta(minutes=5, seconds=1)
    Presence.objects.create(article=other, user=chenjing, seen_at=silent)
    colleague.post(presence_url(draft))

    left = colleague.post(presence_url(draft), {"leave": "1"})

    assert left.status_code == 204
    assert desk.post(presence_url(draft)).json()["others"] == ""
    assert [row.user.username for row in Presence.objects.all()] == ["aygul"]


def test_opening_a_page_notes_nothing(desk: Client) -> None:
    draft = a_draft()

    desk.get(change_url(draft))

    assert desk.get(presence_url(draft)).status_code == 405
    assert not Presence.objects.exists()


def test_the_answer_says_that_somebody_saved(desk: Client, save) -> None:
    draft = a_draft()
    before = desk.post(presence_url(draft)).json()["saves"]

    save(draft, title="新的标题")

    assert desk.post(presence_url(draft)).json()["saves"] == before + 1


def test_an_open_page_alone_does_not_keep_the_login_alive(desk: Client, aygul: User) -> None:
    draft = a_draft()
    desk.get("/admin/")
    long_ago = timezone.now() - timedelta(minutes=10)
    aygul.staff_sessions.update(last_seen=long_ago)

    assert desk.post(presence_url(draft), headers={"Sec-Fetch-Dest": "empty"}).status_code == 200

    assert aygul.staff_sessions.get().last_seen == long_ago
    desk.get("/admin/")
    assert aygul.staff_sessions.get().last_seen > long_ago


def test_readers_pages_do_not_move_for_it(desk: Client) -> None:
    draft = a_draft()
    number = Generation.objects.current()

    desk.post(presence_url(draft))

    assert Generation.objects.current() == number


def test_who_may_not_write_is_not_noted(desk: Client, signed_in, chenjing: User) -> None:
    draft, public = a_draft(), a_published()

    assert not desk.post(presence_url(public)).json()["is_draft"]
    assert desk.post("/admin/articles/article/999999/presence/").status_code == 404
    assert signed_in(chenjing).post(presence_url(draft)).status_code == 403
    assert Client().post(presence_url(draft)).status_code == 302
    assert not Presence.objects.exists()

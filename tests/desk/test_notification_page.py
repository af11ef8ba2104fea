"""The page of notifications: each person reads and marks only their own, by POST."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.desk.office import submitted, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
PAGE = "/admin/articles/notification/"


def test_the_head_counts_and_the_page_marks_as_read_by_post_only(aygul: User, mahong: User) -> None:
    submitted(aygul, title="园区"), submitted(aygul, title="城区")
    browser = Client()
    browser.force_login(mahong)
    newest, oldest = mahong.notifications.all()

    assert "通知 2</a>" in browser.get("/admin/articles/article/").content.decode()
    assert browser.get(f"{PAGE}{oldest.pk}/open/").status_code == 405
    answer = browser.post(f"{PAGE}{oldest.pk}/open/", {"open": ""})
    assert answer.url == f"/admin/articles/article/{oldest.article_id}/change/"
    assert "通知 1</a>" in browser.get(PAGE).content.decode()
    assert "《园区》" in browser.get(f"{PAGE}?all").content.decode()

    browser.post(f"{PAGE}read/", {"last": oldest.pk})
    assert told(mahong)
    browser.post(f"{PAGE}read/", {"last": newest.pk})
    assert "没有未读的通知" in browser.get(PAGE).content.decode()


@pytest.mark.parametrize("bad", ["0", "99999999999999999999", "x", "\x00"])
def test_nobody_reads_or_marks_what_is_anothers(bad: str, aygul: User, mahong: User) -> None:
    submitted(aygul)
    row = mahong.notifications.get()
    browser = Client()
    browser.force_login(aygul)

    assert browser.post(f"{PAGE}{row.pk}/open/").status_code == 404
    browser.post(f"{PAGE}read/", {"last": row.pk})
    assert browser.post(f"{PAGE}read/", {"last": bad}).status_code == 302
    assert browser.get(PAGE, {"p": bad}).status_code in {200, 400}
    assert "《" not in browser.get(f"{PAGE}?all").content.decode()
    assert Client().get(PAGE).status_code == 302
    assert told(mahong)


def test_the_head_costs_one_query(aygul: User, mahong: User) -> None:
    submitted(aygul)
    browser = Client()
    browser.force_login(mahong)

    with CaptureQueriesContext(connection) as queries:
        browser.get("/admin/articles/article/")

    assert sum("articles_notification" in query["sql"] for query in queries) == 1


def test_who_may_see_no_articles_any_more_reads_nothing_of_them(aygul: User, mahong: User) -> None:
    submitted(aygul, title="没有公开的")
    mahong.groups.clear()
    browser = Client()
    browser.force_login(mahong)

    pages = [browser.get(address).content.decode() for address in (PAGE, f"{PAGE}?all", "/admin/")]

    assert told(mahong)
    assert not any("没有公开的" in page for page in pages)

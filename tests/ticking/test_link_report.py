"""The report says which address is wrong and where it stands; an editor's word settles it."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.link_checking.gathering import gather_all
from articles.models import Article, AuditEntry, Enterprise, LinkCheck, SiteIdentity
from tests.builders import a_published
from tests.ticking.clockwork import ago, ahead

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
LIST = "/admin/articles/linkcheck/"
CHANGED = {
    "result": "changed", "detail": "转到了另一个网站 casino.example，原来是 park.example",
    "final_address": "https://casino.example/", "domain": "casino.example", "title": "新标题",
    "accepted_domain": "park.example", "accepted_title": "园区网",
}  # fmt: skip


@pytest.fixture
def article() -> Article:
    return a_published(
        title="园区开工", body='<p>见<a href="https://park.example/">园区网</a>。</p>'
    )


@pytest.fixture
def link(article: Article) -> LinkCheck:
    """An address that leads to somebody else now."""
    Enterprise.objects.create(full_name="甲厂", website="https://park.example/")
    SiteIdentity.objects.update(party_mark_url="https://park.example/", is_sample=False)
    gather_all()
    LinkCheck.objects.update(**CHANGED, checked_at=timezone.now())
    return LinkCheck.objects.get()


def accept(desk: Client, link: LinkCheck, seen: object = None) -> str:
    seen = (seen or link.checked_at).isoformat()
    answer = desk.post(f"{LIST}{link.pk}/accept/", {"seen": seen}, follow=True)
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


def test_the_list_names_what_is_wrong_and_where_it_stands(
    desk: Client, link: LinkCheck, article: Article
) -> None:
    page = desk.get(LIST).content.decode()

    assert "https://park.example/" in page
    assert "去向已变" in page
    assert "casino.example，原来是 park.example" in page
    assert f"/admin/articles/article/{article.pk}/change/" in page
    assert "甲厂" in page
    assert "网站信息（由系统管理员填写）" in page
    assert "https://park.example/" in desk.get(f"{LIST}?result=pressing").content.decode()
    assert "https://park.example/" not in desk.get(f"{LIST}?result=ok").content.decode()
    assert "https://park.example/" not in desk.get(f"{LIST}?place=related").content.decode()


def test_a_longer_report_asks_the_database_no_more_often(desk: Client, link: LinkCheck) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(LIST).status_code == 200
        return len(asked)

    queries()
    before = queries()
    a_published(body="".join(f'<p><a href="https://n{n}.example/">一</a></p>' for n in range(20)))
    gather_all()

    assert queries() == before


def test_what_is_right_is_confirmed_and_the_trail_says_by_whom(
    desk: Client, link: LinkCheck, aygul: User
) -> None:
    assert "确认无误" in desk.get(f"{LIST}{link.pk}/change/").content.decode()

    assert "已确认 https://park.example/ 的去向无误" in accept(desk, link)

    link.refresh_from_db()
    assert (link.result, link.accepted_domain, link.accepted_title) == (
        "ok",
        "casino.example",
        "新标题",
    )
    assert link.accepted_by == aygul
    entry = AuditEntry.objects.get(kind="articles.linkcheck")
    assert entry.actor == aygul
    assert entry.changes["accepted_domain"] == ["park.example", "casino.example"]
    assert "现在没有要确认的" in accept(desk, link)


def test_what_was_checked_again_meanwhile_is_looked_at_again(desk: Client, link: LinkCheck) -> None:
    assert "请看过新的结果再确认" in accept(desk, link, seen=ago(minutes=5))

    link.refresh_from_db()
    assert link.result == "changed"


def test_who_has_no_right_sees_nothing_and_confirms_nothing(
    client: Client, link: LinkCheck, mahong: User
) -> None:
    client.force_login(mahong)

    assert client.get(LIST).status_code == 403
    assert accept(client, link) == "403"
    assert client.post(f"{LIST}{link.pk}/again/").status_code == 403
    assert "有问题的外部网址" not in client.get("/admin/").content.decode()


def test_buttons_are_posted(desk: Client, link: LinkCheck) -> None:
    assert desk.get(f"{LIST}{link.pk}/accept/").status_code == 405
    assert desk.post(f"{LIST}{link.pk}/accept/", {"seen": "2026-13-45"}).status_code == 302
    assert desk.post(f"{LIST}99/accept/").status_code == 404
    link.refresh_from_db()
    assert link.result == "changed"


def test_the_page_leads_to_the_amendment_and_asks_again(
    desk: Client, link: LinkCheck, article: Article, settings
) -> None:
    settings.LINK_CHECKS = True
    LinkCheck.objects.update(due_at=ahead(days=3))

    page = desk.get(f"{LIST}{link.pk}/change/").content.decode()
    desk.post(f"{LIST}{link.pk}/again/")

    assert f"/admin/articles/article/{article.pk}/perform/amend/" in page
    assert "再查一次" in page
    link.refresh_from_db()
    assert link.due_at <= timezone.now()


def test_the_home_page_says_it_only_where_something_is_wrong(desk: Client, link: LinkCheck) -> None:
    assert "有问题的外部网址 <span" in desk.get("/admin/").content.decode()

    LinkCheck.objects.update(result="ok")
    assert "有问题的外部网址" not in desk.get("/admin/").content.decode()


def test_an_address_that_no_reader_meets_is_not_reported(
    desk: Client, link: LinkCheck, article: Article
) -> None:
    Enterprise.objects.all().delete()
    SiteIdentity.objects.update(party_mark_url="")
    gather_all()
    Article.objects.filter(pk=article.pk).update(visible_until=timezone.now())

    assert "https://park.example/" not in desk.get(LIST).content.decode()
    assert desk.get(f"{LIST}{link.pk}/change/").status_code in {302, 404}

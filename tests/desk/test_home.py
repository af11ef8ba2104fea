"""The home page of the admin shows each person what is theirs to do."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, WorkflowStep
from articles.workflow import perform
from tests.builders import a_draft, publish
from tests.conftest import member
from tests.desk.office import home_of, section, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def waits_since(article: Article, days: int) -> None:
    began = timezone.now() - timedelta(days=days)
    WorkflowStep._base_manager.filter(article=article).update(at=began)


def test_what_waits_stands_oldest_first_and_overdue_is_said_in_words(
    aygul: User, mahong: User
) -> None:
    submitted(aygul, title="新的")
    old = submitted(aygul, title="旧的")
    waits_since(old, days=14)

    shown = section(home_of(mahong), "waiting")

    assert "待我处理 2 篇" in shown
    assert shown.index("旧的") < shown.index("新的")
    assert re.search(r"已超期 \d+ 个工作日", shown)
    assert "还有 2 个工作日" in shown
    assert section(home_of(aygul), "waiting") == ""


def test_a_returned_draft_stands_with_its_reason_and_not_among_the_drafts(
    aygul: User, mahong: User, wanglei: User
) -> None:
    back = submitted(aygul, title="退回的")
    perform("send_back", back, actor=mahong, remark="第二段数字不对")
    a_draft(title="还在写的", created_by=aygul)

    page = home_of(aygul)

    assert "第二段数字不对" in section(page, "returned")
    assert "退回的" not in section(page, "drafts")
    assert "还在写的" in section(page, "drafts")
    assert "没有退回给您的稿件" in section(home_of(wanglei), "returned")


def test_schedules_stand_with_their_time_and_emergencies_are_flagged(
    aygul: User, chenjing: User, sulaiman: User, mahong: User
) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    publish(a_draft(title="明天的"), actor=chenjing, visible_from=tomorrow)
    urgent = submitted(aygul, title="灾情通报")
    perform("review_secrecy", urgent, actor=sulaiman, conclusion="public", basis="规定")
    perform("publish_urgently", urgent, actor=chenjing, remark="险情")

    page = home_of(mahong)

    assert f"{timezone.localtime(tomorrow):%Y-%m-%d %H:%M} 发布" in section(page, "scheduled")
    assert "紧急发布，尚未补签" in section(page, "urgent")
    assert "补签期限还有 23 小时" in section(page, "urgent")
    assert "灾情通报" in section(page, "published")
    assert "明天的" not in section(page, "published")


def test_who_looks_after_accounts_sees_no_articles(db: None) -> None:
    a_draft(title="不该看到")

    page = home_of(member("guanli", "管理", "系统管理员"))

    assert 'class="task ' not in page
    assert "不该看到" not in page


def test_the_queries_do_not_grow_with_the_rows(aygul: User, chenjing: User) -> None:
    browser = Client()
    browser.force_login(chenjing)

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get("/admin/").status_code == 200
        return len(queries)

    def fill(number: int) -> None:
        for _ in range(number):
            for level in range(3):
                article = submitted(aygul)
                Article.objects.filter(pk=article.pk).update(
                    status=("third_review", "first_review", "draft")[level]
                )

    fill(1)
    few = count()
    fill(4)

    assert count() == few
    assert few <= 32

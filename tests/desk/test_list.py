"""The list of articles: every stage can be chosen, and each row says who holds it."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, SavedFilter
from articles.workflow import perform
from tests.builders import a_draft
from tests.conftest import member
from tests.desk.office import LIST, TICKS, browser_of, submitted
from tests.workflow.stages import in_state

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
FILTERS = f"{LIST}filters/"


def rows(browser: Client, **conditions: str) -> set[Article]:
    return set(browser.get(LIST, conditions).context["cl"].result_list)


def test_every_stage_and_what_is_mine_can_be_chosen(
    aygul: User, wanglei: User, mahong: User, chenjing: User
) -> None:
    stages = ["draft", "first_review", "second_review", "third_review", "approved", "withdrawn"]
    known = {stage: in_state(stage) for stage in stages}
    back, own = submitted(aygul), a_draft(created_by=aygul)
    perform("send_back", back, actor=mahong, remark="再核")
    done = submitted(wanglei)
    perform("pass_first", done, actor=mahong, **TICKS)
    editor, reviewer = browser_of(aygul), browser_of(mahong)

    for stage, article in known.items():
        assert article in rows(editor, stage=stage)
        assert rows(editor, stage=stage).isdisjoint(set(known.values()) - {article})
    reviewing = {known["first_review"], known["second_review"], known["third_review"], done}
    assert rows(editor, stage="in_review") == reviewing
    assert rows(editor, mine="returned") == {back}
    assert rows(editor, mine="drafts") == {own}
    assert rows(editor, mine="written") == {own, back}
    assert rows(reviewer, mine="waiting") == {known["first_review"]}
    assert rows(reviewer, mine="signed") == {done}


def test_the_list_says_who_holds_each_and_its_queries_do_not_grow(
    aygul: User, mahong: User
) -> None:
    browser = browser_of(mahong)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            browser.get(LIST)
        return len(queries)

    submitted(aygul)
    a_draft(created_by=aygul)
    few = count()
    for _ in range(6):
        perform("send_back", submitted(aygul), actor=mahong, remark="再核")
        submitted(aygul)
    page = browser.get(LIST).content.decode()

    assert count() == few
    assert "等一审一校" in page
    assert "还有 2 个工作日" in page
    assert "阿依古丽（退回修改）" in page


def test_a_filter_is_kept_applied_renamed_and_deleted(aygul: User) -> None:
    browser = browser_of(aygul)

    answer = browser.post(FILTERS, {"name": "在审的园区", "query": "stage=in_review&q=园区&p=3"})
    assert answer.url == f"{LIST}?q=%E5%9B%AD%E5%8C%BA&stage=in_review"
    row = aygul.saved_filters.get()
    assert "在审的园区</a>" in browser.get(LIST).content.decode()
    assert browser.get(answer.url).status_code == 200

    browser.post(FILTERS, {"pk": row.pk, "name": "园区在审"})
    assert aygul.saved_filters.get().name == "园区在审"
    browser.post(FILTERS, {"pk": row.pk, "delete": ""})
    assert not aygul.saved_filters.exists()


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("", "stage=draft"),
        ("长" * 31, "stage=draft"),
        ("没有条件", ""),
        ("别的参数", "next=//evil.example&body__regex=(a%2B)%2B&_popup=1"),
        ("太长", f"q={'字' * 61}"),
        ("空字节", "q=%00"),
    ],
)
def test_only_named_conditions_of_the_list_are_kept(name: str, query: str, aygul: User) -> None:
    answer = browser_of(aygul).post(FILTERS, {"name": name, "query": query}, follow=True)

    assert answer.status_code == 200
    assert not SavedFilter.objects.exists()


def test_filters_are_each_persons_own_and_bounded(aygul: User, wanglei: User) -> None:
    row = SavedFilter.objects.create(owner=aygul, name="我的", query="stage=draft")
    other = browser_of(wanglei)

    assert other.post(FILTERS, {"pk": row.pk, "delete": ""}).status_code == 404
    assert other.post(FILTERS, {"pk": "9" * 30, "name": "x"}).status_code == 404
    assert "我的</a>" not in other.get(FILTERS).content.decode()
    for number in range(25):
        other.post(FILTERS, {"name": f"第 {number} 个", "query": "stage=draft"})
    assert wanglei.saved_filters.count() == 20
    other.post(FILTERS, {"name": "第 1 个", "query": "stage=draft"})
    assert browser_of(member("guanli", "管理", "系统管理员")).get(FILTERS).status_code == 403

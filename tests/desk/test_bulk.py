"""Orders for many articles: listed before, done once, each by right and as it was confirmed."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.desk import bulk
from articles.models import Article, BulkJob, Channel, Tag
from tests.admin.desk import change_url, form
from tests.builders import a_draft, a_published
from tests.desk.test_list import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
LIST = "/admin/articles/article/"


def ask(browser: Client, action: str, articles: list[Article], **fields: object) -> str:
    """Choose *articles* in the list, fill in the order, and return the page with what will happen."""
    chosen = {"action": action, "_selected_action": [article.pk for article in articles]}
    page = browser.get(browser.post(LIST, chosen).url)
    if action in ("add_tags", "remove_tags", "move"):
        page = browser.post(f"{LIST}bulk/{action}/", {**hidden(page.content.decode()), **fields})
    return page.content.decode()


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page))


def confirm(browser: Client, action: str, page: str, **fields: object) -> Client:
    return browser.post(f"{LIST}bulk/{action}/", {**hidden(page), **fields}, follow=True)


def shown(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.fixture
def tag(db: None) -> Tag:
    return Tag.objects.create(name="新材料")


def test_tags_are_added_to_drafts_by_the_drafts_own_way(
    aygul: User, wanglei: User, tag: Tag
) -> None:
    plain, tagged, live = a_draft(created_by=wanglei), a_draft(), a_published(title="已公开")
    tagged.tags.add(tag)
    browser = browser_of(aygul)

    page = ask(browser, "add_tags", [plain, tagged, live], tags="新材料")
    assert "将要办理的（1 篇）" in page
    assert "加上标签：新材料" in page
    assert "已经有这些标签" in page
    assert "只有草稿能改" in page
    assert not plain.tags.exists()

    done = confirm(browser, "add_tags", page, tags="新材料").content.decode()
    assert "已办 1 篇，没有办 0 篇" in shown(done)
    plain.refresh_from_db()
    assert list(plain.tags.all()) == [tag]
    assert plain.saves == 1
    assert aygul in plain.contributors.all()
    assert plain.versions.latest("number").reason == "批量加标签"
    assert not live.tags.exists()


def test_tags_go_and_columns_change(aygul: User, tag: Tag) -> None:
    draft, other = a_draft(), Channel.objects.create(name="城区", slug="cheng-qu")
    draft.tags.add(tag)
    browser = browser_of(aygul)

    page = ask(browser, "remove_tags", [draft], tags="新材料")
    confirm(browser, "remove_tags", page, tags="新材料")
    page = ask(browser, "move", [draft], channel=other.pk)
    assert "从“园区动态”移到“城区”" in page
    confirm(browser, "move", page, channel=other.pk)

    draft.refresh_from_db()
    assert (draft.tags.count(), draft.channel, draft.saves) == (0, other, 2)


def test_another_order_than_the_listed_one_is_listed_first(aygul: User, tag: Tag) -> None:
    draft = a_draft()
    Tag.objects.create(name="别的")
    browser = browser_of(aygul)
    page = ask(browser, "add_tags", [draft], tags="新材料")

    again = confirm(browser, "add_tags", page, tags="别的").content.decode()

    assert "加上标签：别的" in again
    assert not BulkJob.objects.exists()
    unknown = confirm(browser, "add_tags", page, tags="没有的标签").content.decode()
    assert "批量办理只能用已有的标签" in unknown


def test_steps_go_through_the_workflow_with_its_reasons(aygul: User, mahong: User) -> None:
    good, incomplete = a_draft(title="完整"), a_draft(title="缺来源", source="")
    browser = browser_of(aygul)

    page = ask(browser, "submit", [good, incomplete])
    assert "稿件还不完整，请先填写：来源" in page
    confirm(browser, "submit", page)

    good.refresh_from_db()
    incomplete.refresh_from_db()
    assert (good.status, incomplete.status) == ("first_review", "draft")
    assert good.steps.latest("number").actor == aygul

    reviewer = browser_of(mahong)
    page = ask(reviewer, "send_back", [good])
    unsaid = confirm(reviewer, "send_back", page, remark="").content.decode()
    assert "请更正下面的内容" in unsaid
    confirm(reviewer, "send_back", page, remark="数字再核")
    good.refresh_from_db()
    assert (good.status, good.steps.latest("number").remark) == ("draft", "数字再核")


def test_withdrawing_keeps_reason_and_notice(chenjing: User) -> None:
    first, second = a_published(), a_published()
    browser = browser_of(chenjing)

    page = ask(browser, "withdraw", [first, second])
    confirm(browser, "withdraw", page, remark="数据有误", public_notice="正在核实。")

    for article in (first, second):
        assert Client().get(article.get_absolute_url()).status_code == 410
        assert article.steps.latest("number").public_notice == "正在核实。"


def test_what_changed_meanwhile_is_left_alone_and_said(aygul: User, wanglei: User) -> None:
    draft, calm = a_draft(), a_draft()
    browser = browser_of(aygul)
    page = ask(browser, "submit", [draft, calm])
    browser_of(wanglei).post(change_url(draft), form(draft.channel, title="改过"))

    done = confirm(browser, "submit", page).content.decode()

    assert "您确认之后，这篇稿件又有改动" in done
    assert "已办 1 篇，没有办 1 篇" in shown(done)
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_the_same_confirmation_twice_does_nothing_twice(aygul: User, tag: Tag) -> None:
    draft = a_draft()
    browser = browser_of(aygul)
    page = ask(browser, "add_tags", [draft], tags="新材料")

    for _ in range(2):
        confirm(browser, "add_tags", page, tags="新材料")
    another = browser_of(User.objects.create_superuser("someone"))
    stolen = confirm(another, "add_tags", page, tags="新材料")

    draft.refresh_from_db()
    assert draft.saves == 1
    assert BulkJob.objects.count() == 1
    assert stolen.status_code == 403


def test_a_long_job_goes_on_where_it_stopped(
    aygul: User, tag: Tag, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "PORTION", 2)
    drafts = [a_draft() for _ in range(5)]
    browser = browser_of(aygul)
    page = ask(browser, "add_tags", drafts, tags="新材料")

    first = confirm(browser, "add_tags", page, tags="新材料")
    job = BulkJob.objects.get()
    assert "继续（2/5）" in first.content.decode()
    assert "没有办完的批量办理" in browser.get("/admin/").content.decode()
    browser.get(f"{LIST}bulk/job/{job.pk}/")
    assert Article.objects.filter(tags=tag).count() == 2

    browser.post(f"{LIST}bulk/job/{job.pk}/")
    last = browser.post(f"{LIST}bulk/job/{job.pk}/", follow=True).content.decode()
    assert "这一批办完了" in last
    assert Article.objects.filter(tags=tag).count() == 5
    assert "没有办完的批量办理" not in browser.get("/admin/").content.decode()
    assert browser_of(User.objects.create_superuser("x")).get(f"{LIST}bulk/job/{job.pk}/").status_code == 404  # fmt: skip


def test_a_job_can_be_stopped_and_deleted_drafts_are_said(
    aygul: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "PORTION", 1)
    drafts = [a_draft() for _ in range(3)]
    browser = browser_of(aygul)
    confirm(browser, "submit", ask(browser, "submit", drafts))
    job = BulkJob.objects.get()
    waiting = job.items.filter(state="waiting").first()
    waiting.article.delete()

    after = browser.post(f"{LIST}bulk/job/{job.pk}/", follow=True).content.decode()
    assert "这篇稿件已被删除" in after
    stopped = browser.post(f"{LIST}bulk/job/{job.pk}/", {"stop": ""}, follow=True).content.decode()

    assert "经办人停止了这一批" in stopped
    assert Article.objects.filter(status="first_review").count() == 1

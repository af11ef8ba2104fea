"""A confirmed order is done once, as it was confirmed, and goes on where it stopped."""

import pytest
from django.contrib.auth.models import User

from articles.desk import bulk
from articles.models import Article, BulkJob, Tag
from tests.admin.desk import change_url, form
from tests.builders import a_draft
from tests.desk.office import LIST, ask, browser_of, confirm, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


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

"""Orders for many articles: listed before, done once, each by right and as it was confirmed."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import BulkJob, Channel, Tag
from tests.builders import a_draft, a_published
from tests.desk.office import ask, browser_of, confirm, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


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
    before, after = plain.versions.all()
    assert (before.content["tags"], before.actor) == ([], None)
    assert (after.content["tags"], after.reason) == ([tag.slug], "批量加标签")
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

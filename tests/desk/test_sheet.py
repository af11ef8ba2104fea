"""The approval sheet tells on one page who signed what, for whom, and whether it counts."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article, Delegation
from articles.signing import content_hash
from articles.workflow import perform
from tests.builders import a_published
from tests.conftest import member
from tests.desk.office import TICKS, browser_of, signed_up_to, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def sheet(article: Article, user: User) -> str:
    answer = browser_of(user).get(f"/admin/articles/article/{article.pk}/sheet/")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    page = re.search(r'<article class="sheet"[^>]*>(.*)</article>', answer.content.decode(), re.S)[
        1
    ]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def test_everything_that_was_signed_stands_on_it(
    aygul: User, mahong: User, zhaoyong: User, chenjing: User, sulaiman: User
) -> None:
    now = timezone.now()
    Delegation.objects.create(
        delegator=zhaoyong, delegate=User.objects.create_user("dai", first_name="代签人"),
        begins=now - timedelta(days=1), ends=now + timedelta(days=3), reason="出差",
    )  # fmt: skip
    stand_in = User.objects.get(username="dai")
    article = signed_up_to(3, aygul, [mahong, stand_in, chenjing], title="园区")
    perform("review_secrecy", article, actor=sulaiman, conclusion="public", basis="第十七条")
    tomorrow = now + timedelta(days=1)
    perform("publish", article, actor=chenjing, visible_from=tomorrow)

    shown = sheet(article, aygul)

    assert "一审一校 马红 已审 / 已校 同意" in shown
    assert "代签人 代 赵勇 签署 委托期" in shown
    assert "（出差）" in shown
    assert "可公开 苏莱曼 第十七条" in shown
    assert content_hash(article) in shown
    assert f"公开起 {timezone.localtime(tomorrow):%Y-%m-%d %H:%M}" in shown
    assert "作废" not in shown
    assert "待签署" not in shown


def test_void_signatures_say_why(aygul: User, mahong: User, zhaoyong: User) -> None:
    article = submitted(aygul)
    perform("pass_first", article, actor=mahong, **TICKS)
    perform("send_back", article, actor=zhaoyong, remark="再核")
    assert "作废： 已退回或撤回，须重新送审" in sheet(article, aygul)

    perform("submit", article, actor=aygul)
    perform("pass_first", article, actor=mahong, **TICKS)
    Article.objects.filter(pk=article.pk).update(body="<p>签后又改。</p>")

    shown = sheet(article, aygul)
    assert "作废： 退回或撤回后重新送审" in shown
    assert "作废： 签署之后内容有改动" in shown
    assert "待签署：一审一校、二审二校、三审三校" in shown
    assert "还没有保密审查" in shown


def test_an_emergency_stands_on_it_until_and_after_it_is_countersigned(
    aygul: User, chenjing: User, sulaiman: User, root: User
) -> None:
    article = submitted(aygul)
    perform("review_secrecy", article, actor=sulaiman, conclusion="public", basis="规定")
    perform("publish_urgently", article, actor=chenjing, remark="险情通报")
    assert "紧急发布，尚未补签" in sheet(article, aygul)

    perform("countersign", article, actor=root, **TICKS)

    shown = sheet(article, aygul)
    assert "尚未补签" not in shown
    assert "紧急发布补签 系统管理员 已审 / 已校 同意" in shown


def test_a_second_edition_says_what_changed(aygul: User) -> None:
    second = perform("amend", a_published(body="<p>三十家企业。</p>"), actor=aygul)
    assert "读者看到的内容相同" in sheet(second, aygul)

    Article.objects.filter(pk=second.pk).update(body="<p>三十一家企业。</p>", source="区统计局")

    assert "与第 1 版的不同" in sheet(second, aygul)
    changed = sheet(second, aygul).partition("与第 1 版的不同")[2].replace(" ", "")
    assert "三十新增：一。家企业" in changed
    assert "来源" in changed


def test_only_who_sees_the_article_sees_its_sheet(aygul: User) -> None:
    article = submitted(aygul)
    page = f"/admin/articles/article/{article.pk}/sheet/"

    assert browser_of(member("guanli", "管理", "系统管理员")).get(page).status_code == 403
    assert browser_of(aygul).get(f"/admin/articles/article/{'9' * 30}/sheet/").status_code == 404

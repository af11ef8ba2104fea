"""Every save of every edition is listed, readable and comparable with any other."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles import versions
from articles.models import Article, ArticleVersion, Official, PhotoCaption, RelatedLink, Tag
from articles.workflow import perform
from tests.builders import SENTENCE, a_draft, a_figure, publish

pytestmark = pytest.mark.django_db

Save = Callable[..., ArticleVersion]


def history(article: Article, page: str = "") -> str:
    return f"/admin/articles/article/{article.pk}/history/{page}"


def plain(answer: object) -> str:
    """The text of a page as it is read aloud."""
    text = re.sub(r"<[^>]+>", "", answer.content.decode().partition('id="content-main"')[2])
    return re.sub(r"\s+", " ", text)


def test_saves_and_steps_of_all_editions_are_listed_newest_first(
    desk: Client, save: Save, aygul: User, chenjing: User
) -> None:
    first = a_draft()
    save(first, title="第一次的标题", save_reason="补了数字")
    amended = perform("amend", publish(first, actor=chenjing), actor=aygul)
    save(amended, title="修订稿的标题", change_note="改标题")

    text = plain(desk.get(history(amended)))

    order = ["第 2 版第 2 次保存", "第 2 版第 1 次保存", "发布", "修改说明：补了数字"]
    places = [text.index(said) for said in order]
    assert places == sorted(places)
    assert "阿依古丽" in text
    assert "陈静" in text


def test_the_reason_of_a_save_is_kept(desk: Client, save: Save) -> None:
    assert (
        save(a_draft(), title="新", save_reason="　订正\u200b  企业名称 ").reason == "订正 企业名称"
    )


def test_two_saves_are_compared_within_the_paragraph(desk: Client, save: Save) -> None:
    draft = a_draft(body="<p>营商环境越来越好。</p>")
    old = save(draft, title="园区动态", body="<p>营商环境越来越好。</p>", tags="旧标签")
    new = save(draft, title="园区新动态", body="<p>营商环境持续向好。</p>", tags="新标签")

    text = plain(desk.get(history(draft, f"compare/?old={new.pk}&new={old.pk}")))

    assert "标题 园区新增：新。动态" in text
    assert "营商环境删除：越来越。新增：持续向。好。" in text
    assert "新增：新标签" in text
    assert "删除：旧标签" in text


def test_pictures_figures_and_links_are_compared(desk: Client, aygul: User) -> None:
    draft = a_draft(body=f"<p>{SENTENCE}</p>")
    caption = PhotoCaption.objects.create(article=draft, caption="厂房外景", position=1)
    figure = a_figure(draft)
    link = RelatedLink.objects.create(article=draft, label="旧称", url="https://a.example/")
    old = versions.keep(draft, actor=aygul)
    PhotoCaption.objects.create(article=draft, caption="车间", position=2)
    caption.caption, caption.is_decorative = "厂房全景", True
    caption.save()
    caption.officials.add(Official.objects.create(name="崔玉淼"))
    figure.unit = "亿"
    figure.save()
    link.label = "新称"
    link.save()
    new = versions.keep(draft, actor=aygul)

    text = plain(desk.get(history(draft, f"compare/?old={old.pk}&new={new.pk}")))

    for said in (
        "修改 第 1 图", "厂房删除：外。新增：全。景", "不需要替代文字删除：否。新增：是。",
        "新增：崔玉淼", "新增 第 2 图 车间", f"修改 数据 {figure.code}", "删除：旧。新增：新。称",
    ):  # fmt: skip
        assert said in text, said


def test_without_an_old_one_the_save_before_it_is_compared(desk: Client, save: Save) -> None:
    draft = a_draft()
    save(draft, title="甲")
    second = save(draft, title="甲乙")

    text = plain(desk.get(history(draft, f"compare/?new={second.pk}")))
    oldest = draft.versions.get(number=1)
    alone = desk.get(history(draft, f"compare/?new={oldest.pk}"), follow=True)

    assert "甲新增：乙。" in text
    assert "没有上一版" in alone.content.decode()


def test_any_save_is_read_and_its_markup_is_cleaned_again(desk: Client, aygul: User) -> None:
    draft = a_draft(title="读得到的标题", body="<p>正文甲</p>")
    kept = versions.keep(draft, actor=aygul, reason="说明一句")
    Tag.objects.create(name="无关")

    answer = desk.get(history(draft, f"{kept.pk}/"))

    assert "读得到的标题" in plain(answer)
    assert "说明一句" in plain(answer)
    assert "<p>正文甲</p>" in answer.content.decode()

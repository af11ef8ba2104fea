"""An editor's day in the admin: drafts are saved, refusals stand beside their field."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from articles.models import Article, Channel, Official, Tag
from articles.workflow import perform
from tests.admin.desk import ADD, a_caption_row, change_url, form
from tests.builders import a_draft, a_picture, a_published, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_a_draft_is_saved_with_picture_names_and_tags(
    desk: Client, channel: Channel, aygul: User
) -> None:
    Tag.objects.create(name="新材料")
    picture = SimpleUploadedFile("厂房.jpg", a_picture(), "image/jpeg")

    saved = desk.post(
        ADD,
        form(
            channel,
            tags="新材料，绿色低碳、“七通一平”；新材料",
            **a_caption_row(image=picture, tags="厂房"),
        ),
    )

    assert saved.status_code == 302, re.findall(r"errorlist.*?</ul>", saved.content.decode())
    article = Article.objects.get()
    assert article.is_draft
    assert article.created_by == aygul
    assert list(article.contributors.all()) == [aygul]
    assert {tag.name for tag in article.tags.all()} == {"新材料", "绿色低碳", "“七通一平”"}
    caption = article.captions.get()
    assert caption.image.name.startswith("pictures/")
    assert caption.number == 1
    assert [tag.name for tag in caption.tags.all()] == ["厂房"]


def test_the_second_of_two_editors_is_told_and_keeps_the_text(
    desk: Client, channel: Channel, wanglei: User
) -> None:
    """P4: nothing is silently overwritten."""
    draft = a_draft(channel=channel)
    opened = draft.saves
    colleague = Client()
    colleague.force_login(wanglei)
    colleague.post(change_url(draft), form(channel, title="王磊的标题", seen_saves=opened))

    answer = desk.post(change_url(draft), form(channel, title="阿依古丽的标题", seen_saves=opened))

    assert answer.status_code == 200
    assert "又被保存过" in answer.content.decode()
    assert [choice.label for choice in answer.context["conflict"].choices] == ["标题"]
    assert "阿依古丽的标题" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.title == "王磊的标题"


def test_a_save_without_the_count_of_saves_is_refused(desk: Client, channel: Channel) -> None:
    draft = a_draft(channel=channel, title="原来的")
    fields = form(channel, title="盲目覆盖")
    del fields["seen_saves"]

    answer = desk.post(change_url(draft), fields)

    assert answer.status_code == 200
    draft.refresh_from_db()
    assert draft.title == "原来的"


def test_lists_search_and_filter(desk: Client, channel: Channel) -> None:
    a_draft(channel=channel, title="草稿甲")
    a_published(channel=channel, title="公开乙")

    for query, shown, hidden in (
        ("q=草稿甲", "草稿甲", "公开乙"),
        ("stage=published", "公开乙", "草稿甲"),
        ("stage=draft", "草稿甲", "公开乙"),
    ):
        text = desk.get(f"/admin/articles/article/?{query}").content.decode()
        assert f">{shown}</a>" in text
        assert f">{hidden}</a>" not in text


def test_the_list_filters_by_the_stage_it_shows(desk: Client, chenjing: User, aygul: User) -> None:
    ended, scheduled, cancelled = a_published(title="被替换"), a_draft(title="定时的"), a_draft(title="取消的")  # fmt: skip
    tomorrow = timezone.now() + timedelta(days=1)
    publish(perform("amend", ended, actor=aygul), actor=chenjing)
    publish(scheduled, actor=chenjing, visible_from=tomorrow)
    publish(cancelled, actor=chenjing, visible_from=tomorrow)
    publish(perform("amend", cancelled, actor=aygul), actor=chenjing)

    for stage, names in (
        ("scheduled", {"待发布"}), ("ended", {"已更新", "已到期"}), ("published", {"已发布"}),
    ):  # fmt: skip
        text = desk.get(f"/admin/articles/article/?stage={stage}").content.decode()
        shown = set(re.findall(r'class="stage stage-\w+">([^<]+)<', text))
        assert shown
        assert shown <= names, stage


def test_a_draft_is_previewed_in_the_readers_template_by_staff_only(desk: Client) -> None:
    draft = a_draft(title="预览的标题")
    address = f"/admin/articles/article/{draft.pk}/preview/"

    shown = desk.get(address)

    assert shown.status_code == 200
    assert "预览的标题" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert "noindex" in shown["X-Robots-Tag"]
    assert Client().get(address).status_code == 302


def test_the_policy_is_relaxed_for_the_editor_and_nowhere_else(desk: Client) -> None:
    editor = desk.get(ADD)["Content-Security-Policy"]
    elsewhere = desk.get("/admin/articles/article/")["Content-Security-Policy"]

    assert "script-src-attr 'unsafe-inline'" in editor
    assert "script-src 'self';" in editor
    assert "unsafe-eval" not in editor
    assert "unsafe" not in elsewhere


def test_every_admin_page_opens_in_chinese(desk: Client, root: User, seeded: None) -> None:
    desk.force_login(root)
    index = desk.get("/admin/").content.decode()
    pages = set(re.findall(r'href="(/admin/[a-z]+/[a-z]+/(?:add/)?)"', index))

    assert "乌鲁木齐高新区（新市区）信息发布后台" in index
    assert len(pages) > 10
    for address in pages:
        assert desk.get(address, follow=True).status_code == 200, address


def test_a_save_that_came_too_late_gives_the_text_back(
    desk: Client, channel: Channel, chenjing: User
) -> None:
    signed, deleted = a_draft(channel=channel), a_draft(channel=channel)
    publish(signed, actor=chenjing)
    address = change_url(deleted)
    deleted.delete()

    for url in (change_url(signed), address):
        answer = desk.post(url, form(channel, body="<p>写了一上午的正文</p>"))

        assert answer.status_code == 409
        assert "刚刚已被送审、发布或删除" in answer.content.decode()
        assert "写了一上午的正文" in answer.content.decode()


def test_the_second_of_two_is_told_on_every_record(desk: Client) -> None:
    official = Official.objects.create(name="某人", biography="原来的简历")
    address = f"/admin/articles/official/{official.pk}/change/"
    opened = re.search(r'name="seen_state" value="(\w+)"', desk.get(address).content.decode())
    assert opened
    posts = {f"posts-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL")}
    typed = {"name": "某人", "tags": "", "seen_state": opened[1], **posts}
    desk.post(address, {**typed, "biography": "先存的简历"})

    answer = desk.post(address, {**typed, "biography": "后存的简历"})

    assert "又被保存过" in answer.content.decode()
    assert "后存的简历" in answer.content.decode()
    official.refresh_from_db()
    assert official.biography == "先存的简历"

"""An editor's day in the admin: drafts are saved, refusals stand beside their field."""

import re

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import Article, Channel, Tag
from tests.builders import a_draft, a_picture, a_published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
ADD = "/admin/articles/article/add/"


def form(channel: Channel, **fields: object) -> dict:
    return {
        "channel": channel.pk, "title": "新的报道", "body": "<p>正文。</p>", "source": "区融媒体中心",
        "tags": "", "captions-TOTAL_FORMS": 0, "captions-INITIAL_FORMS": 0,
        "related_links-TOTAL_FORMS": 0, "related_links-INITIAL_FORMS": 0, "seen_saves": 0,
        **fields,
    }  # fmt: skip


def a_caption_row(**fields: object) -> dict:
    row = {"kind": "photo", "position": 1, "caption": "厂房", "tags": "", **fields}
    return {
        "captions-TOTAL_FORMS": 1,
        **{f"captions-0-{name}": value for name, value in row.items()},
    }


def change_url(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


@pytest.fixture
def desk(client: Client, aygul: User) -> Client:
    client.force_login(aygul)
    return client


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


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"title": ""}, "必填"),
        ({"title": "长" * 121}, "120"),
        ({"title": "甲\x00乙"}, "空字符"),
        ({"channel": "999999"}, "有效"),
        ({"dated": "2022-13"}, "没有这样的日期"),
        ({"dated": "去年"}, "2022-12-27"),
        ({"source_url": "javascript:alert(1)"}, "网址"),
        ({"tags": "标" * 61}, "最多 60 个字"),
        ({"tags": "、".join(f"标签{n}" for n in range(41))}, "最多 40 个"),
        (a_caption_row(caption=""), "必填"),
        (a_caption_row(taken_when="昨天"), "日期"),
        (a_caption_row(alt_text="厂房", is_decorative="on"), "装饰图"),
        (a_caption_row(position="-1"), "大于或等于0"),
        (a_caption_row(position="99999999999999999999"), "小于或"),
        ({"related_links-TOTAL_FORMS": 1, "related_links-0-label": "x", "related_links-0-url": "ftp://a.b/",
          "related_links-0-position": 0}, "网址"),
    ],
)  # fmt: skip
def test_a_refusal_is_in_chinese_and_what_was_typed_stays(
    desk: Client, channel: Channel, fields: dict, complaint: str
) -> None:
    answer = desk.post(ADD, form(channel) | {"subtitle": "辛苦写下的副题"} | fields)

    assert answer.status_code == 200
    shown = answer.content.decode()
    errors = " ".join(re.findall(r'<ul class="errorlist[^>]*>(.*?)</ul>', shown, flags=re.DOTALL))
    assert complaint in errors
    assert not re.search(r"[A-Za-z]{4,} [a-z]+ [a-z]+", errors)
    assert "辛苦写下的副题" in shown
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "complaint"),
    [
        ("a.jpg", b"not a picture", "不是可用的图片"),
        ("a.html", a_picture(kind="GIF"), "扩展名"),
        ("a.jpg", a_picture()[:2000], "损坏"),
        ("a.jpg", a_picture(kind="PNG"), "内容却是 PNG"),
        ("a.jpg", b"", "空"),
    ],
)
def test_a_bad_upload_is_a_form_error(
    desk: Client, channel: Channel, name: str, data: bytes, complaint: str
) -> None:
    upload = SimpleUploadedFile(name, data, "image/jpeg")

    answer = desk.post(ADD, form(channel, **a_caption_row(image=upload)))

    assert answer.status_code == 200
    assert complaint in answer.content.decode()
    assert "新的报道" in answer.content.decode()
    assert not Article.objects.exists()


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
    assert "另一位同志保存过" in answer.content.decode()
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


def test_a_draft_is_previewed_in_the_readers_template_by_staff_only(desk: Client) -> None:
    draft = a_draft(title="预览的标题")
    address = f"/admin/articles/article/{draft.pk}/preview/"

    shown = desk.get(address)

    assert shown.status_code == 200
    assert "预览的标题" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert shown["X-Robots-Tag"] == "noindex"
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

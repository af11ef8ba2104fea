"""Bad input is a form error in Chinese beside its field, and what was typed stays."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from articles.models import Article, Channel
from tests.admin.desk import ADD, a_caption_row, form
from tests.builders import a_picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"title": "长" * 121}, "120"),
        ({"title": "甲\x00乙"}, "空字符"),
        ({"channel": "999999"}, "有效"),
        ({"dated": "2022-13"}, "没有这样的日期"),
        ({"dated": "去年"}, "2022-12-27"),
        ({"source_url": "javascript:alert(1)"}, "网址"),
        ({"tags": "标" * 61}, "最多 60 个字"),
        ({"tags": "、".join(f"标签{n}" for n in range(41))}, "最多 40 个"),
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


def test_every_refusal_stands_at_the_top_with_a_way_to_its_field(
    desk: Client, channel: Channel
) -> None:
    """The page of an article is six screens long; a picture chosen before the refusal is lost."""
    picture = SimpleUploadedFile("厂房.jpg", a_picture(), "image/jpeg")
    row = a_caption_row(taken_when="昨天", image=picture)

    top = desk.post(ADD, form(channel, dated="去年") | row).content.decode().split("<fieldset")[0]

    assert '<a href="#id_dated">成文时间</a>：' in top
    assert '<a href="#id_captions-0-taken_when">图片与视频 #1 拍摄时间</a>：日期写成' in top
    assert "刚才选的文件没有存上，改好后请重新选。" in top
    assert "没有存上" not in desk.post(ADD, form(channel, dated="去年")).content.decode()


def test_a_forged_count_builds_no_thousands_of_rows(rf: RequestFactory, root: User) -> None:
    request = rf.get("/")
    request.user = root
    pages = admin.site._registry.values()

    counts = [
        formset.absolute_max
        for page in pages
        if page.has_add_permission(request)
        for formset, _ in page.get_formsets_with_inlines(request)
    ]

    assert counts
    assert max(counts) <= 300

"""The editor's whole task, in the browser: from the login to the public page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page

from articles.models import Article
from tests.builders import a_picture, approve
from tests.conftest import member

Open = Callable[..., Page]
SignIn = Callable[[User], Page]


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    file = tmp_path / "厂房.jpg"
    file.write_bytes(a_picture(size=(1200, 800)))
    return file


def write_draft(page: Page, photograph: Path) -> None:
    page.click('a[href="/admin/articles/article/add/"] >> nth=0')
    page.select_option("#id_channel", label="园区动态")
    page.fill("#id_title", "浏览器里写的报道")
    page.fill("#id_source", "区融媒体中心")
    page.wait_for_selector(".cke_wysiwyg_div")
    page.click(".cke_wysiwyg_div")
    page.keyboard.type("崔玉淼调研新材料企业。")
    page.click(".field-tags .select2-container >> nth=0")
    page.keyboard.type("新材料")
    page.click('.select2-results__option:text-is("新材料")')
    page.click(".field-officials .select2-container >> nth=0")
    page.keyboard.type("崔玉")
    page.click('.select2-results__option:text-is("崔玉淼")')
    page.click("#captions-group .add-row a")
    page.set_input_files("#id_captions-0-image", photograph)
    page.fill("#id_captions-0-caption", "企业厂房外景")
    page.fill("#id_captions-0-alt_text", "一座白色厂房")


def test_an_article_with_a_picture_goes_from_the_desk_to_its_readers(
    newspaper: str, open_page: Open, sign_in: SignIn, photograph: Path
) -> None:
    editor = sign_in(member("aygul", "阿依古丽", "采编"))
    write_draft(editor, photograph)
    editor.click("[name=_continue]")
    editor.wait_for_selector(".desk")
    article = Article.objects.get(title="浏览器里写的报道")
    reader = open_page(newspaper)
    assert "浏览器里写的报道" not in reader.inner_text("main")

    approve(article)
    signer = sign_in(member("chenjing", "陈静", "三审"))
    signer.goto(f"{newspaper}/admin/articles/article/{article.pk}/change/")
    signer.click('.desk-actions a:text-is("发布")')
    signer.fill("#id_remark", "同意")
    signer.click('input[value="发布"]')
    signer.wait_for_selector(".success")

    reader.goto(newspaper)
    reader.click('a:text-is("浏览器里写的报道") >> nth=0')
    assert reader.inner_text(".article-body") == "崔玉淼调研新材料企业。"
    assert reader.locator(".article-body a.name-official").count() == 1
    assert reader.locator(".article-body a.name-tag").count() == 1
    picture = reader.locator('img[alt="一座白色厂房"]')
    picture.scroll_into_view_if_needed()
    reader.wait_for_function("() => document.querySelector('main picture img').naturalWidth > 0")


@pytest.mark.one_database
def test_the_editors_dialogs_work_under_the_policy(newspaper: str, sign_in: SignIn) -> None:
    page = sign_in(member("aygul", "阿依古丽", "采编"))
    page.goto(f"{newspaper}/admin/articles/article/add/")
    page.wait_for_selector(".cke_wysiwyg_div")
    page.click(".cke_wysiwyg_div")
    page.keyboard.type("链接文字")
    page.keyboard.press("Control+A")

    page.click(".cke_button__link")
    page.fill(".cke_dialog_ui_input_text input >> visible=true >> nth=0", "链接文字")
    page.locator(".cke_dialog_body input[type=text]:visible").nth(1).fill("www.example.cn/a")
    page.click(".cke_dialog_ui_button_ok")
    page.click(".cke_button__table")
    page.click(".cke_dialog_ui_button_ok >> visible=true")

    assert page.locator('.cke_wysiwyg_div a[href="https://www.example.cn/a"]').count()
    assert page.locator(".cke_wysiwyg_div table").count() == 1


@pytest.mark.one_database
def test_a_picture_is_placed_in_the_text_through_the_same_door(
    newspaper: str, sign_in: SignIn, photograph: Path
) -> None:
    page = sign_in(member("aygul", "阿依古丽", "采编"))
    page.goto(f"{newspaper}/admin/articles/article/add/")
    page.wait_for_selector(".cke_wysiwyg_div")
    page.click(".cke_wysiwyg_div")

    page.click(".cke_button__image")
    page.click(".cke_dialog_tab:has-text('上传') >> visible=true")
    page.frame_locator("iframe.cke_dialog_ui_input_file").locator(
        "input[type=file]"
    ).set_input_files(photograph)
    with page.expect_response("**/picture-upload/") as uploaded:
        page.click(".cke_dialog_ui_fileButton >> visible=true")
    page.click(".cke_dialog_ui_button_ok >> visible=true")

    address = uploaded.value.json()["url"]
    page.wait_for_selector(f'.cke_wysiwyg_div img[src="{address}"]')

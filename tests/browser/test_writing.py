"""Nothing typed is lost: the browser keeps it, colleagues see each other, two saves are joined."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from articles import versions
from articles.models import Article, Official
from tests.admin.desk import change_url
from tests.builders import a_draft
from tests.conftest import member

pytestmark = (
    pytest.mark.one_database
)  # its subject is the browser; tests/writing asks both databases
SignIn = Callable[[User], Page]

BODY = "<p>第一段的原文在这里。</p><p>第二段的原文在这里。</p>"
COPIES = "Object.keys(localStorage).filter(name => name.startsWith('copy:')).length"
IS_WARNED = "() => !dispatchEvent(new Event('beforeunload', {cancelable: true}))"


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_selector("html[data-writing=ready]")
    return page


def is_clean(page: Page) -> bool:
    """Whether the rules of accessibility find nothing."""
    violations = Axe().run(page).response["violations"]
    assert violations == [], [(each["id"], each["nodes"][0]["html"]) for each in violations]
    return True


def write(page: Page, draft: Article) -> None:
    """Change text, names and tags, and add a picture with its caption."""
    assert page.evaluate(IS_WARNED) is False
    page.fill("#id_title", "写了一上午的标题")
    page.click(".cke_wysiwyg_div p >> nth=0")
    page.keyboard.press("Home")
    page.keyboard.type("新写的开头，")
    page.click(".field-tags .select2-container >> nth=0")
    page.keyboard.type("新材料")
    page.click('.select2-results__option:text-is("新材料")')
    page.click(".field-officials .select2-container >> nth=0")
    page.keyboard.type("崔玉")
    page.click('.select2-results__option:text-is("崔玉淼")')
    page.click("#captions-group .add-row a")
    page.fill("#id_captions-0-caption", "还没有存的图片说明")
    expect(page.locator(".save-local")).to_contain_text("本机暂存")


def test_what_was_typed_survives_a_crash_and_a_colleague(
    live_server: LiveServer, sign_in: SignIn
) -> None:
    Official.objects.create(name="崔玉淼")
    draft = a_draft(title="原来的标题", body=BODY)
    versions.keep(draft, actor=None)
    address = live_server.url + change_url(draft)
    page = opened(sign_in(member("aygul", "阿依古丽", "采编")), address)
    colleague = opened(sign_in(member("wanglei", "王磊", "采编")), address)
    expect(colleague.locator("#presence")).to_have_text("阿依古丽 也在编辑（刚刚）")

    write(page, draft)
    assert page.evaluate(IS_WARNED) is True
    expect(page.locator(".save-state")).to_have_text("有未保存的改动")
    browser = page.context
    page.close(run_before_unload=False)  # the crash
    page = opened(browser.new_page(), address)
    expect(page.locator("#copy-bar")).to_contain_text("上次有未保存的内容")
    assert page.input_value("#id_title") == "原来的标题"
    page.click("#copy-bar button:text-is('恢复')")

    assert page.input_value("#id_title") == "写了一上午的标题"
    assert page.input_value("#id_captions-0-caption") == "还没有存的图片说明"
    expect(page.locator(".cke_wysiwyg_div")).to_contain_text("新写的开头，第一段的原文")
    expect(page.locator(".field-tags .select2-selection__choice")).to_contain_text("新材料")
    expect(page.locator(".field-officials .select2-selection__choice")).to_contain_text("崔玉淼")
    assert is_clean(page)
    page.keyboard.press("Control+s")
    page.wait_for_selector(".success")
    page.wait_for_selector("html[data-writing=ready]")
    expect(page.locator(".save-state")).to_contain_text("已保存")
    assert page.evaluate(COPIES) == 0

    colleague.click(".cke_wysiwyg_div p >> nth=1")
    colleague.keyboard.press("End")
    colleague.keyboard.type("后加的结尾。")
    colleague.click(".submit-row [name=_continue]")
    colleague.wait_for_selector("html[data-writing=ready]")
    assert is_clean(colleague)
    colleague.click('button:text-is("按所选保存")')
    colleague.wait_for_selector(".success")

    draft.refresh_from_db()
    assert draft.title == "写了一上午的标题"
    assert draft.body.replace("\n", "") == (
        "<p>新写的开头，第一段的原文在这里。</p><p>第二段的原文在这里。后加的结尾。</p>"
    )
    assert [official.name for official in draft.officials.all()] == ["崔玉淼"]
    assert draft.captions.get().caption == "还没有存的图片说明"

    colleague.fill("#id_title", "不要留在这台机器上")
    expect(colleague.locator(".save-local")).to_contain_text("本机暂存")
    assert colleague.evaluate(COPIES) == 1
    colleague.click("#logout-form button")
    colleague.wait_for_selector("#logout-form", state="detached")
    assert colleague.evaluate(COPIES) == 0

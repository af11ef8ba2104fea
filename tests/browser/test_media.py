"""In the browser: a draft at three widths, a link for somebody outside, and the media desk."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.auth.models import User
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from articles.models import PhotoCaption
from tests.builders import a_draft, a_picture
from tests.media.library import a_slot

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("site"),
    pytest.mark.one_database,  # its subject is the browser; tests/media asks both databases
]
AXE = "async () => (await axe.run(document, {iframes: false, preload: false})).violations.map(found => `${found.id}: ${found.nodes.map(node => node.target).join(' ')}`)"  # fmt: skip
LOADED = "image => image.decode().then(() => image.naturalWidth)"


def looked_at(page: Page, name: str) -> list[str]:
    """Return what axe finds; with PICTURES in the environment, keep what the page looks like."""
    if folder := os.environ.get("PICTURES"):
        for width in (360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)
    page.evaluate(AXE_SCRIPT)
    return [f"{name}: {found}" for found in page.evaluate(AXE)]


def test_a_draft_is_seen_at_three_widths_shared_and_given_its_picture(
    sign_in: Callable[[User], Page],
    open_page: Callable[..., Page],
    live_server: LiveServer,
    aygul: User,
) -> None:
    draft = a_draft(title="等图的报道", body="<p>正文一段。</p>")
    awaited, held = a_slot(draft), a_slot(draft, size=(640, 400), caption="研发中心")
    desk, admin = sign_in(aygul), f"{live_server.url}/admin/articles"
    violations = []

    # The frame is as wide as the screen that was chosen.
    desk.goto(f"{admin}/article/{draft.pk}/preview/frame/")
    inner = desk.frame_locator(".preview-phone")
    assert inner.locator("h1").inner_text() == "等图的报道"
    assert inner.locator("html").evaluate("html => innerWidth") == 390
    violations += looked_at(desk, "frame")
    desk.click("text=三种并排")
    assert desk.locator(".preview-frame").count() == 3
    assert desk.frame_locator(".preview-desktop").locator("h1").is_visible()
    violations += looked_at(desk, "frames")

    # Somebody without an account reads it by a link, its picture too.
    desk.goto(f"{admin}/article/{draft.pk}/preview-links/")
    desk.fill("#id_purpose", "统计局李科长，核对数字")
    desk.click("text=生成预览链接")
    address = desk.input_value("#new-address")
    guest = open_page(address)
    assert "请勿转发" in guest.inner_text(".preview-bar")
    assert guest.locator("a.slot img").first.evaluate(LOADED) > 0
    assert guest.context.cookies() == []
    violations += looked_at(guest, "shared")
    violations += looked_at(desk, "links")
    desk.goto(f"{admin}/article/{draft.pk}/preview-links/")
    desk.click("button:has-text('停用')")
    assert "已停用" in desk.inner_text("tbody")
    violations += looked_at(desk, "revoked")

    # The awaited picture comes in at the media desk, the lacking words are written there.
    desk.goto(f"{admin}/photocaption/media-desk/")
    violations += looked_at(desk, "awaited")
    file = {"name": "厂房.jpg", "mimeType": "image/jpeg", "buffer": a_picture((800, 500))}
    desk.set_input_files(f"#image-{awaited.pk}", files=[file])
    desk.click("text=上传到这篇稿件")
    assert "已存上 1 幅图片" in desk.inner_text(".messagelist")
    desk.click("text=缺说明的图片")
    violations += looked_at(desk, "lacking")
    desk.fill(f"#slot-{held.pk}-rights", "本单位")
    desk.click(f"text=保存第 {held.number} 图的说明")
    assert PhotoCaption.objects.get(pk=held.pk).rights == "本单位"
    assert not PhotoCaption.objects.get(pk=awaited.pk).is_awaited
    for tab in ("全部文件", "没有用到的文件", "重复的文件", "丢失的文件"):
        desk.click(f"text={tab}")
        violations += looked_at(desk, tab)
    desk.goto(f"{admin}/photocaption/media-desk/slot/{held.pk}/")
    violations += looked_at(desk, "slot")

    assert violations == []

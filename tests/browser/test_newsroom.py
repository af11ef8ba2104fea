"""The whole story, in the browser: five people lead a report from the first draft to its end.

With HANDBOOK=docs/screenshots in the environment, the pictures of the handbook are made anew.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page

from articles.models import Article
from tests.builders import a_picture
from tests.conftest import member

pytestmark = (
    pytest.mark.one_database
)  # its subject is the browser; tests/workflow asks both databases
TITLE = "新材料园区新增三家研发中心"
PICTURED = {"一审一校通过": "signing", "保密审查": "secrecy", "发布": "publishing"}
Open = Callable[..., Page]


class Newsroom:
    """The five people, each at the own desk."""

    def __init__(self, address: str, sign_in: Callable[[User], Page]) -> None:
        people = {
            "aygul": ("阿依古丽", "采编"),
            "mahong": ("马红", "一审"),
            "zhaoyong": ("赵勇", "二审"),
            "chenjing": ("陈静", "三审"),
            "sulaiman": ("苏莱曼", "保密审查员"),
        }
        self.address = address
        self.desks = {name: sign_in(member(name, *who)) for name, who in people.items()}

    def opens(self, name: str) -> Page:
        """The newest edition of the report on the desk of *name*."""
        article = Article.objects.latest("public_id", "edition")
        self.desks[name].goto(f"{self.address}/admin/articles/article/{article.pk}/change/")
        return self.desks[name]

    def does(self, name: str, button: str, **typed: str) -> Page:
        """Let *name* take the step *button*, typing what the page asks for."""
        page = self.opens(name)
        page.click(f'.desk-actions a:has-text("{button}") >> nth=0')
        for field, text in typed.items():
            if text == "✓":
                page.check(f"#id_{field}")
            else:
                page.fill(f"#id_{field}", text)
        if button in PICTURED:
            snap(page, PICTURED[button])
        page.click(".order-form [type=submit]")
        page.wait_for_selector(".success")
        return page

    def sign_all(self) -> None:
        """Have all three reviewers and the secrecy reviewer sign."""
        ticks = {"has_reviewed": "✓", "has_proofread": "✓", "remark": "同意"}
        self.does("aygul", "送审")
        self.does("mahong", "一审一校通过", **ticks)
        self.does("zhaoyong", "二审二校通过", **ticks)
        self.does("chenjing", "三审三校通过", **ticks)
        self.does("sulaiman", "保密审查", conclusion_0="✓", basis="不涉及国家秘密和内部数据。")


def snap(page: Page, name: str) -> None:
    """Take a picture for the handbook, when one is wanted."""
    if folder := os.environ.get("HANDBOOK"):
        page.screenshot(path=Path(folder) / f"{name}.png")


@pytest.fixture
def newsroom(newspaper: str, sign_in: Callable[[User], Page]) -> Newsroom:
    return Newsroom(newspaper, sign_in)


def write(page: Page, photograph: Path) -> None:
    page.select_option("#id_channel", label="园区动态")
    page.fill("#id_title", TITLE)
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
    page.fill("#id_captions-0-caption", "研发中心外景")
    page.fill("#id_captions-0-alt_text", "一座白色厂房")
    page.fill("#id_captions-0-photographer", "阿依古丽")
    page.fill("#id_captions-0-rights", "区融媒体中心")


def let_pass(span: timedelta, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock of the live site run *span* ahead."""
    now = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: now() + span)


def test_a_report_lives_from_draft_to_withdrawal(
    newsroom: Newsroom, open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photograph = tmp_path / "厂房.jpg"
    photograph.write_bytes(a_picture(size=(1200, 800)))
    author = newsroom.desks["aygul"]
    snap(author, "desk")

    author.click("text=写新稿")
    write(author, photograph)
    author.click("[name=_continue]")
    author.wait_for_selector(".desk-missing")
    assert author.inner_text(".desk-missing") == "来源"
    snap(author, "checklist")
    author.fill("#id_source", "区融媒体中心")
    author.click("[name=_continue]")
    author.wait_for_selector(".desk-actions")

    newsroom.does("aygul", "送审")
    newsroom.does("mahong", "退回", remark="请写明是哪一个园区。")
    returned = newsroom.opens("aygul")
    assert "请写明是哪一个园区。" in returned.inner_text(".desk-alarm")
    snap(returned, "returned")
    returned.fill("#id_subtitle", "均在硅铝基电子新材料产业园")
    returned.click("[name=_continue]")
    returned.wait_for_selector(".success")

    newsroom.sign_all()
    reader = open_page(newsroom.address)
    assert TITLE not in reader.inner_text("main")
    soon = timezone.localtime() + timedelta(minutes=10)
    date, time = soon.strftime("%Y-%m-%d"), soon.strftime("%H:%M")
    done = newsroom.does("chenjing", "发布", visible_from_0=date, visible_from_1=time)
    assert f"将于 {date} {time} 发布" in done.inner_text(".success")

    article = Article.objects.get(title=TITLE)
    address = f"{newsroom.address}{article.get_absolute_url()}"
    assert reader.goto(address).status == 404
    let_pass(timedelta(minutes=11), monkeypatch)
    assert reader.goto(address).status == 200
    assert reader.inner_text(".article-body") == "崔玉淼调研新材料企业。"
    assert reader.locator(".article-body a.name-official").count() == 1

    newsroom.does("aygul", "修订")
    second = newsroom.opens("aygul")
    second.fill("#id_change_note", "补充企业名单")
    second.fill("#id_title", f"{TITLE}（更新）")
    second.click("[name=_continue]")
    second.wait_for_selector(".success")
    newsroom.sign_all()
    assert "（更新）" not in reader.inner_text("h1")
    newsroom.does("chenjing", "发布")
    reader.goto(address)
    assert reader.inner_text("h1") == f"{TITLE}（更新）"
    assert "补充企业名单" in reader.inner_text("main")

    newsroom.does("chenjing", "撤稿", remark="数据有误", public_notice="数据正在核实。")
    gone = reader.goto(address)
    assert gone.status == 410
    assert "数据正在核实。" in reader.inner_text("main")

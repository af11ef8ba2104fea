"""What is pasted into the editor reaches the server with its structure, and comes out clean."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page

from articles.models import Article
from tests.builders import a_draft, a_picture

# Its subject is the browser; tests/text has the rules.
pytestmark = pytest.mark.one_database
PASTES = Path(__file__).parents[1] / "text" / "pastes"
PASTE = """([name, html]) => {
  const data = new DataTransfer();
  data.setData('text/html', html);
  data.setData('text/plain', name);
  const editor = CKEDITOR.instances.id_body;
  editor.focus();
  editor.editable().$.dispatchEvent(
    new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def paste(page: Page, name: str) -> None:
    page.locator("#cke_id_body .cke_editable").wait_for()
    page.evaluate(PASTE, [name, (PASTES / f"{name}.html").read_text()])


def test_word_and_weixin_come_out_clean_and_are_reported(
    sign_in: Callable[[User], Page], aygul: User
) -> None:
    draft = a_draft(body="")
    page = sign_in(aygul)
    picture = a_picture()
    page.route("**/road.jpg", lambda route: route.fulfill(body=picture, content_type="image/jpeg"))
    page.goto(f"{page.url}articles/article/{draft.pk}/change/")

    for name, shown in (("weixin", "打通8条断头路"), ("word", "简化审批")):
        paste(page, name)
        page.get_by_text(shown).first.wait_for()
    page.click("[name=_continue]")

    page.get_by_text("张外站图片，请上传").wait_for()
    body = Article.objects.get().body
    for kept in (
        "<h3>宜居宜业</h3>", "<li>网上办理</li>", "<ol><li>提交材料</li>", "<td>", "682项",
        "<h2", "园区工作简报", 'src="/media/pictures/2019/road.jpg"', "<figcaption>北京路北延</figcaption>",
    ):  # fmt: skip
        assert kept in body.replace("\n", "").replace("\t", ""), (kept, body)
    for left in ("style=", "Mso", "<font", "mmbiz", "section", "file:", "　　全面"):
        assert left not in body

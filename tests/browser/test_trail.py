"""修改记录, deletion and the audit trail, as an editor and an auditor see them."""

from collections.abc import Callable

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Page

from articles.audit import chain
from articles.models import AuditEntry, Official
from tests.browser.test_for_everyone import AXE, is_wide
from tests.conftest import member

# Its subject is the browser; tests/audit asks both databases.
pytestmark = pytest.mark.one_database
WIDTHS = (360, 768, 1280)


def at_the_desk(open_page: Callable[..., Page], address: str, user: User) -> Page:
    """Open a signed-in browser in which axe may run."""
    client = Client()
    client.force_login(user)
    page = open_page(address, bypass_csp=True, base_url=address)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    return page


def looked_at(page: Page, address: str) -> list[str]:
    """Open the page; return what axe finds, and the widths at which it scrolls sideways."""
    page.goto(address)
    page.evaluate(AXE_SCRIPT)
    found = [f"{address} {violation}" for violation in page.evaluate(AXE, [])]
    return found + [f"{address} {width}" for width in WIDTHS if is_wide(page, width)]


def test_a_change_is_taken_back_and_an_auditor_reads_of_it(
    newspaper: str, open_page: Callable[..., Page], aygul: User
) -> None:
    official = Official.objects.get()
    editor = at_the_desk(open_page, newspaper, aygul)
    auditor = at_the_desk(open_page, newspaper, member("gulina", "古丽娜", "审计员"))
    page = f"/admin/articles/official/{official.pk}"

    editor.goto(f"{page}/change/")
    editor.fill("#id_biography", "简历待核。")
    editor.click("[name=_continue]")
    editor.click("text=修改记录")
    found = looked_at(editor, f"{page}/history/")
    editor.click("text=撤销这次修改")
    found += looked_at(editor, editor.url)
    editor.click("[value='撤销这次修改']")
    done = editor.inner_text(".messagelist")
    chain.seal()
    entry = AuditEntry.objects.filter(action="undo").latest("pk")
    found += looked_at(auditor, "/admin/articles/auditentry/?q=崔玉淼")
    found += looked_at(auditor, f"/admin/articles/auditentry/{entry.pk}/change/")
    seen = auditor.inner_text("#content")

    official.refresh_from_db()
    assert official.biography == ""
    assert "这次修改已撤销" in done
    assert all(words in seen for words in ("撤销修改", "简历待核。", "阿依古丽", "与封存时一致"))
    assert found == []

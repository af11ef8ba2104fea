"""Every kind of admin screen, held to axe and to its width, with one login."""

from collections.abc import Callable

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.auth.models import User
from playwright.sync_api import Page

from articles.models import Article, PhotoCaption, Tag
from tests.browser.test_for_everyone import AXE, is_wide
from tests.browser.test_trail import at_the_desk
from tests.builders import a_draft
from tests.conftest import member

pytestmark = pytest.mark.one_database  # a screen looks the same whichever database filled it
MODELS = ["calendarday", "channel", "feedback"]
MODELS += ["linkcheck", "photocaption", "tag"]
FORMS = ["article", "channel", "delegation", "official"]
DESKS = ["", "files/", "duplicates/"]


def screens(draft: Article, person: User) -> list[str]:
    """The addresses below ``/admin/``: each kind of screen once."""
    public, tag = Article.objects.exclude(pk=draft.pk).latest("pk"), Tag.objects.first()
    return [
        "",
        "account/",
        "account/second-factor/",
        "password_change/",
        "auth/user/",
        "auth/user/add/",
        f"auth/user/{person.pk}/change/",
        "auth/group/1/change/",
        *(f"articles/{model}/" for model in ["article", *MODELS]),
        *(f"articles/{model}/add/" for model in FORMS),
        *(f"articles/article/{draft.pk}/{page}/" for page in ("change", "delete", "history", "sheet")),
        *(f"articles/article/{draft.pk}/preview{page}/" for page in ("/frame", "-links")),
        *(f"articles/article/{draft.pk}/perform/{act}/" for act in ("submit", "publish_urgently")),
        f"articles/article/{public.pk}/change/",
        "articles/article/filters/",
        "articles/channel/1/change/",
        "articles/notification/",
        "articles/tag/near/",
        f"articles/tag/{tag.pk}/merge/",
        *(f"articles/photocaption/media-desk/{desk}" for desk in DESKS),
        f"articles/photocaption/media-desk/slot/{PhotoCaption.objects.first().pk}/",
    ]  # fmt: skip


def settle(page: Page) -> None:
    """Wait for what scripts write after the page has loaded: names of fields, the editor's role."""
    if page.locator(".django-ckeditor-widget").count():
        page.wait_for_selector(".cke_wysiwyg_div[role=textbox]")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def test_axe_finds_nothing_on_any_admin_screen(
    newspaper: str, open_page: Callable[..., Page], admin_user: User
) -> None:
    draft = a_draft()
    page = at_the_desk(open_page, newspaper, admin_user)
    page.set_viewport_size({"width": 768, "height": 900})

    found = []
    for screen in screens(draft, member("mahong", "马红", "一审")):
        answer = page.goto(f"/admin/{screen}")
        settle(page)
        page.evaluate(AXE_SCRIPT)
        found += [f"{screen} {answer.status}"] if answer.status != 200 else []
        found += [f"{screen} {violation}" for violation in page.evaluate(AXE, [])]
        found += [f"{screen} is wide"] if is_wide(page, 768) else []

    assert found == []

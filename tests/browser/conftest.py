"""Real Chromium against a live server; one browser a worker serves all of its tests."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from tests.conftest import PASSWORD
from tests.seeding import seed

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")  # fmt: skip
# Two things CKEditor tries and does not need: its buttons are links to javascript:void(0), and
# its upload tab writes a script into a frame. The policy blocks both (docs/adr/0002).
HARMLESS = ("Running the JavaScript URL violates", "Executing inline script violates")
# Two chains of about the same length, so that neither worker waits long for the other.
DESK = {
    "test_admin_screens",
    "test_door",
    "test_many_at_once",
    "test_media",
    "test_newsroom",
    "test_pasting",
    "test_trail",
    "test_writing",
}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)
            place = "desk" if item.path.stem in DESK else "pages"
            item.add_marker(pytest.mark.xdist_group(f"browser-{place}"))
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    # Playwright's event loop lives in this thread; the ORM would take it for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def newspaper(live_server: LiveServer) -> str:
    """The address of a live site with both reports."""
    seed()
    return live_server.url


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page which fails the test on any script or policy error."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def heard(said: ConsoleMessage) -> None:
        address = said.page.url if said.page else ""
        editor = "/admin/articles/article/" in address
        missing = said.location.get("url") == address  # the page itself, asked for on purpose
        if said.type == "error" and not (missing or (editor and said.text.startswith(HARMLESS))):
            complaints.append(said.text)

    def opened(address: str, **options: object) -> Page:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", heard)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def sign_in(open_page: Callable[..., Page], live_server: LiveServer) -> Callable[[User], Page]:
    """Return a function that signs a member in through the login form."""

    def signed_in(user: User) -> Page:
        page = open_page(f"{live_server.url}/admin/")
        page.fill("#id_username", user.username)
        page.fill("#id_password", PASSWORD)
        page.click("[type=submit]")
        page.wait_for_url("**/admin/")
        return page

    return signed_in

"""What the tests of the desk share: articles on their way, and what a person sees of them."""

import re
from html import unescape

from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article
from articles.workflow import perform
from tests.builders import a_draft

LIST = "/admin/articles/article/"
TICKS = {"has_reviewed": True, "has_proofread": True, "remark": "同意"}


def submitted(author: User, **fields: object) -> Article:
    draft = a_draft(created_by=author, **fields)
    return perform("submit", draft, actor=author)


def signed_up_to(level: int, author: User, signers: list[User], **fields: object) -> Article:
    article = submitted(author, **fields)
    for action, signer in list(zip(["pass_first", "pass_second", "pass_third"], signers, strict=True))[:level]:  # fmt: skip
        perform(action, article, actor=signer, **TICKS)
    return article


def browser_of(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def home_of(user: User) -> str:
    browser = Client()
    browser.force_login(user)
    return browser.get("/admin/").content.decode()


def section(page: str, key: str) -> str:
    """Return the words of one section; "" where the page has none."""
    found = re.search(rf'aria-labelledby="task-{key}">(.*?)</section>', page, re.S)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", found[1]))) if found else ""


def told(user: User) -> list[tuple[str, str]]:
    """What *user* has not read yet."""
    return [(row.kind, row.text) for row in user.notifications.unread().order_by("pk")]


def ask(browser: Client, action: str, articles: list[Article], **fields: object) -> str:
    """Choose *articles* in the list, fill in the order, and return the page with what will happen."""
    chosen = {"action": action, "_selected_action": [article.pk for article in articles]}
    page = browser.get(browser.post(LIST, chosen).url)
    if action in ("add_tags", "remove_tags", "move"):
        page = browser.post(f"{LIST}bulk/{action}/", {**hidden(page.content.decode()), **fields})
    return page.content.decode()


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page))


def confirm(browser: Client, action: str, page: str, **fields: object) -> Client:
    return browser.post(f"{LIST}bulk/{action}/", {**hidden(page), **fields}, follow=True)


def shown(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))

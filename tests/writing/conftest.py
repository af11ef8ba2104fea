"""Saves of an article, as the desk makes them."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles import versions
from articles.models import Article, ArticleVersion, PhotoCaption, RelatedLink
from tests.admin.desk import change_url, form
from tests.builders import SENTENCE, a_draft, a_figure
from tests.writing.desks import Desk, rows_of


@pytest.fixture
def colleague(wanglei: User) -> Client:
    """The browser of the other editor."""
    client = Client()
    client.force_login(wanglei)
    return client


@pytest.fixture
def save(desk: Client) -> Callable[..., ArticleVersion]:
    """Return a function that saves a draft in the admin and returns what was kept."""

    def saved(draft: Article, by: Client = desk, **fields: object) -> ArticleVersion:
        draft.refresh_from_db()
        answer = by.post(change_url(draft), form(draft.channel, seen_saves=draft.saves, **fields))
        assert answer.status_code == 302, answer.context["errors"]
        return draft.versions.order_by("number").last()

    return saved


@pytest.fixture
def full_draft(db: None) -> Article:
    """A draft with two pictures, a figure and a link, and a kept version."""
    article = a_draft(body=f"<p>{SENTENCE}</p>")
    for position, caption in enumerate(("厂房外景", "车间内景"), start=1):
        PhotoCaption.objects.create(article=article, caption=caption, position=position)
    a_figure(article)
    RelatedLink.objects.create(article=article, label="甲", url="https://a.example/")
    versions.keep(article, actor=None)
    return article


@pytest.fixture
def full_desks(desk: Client, colleague: Client, full_draft: Article) -> tuple[Desk, Desk]:
    """Two editors who opened it, the second to save first."""
    second, first = Desk(desk, full_draft), Desk(colleague, full_draft)
    for each in (second, first):
        each.fields |= rows_of(full_draft)
    return second, first

"""Saves of an article, as the desk makes them."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, ArticleVersion
from tests.admin.desk import change_url, form


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

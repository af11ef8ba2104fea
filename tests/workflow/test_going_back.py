"""Going back to two steps: what the three reviews brought leaves no row that the old table refuses."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from articles.models import Article, Channel
from tests.builders import a_channel, a_draft

pytestmark = pytest.mark.django_db
EDITOR = SimpleNamespace(connection=connection)


def go_back() -> None:
    import_module("articles.migrations.0010_three_reviews").back_to_drafts(apps, EDITOR)


def test_a_draft_without_a_channel_gets_the_first_and_the_table_can_be_altered() -> None:
    channel, homeless = a_channel(), Article.objects.create(title="还没有栏目")
    reviewed = a_draft()
    Article.objects.filter(pk=reviewed.pk).update(status=Article.Status.SECOND_REVIEW)

    go_back()

    with connection.cursor() as cursor:  # PostgreSQL refuses while foreign keys are unchecked
        cursor.execute("ALTER TABLE articles_article ADD COLUMN tried integer")
        cursor.execute("ALTER TABLE articles_article DROP COLUMN tried")
    homeless.refresh_from_db()
    reviewed.refresh_from_db()
    assert homeless.channel == channel
    assert reviewed.status == Article.Status.DRAFT


def test_a_site_without_any_channel_gets_one() -> None:
    homeless = Article.objects.create(title="还没有栏目")

    go_back()

    homeless.refresh_from_db()
    assert homeless.channel == Channel.objects.get()

"""The history shows no other article, nobody without the right, and costs no more when long."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import versions
from articles.models import Article, ArticleVersion
from tests.builders import a_draft

pytestmark = pytest.mark.django_db

Save = Callable[..., ArticleVersion]


def history(article: Article, page: str = "") -> str:
    return f"/admin/articles/article/{article.pk}/history/{page}"


def test_saves_that_are_none_are_not_found(desk: Client, save: Save) -> None:
    draft = a_draft()
    save(draft, title="甲")

    for query in ("old=x&new=y", "new=99999999999999999999", ""):
        assert desk.get(history(draft, f"compare/?{query}")).status_code == 404, query


def test_another_articles_saves_are_not_shown_here(desk: Client, save: Save) -> None:
    draft, other = a_draft(), a_draft()
    strange = save(other, title="别的稿件")

    assert desk.get(history(draft, f"{strange.pk}/")).status_code == 404
    assert desk.get(history(draft, f"compare/?new={strange.pk}")).status_code == 404
    assert desk.get(history(draft, f"{strange.pk}/restore/")).status_code == 404


def test_who_may_not_see_the_article_sees_no_history(save: Save, signed_in, db: None) -> None:
    draft = a_draft()
    kept = save(draft, title="甲")
    stranger = signed_in(User.objects.create_user("nobody", is_staff=True))

    for page in ("", f"compare/?new={kept.pk}", f"{kept.pk}/", f"{kept.pk}/restore/"):
        assert stranger.get(history(draft, page)).status_code == 403


def test_the_list_asks_as_often_for_fifty_lines_as_for_two(desk: Client, aygul: User) -> None:
    draft = a_draft()
    counts = []
    for saves in (2, 48):
        for number in range(saves):
            draft.title = f"标题{saves}-{number}"
            draft.save()
            versions.keep(draft, actor=aygul)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert desk.get(history(draft)).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 16
    assert "第 2 页" in desk.get(history(draft, "?page=2")).content.decode()

"""What is not restored: in review, over a newer save, without the right, by reading."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, ArticleVersion, Channel
from articles.signing import content_hash
from tests.builders import a_draft

pytestmark = pytest.mark.django_db

Save = Callable[..., ArticleVersion]


def restore_url(article: Article, version: ArticleVersion) -> str:
    return f"/admin/articles/article/{article.pk}/history/{version.pk}/restore/"


def test_in_review_nothing_is_restored(desk: Client, save: Save) -> None:
    draft = a_draft()
    kept = save(draft, title="早稿")
    save(draft, title="送审稿")
    draft.refresh_from_db()

    for status in ("first_review", "second_review", "third_review", "approved"):
        Article.objects.filter(pk=draft.pk).update(status=status)
        answer = desk.post(restore_url(draft, kept), {"seen_saves": draft.saves})

        assert "退回或撤回之后才能恢复" in answer.content.decode()
        draft.refresh_from_db()
        assert draft.title == "送审稿"


def test_a_draft_saved_since_the_confirmation_is_not_overwritten(desk: Client, save: Save) -> None:
    draft = a_draft()
    kept = save(draft, title="早稿")
    save(draft, title="后来的稿")

    for seen in ("", "0", "-1", "x", "99999999999999999999"):
        answer = desk.post(restore_url(draft, kept), {"seen_saves": seen})

        assert answer.status_code == 200
        draft.refresh_from_db()
        assert draft.title == "后来的稿"


def test_reading_the_confirmation_changes_nothing(desk: Client, save: Save) -> None:
    draft = a_draft()
    kept = save(draft, title="早稿")
    save(draft, title="后来的稿")
    before = content_hash(draft), draft.versions.count()

    desk.get(restore_url(draft, kept))

    assert (content_hash(draft), draft.versions.count()) == before


def test_who_only_reads_restores_nothing(save: Save, signed_in, chenjing: User) -> None:
    draft = a_draft()
    kept = save(draft, title="早稿")
    save(draft, title="后来的稿")
    draft.refresh_from_db()

    answer = signed_in(chenjing).post(restore_url(draft, kept), {"seen_saves": draft.saves})

    assert "您没有修改这篇稿件的权限" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.title == "后来的稿"


def test_an_old_save_does_not_move_a_draft_into_a_channel_of_others(
    desk: Client, aygul: User, save: Save
) -> None:
    draft = a_draft()
    kept = save(draft, title="早稿")
    own = Channel.objects.create(name="通知公告", slug="tong-zhi", description="通知")
    Article.objects.filter(pk=draft.pk).update(channel=own, title="后来的稿")
    own.staff.add(aygul)
    draft.refresh_from_db()

    answer = desk.post(restore_url(draft, kept), {"seen_saves": draft.saves}, follow=True)

    assert "您没有分到" in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.title, draft.channel) == ("早稿", own)

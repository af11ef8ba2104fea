"""P4 where the common copy is unknown, blank or forged: asked or refused, never overwritten."""

import pytest
from django.test import Client

from articles import versions
from articles.admin.article import ArticleForm
from articles.models import Article
from tests.builders import a_draft
from tests.writing.desks import Desk, choices

pytestmark = pytest.mark.django_db

BODY = "<p>第一段的原文在这里。</p><p>第二段的原文在这里。</p>"
MINE = BODY.replace("第一段的原文", "第一段的新文字")
THEIRS = BODY.replace("第二段的原文在", "第二段的文字<strong>仍</strong>在")
BOTH = MINE.replace("第二段的原文在", "第二段的文字<strong>仍</strong>在")


@pytest.fixture
def draft(db: None) -> Article:
    article = a_draft(title="共同的标题", body=BODY)
    versions.keep(article, actor=None)
    return article


@pytest.fixture
def desks(desk: Client, colleague: Client, draft: Article) -> tuple[Desk, Desk]:
    """Two editors who opened the same draft."""
    return Desk(desk, draft), Desk(colleague, draft)


def test_a_draft_older_than_its_history_is_compared_too(desk: Client, colleague: Client) -> None:
    draft = a_draft(body=BODY)
    second, first = Desk(desk, draft), Desk(colleague, draft)
    first.send(body=THEIRS)

    second.choose(second.send(body=MINE))

    draft.refresh_from_db()
    assert draft.body == BOTH


def test_blanks_that_only_the_editor_puts_in_are_no_change(
    desks: tuple[Desk, Desk], draft: Article
) -> None:
    second, first = desks
    first.send(body=THEIRS.replace("</p><p>", "</p>\n\n<p>"))

    untouched = second.send(title="我的标题", body=BODY.replace("</p><p>", "</p>\n\n<p>"))
    both = second.send(body=MINE.replace("</p><p>", "</p>\r\n\r\n<p>"))

    assert choices(untouched) == {"body": (("mine", "theirs"), "theirs")}
    assert choices(both) == {"body": (("merged", "mine", "theirs"), "merged")}


def test_without_knowing_the_base_everything_different_is_asked(
    desks: tuple[Desk, Desk], draft: Article
) -> None:
    second, first = desks
    first.send(body=THEIRS)
    del second.fields["seen_version"]
    Desk(first.client, draft).send(title="他人的标题", seen_version=77)

    refused = second.send(body=MINE, seen_version=99)

    assert choices(refused) == dict.fromkeys(("title", "body"), (("mine", "theirs"), ""))


FORGED = (
    {"merge_saves": "x", "merge_version": "1"},
    {"merge_saves": "1", "merge_version": "99"},
    {"merge_saves": "9" * 30, "merge_version": "9" * 30},
    {"merge_saves": "1", "merge_version": "2", "pick": ["body"]},
    {"merge_saves": "1", "merge_version": "2", "pick": ["body"], "pick-body": "other"},
    {"merge_saves": "1", "merge_version": "2", "pick": ["status"], "pick-status": "theirs"},
    {"merge_saves": "1", "merge_version": "2", "pick": ["tags"], "pick-tags": "merged"},
    {"merge_saves": "1", "merge_version": "2", "pick": ["captions-x"], "pick-captions-x": "merged"},
    {"merge_saves": "0", "merge_version": "1"},
)


def test_forged_choices_are_refused_like_none(desks: tuple[Desk, Desk], draft: Article) -> None:
    second, first = desks
    first.send(body=THEIRS)
    plain = dict(second.fields)

    for forged in FORGED:
        second.fields = dict(plain)
        refused = second.send(body=MINE, **forged)

        assert refused.status_code == 200, forged
        assert refused.context["conflict"]
        draft.refresh_from_db()
        assert draft.body == THEIRS


def test_a_draft_deleted_while_the_form_is_read_gives_the_text_back(
    desks: tuple[Desk, Desk], draft: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deleted(form: ArticleForm) -> str:
        Article.objects.filter(pk=draft.pk).delete()
        return ""

    monkeypatch.setattr(ArticleForm, "clean_manuscript", deleted)

    answer = desks[0].send(title="写了很久的标题")

    assert answer.status_code == 409
    assert "写了很久的标题" in answer.content.decode()

"""P2: what is not published is not found, and the clock alone may show it or take it away."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import (
    Article,
    Enterprise,
    Official,
    PhotoCaption,
    SearchDocument,
    Tag,
)
from articles.search.rebuilding import differences
from articles.workflow import perform
from tests.builders import a_draft, a_published, publish
from tests.search.looking import found

pytestmark = pytest.mark.django_db
SECRET = "不可外泄"


def with_everything(article: Article) -> Article:
    """Let *article* alone carry a picture, a tag and names that hold the secret words."""
    caption = PhotoCaption.objects.create(article=article, caption=f"{SECRET}的图片")
    article.tags.add(Tag.objects.create(name=f"{SECRET}的标签"))
    article.officials.add(Official.objects.create(name=f"{SECRET}的人"))
    firm = Enterprise.objects.create(
        full_name=f"{SECRET}的企业", cluster=Tag.objects.create(name=f"{SECRET}的集群", kind="industry")
    )  # fmt: skip
    firm.tags.add(Tag.objects.create(name=f"{SECRET}的企业标签"))
    caption.enterprises.add(firm)
    return article


def agrees_with_in_use() -> bool:
    """Whether ``visible()`` and the records' own rules say the same of every name."""
    for column, model in (("official", Official), ("enterprise", Enterprise), ("tag", Tag)):
        shown = SearchDocument.objects.visible().filter(**{f"{column}__isnull": False})
        in_use = set(model.objects.in_use().values_list("pk", flat=True))
        if set(shown.values_list(column, flat=True)) != in_use:
            return False
    return True


def test_a_draft_is_found_with_its_signature(chenjing: User) -> None:
    draft = with_everything(a_draft(title=SECRET, body=f"<p>{SECRET}</p>"))
    assert found(SECRET) == []
    assert agrees_with_in_use()

    publish(draft, actor=chenjing)

    assert len(found(SECRET)) == 7
    assert agrees_with_in_use()


def test_a_schedule_beyond_the_order_of_results_is_kept_and_not_found(chenjing: User) -> None:
    far = datetime(9999, 12, 31, tzinfo=UTC)

    publish(with_everything(a_draft(title=SECRET)), actor=chenjing, visible_from=far)

    assert found(SECRET) == []
    assert agrees_with_in_use()
    assert list(differences()) == []


def test_a_withdrawn_article_takes_everything_along(chenjing: User) -> None:
    article = publish(with_everything(a_draft(title=SECRET)), actor=chenjing)

    perform("withdraw", article, actor=chenjing, remark="内部原因")

    assert found(SECRET) == []
    assert agrees_with_in_use()
    assert not SearchDocument.objects.filter(article=article).exists()


def test_a_schedule_falls_due_and_ends_without_any_write(
    chenjing: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon = timezone.now() + timedelta(hours=1)
    later = soon + timedelta(hours=1)
    draft = with_everything(a_draft(title=SECRET))
    publish(draft, actor=chenjing, visible_from=soon, visible_until=later)
    counts = [len(found(SECRET))]

    for moment in (soon, later):
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        counts.append(len(found(SECRET)))
        assert agrees_with_in_use()

    assert counts == [0, 7, 0]


def test_an_amendment_is_found_when_it_is_signed_and_the_old_words_no_more(
    aygul: User, chenjing: User
) -> None:
    live = a_published(title="旧的说法")
    draft = perform("amend", live, actor=aygul)
    draft.title = "新的说法"
    draft.save()
    assert (found("旧的说法"), found("新的说法")) == (["旧的说法"], [])

    publish(draft, actor=chenjing)

    assert (found("旧的说法"), found("新的说法")) == ([], ["新的说法"])
    assert SearchDocument.objects.count() == 1


def test_names_on_drafts_and_on_published_articles_alike_are_found() -> None:
    tag = Tag.objects.create(name="共用的标签")
    for article in (a_draft(), a_published()):
        article.tags.add(tag)

    assert found("共用的标签") == ["共用的标签"]
    assert agrees_with_in_use()

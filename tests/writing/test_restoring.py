"""An earlier content comes back whole, as a new save; nothing is lost, no step is skipped."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client

from articles import versions
from articles.models import Article, ArticleVersion, Official, PhotoCaption, RelatedLink, Tag
from articles.signing import content_of
from articles.workflow import perform
from tests.builders import SENTENCE, a_draft, a_figure, a_picture, publish

pytestmark = pytest.mark.django_db

Save = Callable[..., ArticleVersion]


def restore_url(article: Article, version: ArticleVersion) -> str:
    return f"/admin/articles/article/{article.pk}/history/{version.pk}/restore/"


def a_full_draft(aygul: User) -> tuple[Article, ArticleVersion]:
    """A draft with everything a content holds, and the version kept of it."""
    draft = a_draft(title="原来的标题", body=f"<p>{SENTENCE}</p>", change_note="原来的说明")
    official, tag = Official.objects.create(name="崔玉淼"), Tag.objects.create(name="厂房")
    caption = PhotoCaption(article=draft, caption="厂房外景", position=1)
    caption.image.save("a.jpg", ContentFile(a_picture()))
    caption.officials.add(official)
    caption.tags.add(tag)
    draft.tags.add(tag)
    draft.officials.add(official)
    a_figure(draft, value="41.5", printed="41.5")
    RelatedLink.objects.create(article=draft, label="甲", url="https://a.example/", position=3)
    RelatedLink.objects.create(article=draft, label="乙", url="https://b.example/", position=1)
    return draft, versions.keep(draft, actor=aygul)


def change_everything(draft: Article) -> None:
    Article.objects.filter(pk=draft.pk).update(
        title="改过的标题", body="<p>改过</p>", change_note=""
    )
    draft.tags.clear()
    draft.officials.clear()
    draft.related_links.all().delete()
    draft.key_figures.all().delete()
    draft.captions.all().delete()
    PhotoCaption.objects.create(article=draft, caption="后来的图")


def test_everything_comes_back_as_a_new_save(desk: Client, aygul: User) -> None:
    draft, kept = a_full_draft(aygul)
    change_everything(draft)
    before = Article.objects.get(pk=draft.pk)

    asked = desk.get(restore_url(draft, kept))
    answer = desk.post(restore_url(draft, kept), {"seen_saves": draft.saves})

    assert asked.status_code == 200
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert content_of(draft) == kept.content
    assert (draft.status, draft.public_id, draft.edition, draft.created_at) == (
        before.status, before.public_id, before.edition, before.created_at,
    )  # fmt: skip
    assert draft.saves == before.saves + 1
    assert aygul in draft.contributors.all()
    reasons = list(draft.versions.order_by("number").values_list("reason", "actor_name"))
    assert reasons[-1] == ("恢复到第 1 次保存", "阿依古丽")
    assert reasons[-2][0] == "此前的内容"


def test_what_exists_no_longer_is_named_and_left_out(desk: Client, aygul: User) -> None:
    draft, kept = a_full_draft(aygul)
    change_everything(draft)
    Tag.objects.all().delete()
    Official.objects.all().delete()
    image = kept.content["captions"][0]["image"]
    PhotoCaption._meta.get_field("image").storage.delete(image)

    answer = desk.post(restore_url(draft, kept), {"seen_saves": draft.saves}, follow=True)

    text = answer.content.decode()
    assert "没有恢复：" in text
    for said in ("标签：chang-fang", "文中负责人：", "图中负责人：", "第 1 图的文件"):
        assert said in text, said
    assert draft.captions.get(number=1).is_awaited


def test_without_a_draft_an_old_edition_becomes_one(
    desk: Client, save: Save, aygul: User, chenjing: User
) -> None:
    first = a_draft(title="第一版的标题")
    early = save(first, title="第一版的早稿")
    late = save(first, title="第一版的定稿")
    publish(perform("amend", publish(first, actor=chenjing), actor=aygul), actor=chenjing)

    for version, title in ((early, "第一版的早稿"), (late, "第一版的定稿")):
        answer = desk.post(restore_url(first, version))

        draft = Article.objects.get(public_id=first.public_id, status="draft")
        assert answer.status_code == 302
        assert (draft.title, draft.edition) == (title, 3)
        draft.delete()
    first.refresh_from_db()
    assert (first.title, first.status) == ("第一版的定稿", "signed")


def test_the_newest_edition_is_brought_back_as_an_amendment(
    desk: Client, save: Save, chenjing: User
) -> None:
    only = a_draft()
    early = save(only, title="早稿")
    save(only, title="定稿")
    publish(only, actor=chenjing)

    desk.post(restore_url(only, early))

    draft = Article.objects.get(public_id=only.public_id, status="draft")
    assert (draft.title, draft.edition) == ("早稿", 2)
    assert [step.action for step in only.steps.all()][-1] == "amend"


def test_the_change_note_of_another_edition_stays_with_it(
    desk: Client, save: Save, aygul: User, chenjing: User
) -> None:
    first = a_draft()
    old = save(first, title="旧标题")
    amended = perform("amend", publish(first, actor=chenjing), actor=aygul)
    save(amended, title="新标题", change_note="这一版的说明")
    amended.refresh_from_db()

    desk.post(restore_url(amended, old), {"seen_saves": amended.saves})

    amended.refresh_from_db()
    assert (amended.title, amended.change_note) == ("旧标题", "这一版的说明")

"""P3: who may not, and when; every refusal says why in Chinese and changes nothing."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone

from articles.models import AppendOnly, Article, PhotoCaption, WorkflowStep
from articles.signing import content_hash
from articles.workflow import NotAllowed, perform
from tests.builders import a_draft, a_published, approve, publish


@pytest.mark.parametrize("action", ["publish", "withdraw"])
def test_an_editor_without_the_right_is_refused(action: str, aygul: User) -> None:
    article = approve(a_draft()) if action == "publish" else a_published()

    with pytest.raises(NotAllowed, match=r"没有.*权限"):
        perform(action, article, actor=aygul, remark="原因")


def test_nobody_signs_what_they_wrote_not_even_the_superuser(root: User) -> None:
    draft = a_draft(created_by=root)

    with pytest.raises(NotAllowed, match="另一位同志"):
        publish(draft, actor=root)

    assert not Article.objects.published().exists()


def test_nobody_signs_what_they_helped_to_edit(root: User) -> None:
    draft = a_draft()
    draft.contributors.add(root)

    with pytest.raises(NotAllowed, match="参与过"):
        publish(draft, actor=root)


def test_who_wrote_the_first_edition_does_not_sign_the_second(
    aygul: User, wanglei: User, chenjing: User
) -> None:
    aygul.groups.add(Group.objects.get(name="三审"))
    first = a_draft(created_by=aygul)
    publish(first, actor=chenjing)
    second = perform("amend", first, actor=wanglei)

    with pytest.raises(NotAllowed, match="参与过"):
        publish(second, actor=User.objects.get(pk=aygul.pk))


def test_a_deactivated_account_can_do_nothing(chenjing: User) -> None:
    chenjing.is_active = False
    chenjing.save()

    with pytest.raises(NotAllowed, match="权限"):
        publish(a_draft(), actor=chenjing)


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("source", "", "来源"),
        ("body", "", "正文"),
        ("title", "", "标题"),
        ("channel", None, "栏目"),
    ],
)
def test_t_meta_08_an_incomplete_article_is_not_submitted(
    field: str, value: str | None, named: str, aygul: User
) -> None:
    draft = a_draft()
    Article.objects.filter(pk=draft.pk).update(**{field: value})

    with pytest.raises(NotAllowed, match=named):
        perform("submit", draft, actor=aygul)


def test_a_picture_without_its_caption_is_not_submitted(aygul: User) -> None:
    draft = a_draft()
    PhotoCaption.objects.create(article=draft, caption="")

    with pytest.raises(NotAllowed, match="第 1 幅图的图片说明"):
        perform("submit", draft, actor=aygul)


@pytest.mark.parametrize("remark", ["", "  \n ", "\u200b\u202e"])
def test_withdrawing_needs_a_reason(remark: str, chenjing: User) -> None:
    live = a_published()

    with pytest.raises(NotAllowed, match="原因"):
        perform("withdraw", live, actor=chenjing, remark=remark)

    assert Article.objects.published().exists()


def test_signing_something_else_than_was_looked_at_is_refused(chenjing: User) -> None:
    draft = a_draft()
    seen = content_hash(draft)
    Article.objects.filter(pk=draft.pk).update(body="<p>签发前偷偷改了。</p>")

    with pytest.raises(NotAllowed, match="又有改动"):
        publish(Article.objects.get(pk=draft.pk), actor=chenjing, seen_hash=seen)


def test_a_second_draft_of_one_article_is_refused(aygul: User) -> None:
    live = a_published()
    perform("amend", live, actor=aygul)

    with pytest.raises(NotAllowed, match="第 2 版"):
        perform("amend", live, actor=aygul)


def test_an_old_edition_is_not_amended(aygul: User, chenjing: User) -> None:
    first = a_published()
    publish(perform("amend", first, actor=aygul), actor=chenjing)
    first.refresh_from_db()

    with pytest.raises(NotAllowed, match="旧版"):
        perform("amend", first, actor=aygul)


def test_what_readers_no_longer_see_is_not_withdrawn(chenjing: User) -> None:
    article = a_published()
    past = timezone.now() - timedelta(minutes=1)
    Article.objects.filter(pk=article.pk).update(
        visible_from=past, visible_until=past, first_published_at=past
    )
    article.refresh_from_db()

    with pytest.raises(NotAllowed, match="看不到"):
        perform("withdraw", article, actor=chenjing, remark="原因")


def test_an_expiry_before_the_start_is_refused(chenjing: User) -> None:
    now = timezone.now()

    with pytest.raises(NotAllowed, match="晚于"):
        publish(a_draft(), actor=chenjing, visible_until=now - timedelta(hours=1))


def test_an_unknown_action_and_a_deleted_article_are_refused(chenjing: User) -> None:
    draft = a_draft()

    with pytest.raises(NotAllowed, match="没有这项操作"):
        perform("approve", draft, actor=chenjing)

    Article.objects.filter(pk=draft.pk).delete()
    with pytest.raises(NotAllowed, match="不存在"):
        perform("publish", draft, actor=chenjing)


def test_steps_are_never_changed_or_deleted(chenjing: User) -> None:
    step = a_published().steps.last()

    with pytest.raises(AppendOnly):
        step.save()
    with pytest.raises(AppendOnly):
        step.delete()
    with pytest.raises(AppendOnly):
        WorkflowStep.objects.update(remark="改")
    with pytest.raises(AppendOnly):
        WorkflowStep.objects.all().delete()

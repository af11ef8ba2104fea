"""``verify_signatures`` proves what holds, and finds every kind of tampering."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import transaction

from articles.models import Article, ArticleVersion, PhotoCaption, SecrecyReview, Tag, WorkflowStep
from articles.workflow import perform
from articles.workflow.verifying import verify
from tests.builders import a_draft
from tests.desk.test_duties import TICKS, signed_up_to, submitted

pytestmark = pytest.mark.django_db


def faults(**options: dict) -> str:
    merged = options.get("merged_tags", {})
    found = verify(Article.objects.all(), merged_tags=merged)
    return "；".join(fault for verdict in found for fault in verdict.faults)


def command(*arguments: str) -> str:
    out = StringIO()
    call_command("verify_signatures", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def live(aygul: User, mahong: User, zhaoyong: User, chenjing: User, sulaiman: User) -> Article:
    """An article that five people brought to its readers, and its picture and tag."""
    draft = a_draft(title="园区", created_by=aygul)
    draft.tags.add(Tag.objects.create(name="新材料", slug="xin-cai-liao"))
    PhotoCaption.objects.create(article=draft, caption="厂房", position=1)
    perform("submit", draft, actor=aygul)
    for action, signer in (("pass_first", mahong), ("pass_second", zhaoyong), ("pass_third", chenjing)):  # fmt: skip
        perform(action, draft, actor=signer, **TICKS)
    perform("review_secrecy", draft, actor=sulaiman, conclusion="public", basis="规定")
    return perform("publish", draft, actor=chenjing)


def test_what_was_properly_signed_holds(live: Article, aygul: User, seeded: None) -> None:
    perform("amend", live, actor=aygul)
    submitted(aygul)

    said = command()

    assert "三审三校\t相符\t园区" in said
    assert said.count("初始数据\t相符") == 2
    assert said.count("未发布\t相符") == 2
    assert "全部相符" in said
    assert "共 2 版" in command("--article", live.public_id)
    with pytest.raises(CommandError, match="没有编号"):
        command("--article", "x\x00")


def rows(model: type, **which: object) -> object:
    """The rows of an append-only table, as somebody with the database reaches them."""
    return model._base_manager.filter(**which)


def _forged_signer(live: Article) -> None:
    first = live.steps.get(action="pass_first")
    rows(WorkflowStep, action="pass_second").update(actor=first.actor)


def _by_writer(live: Article) -> None:
    rows(WorkflowStep, action="pass_third").update(actor=live.created_by)


def _acting_for_writer(live: Article) -> None:
    rows(WorkflowStep, action="pass_third").update(acting_for=live.created_by)


def _old_time(live: Article) -> None:
    third = live.steps.get(action="pass_third")
    rows(WorkflowStep, pk=third.pk).update(at=third.at - timedelta(days=1))


TAMPERING: list[tuple[str, Callable[[Article], object], str]] = [
    ("text", lambda a: Article.objects.update(body="<p>改过</p>"), "现在的内容与所签的不同：正文"),
    ("caption", lambda a: PhotoCaption.objects.update(caption="别的"), "不同：图片说明"),
    ("tag", lambda a: a.tags.clear(), "不同：标签"),
    ("version", lambda a: rows(ArticleVersion).update(canonical="{}"), "内容与它的校验值不符"),
    ("hash of version", lambda a: rows(ArticleVersion).update(content_hash="0" * 64), "没有保存"),
    ("no versions", lambda a: rows(ArticleVersion)._raw_delete("default"), "没有保存"),
    ("signed hash", lambda a: rows(WorkflowStep, action="pass_first").update(content_hash="0" * 64), "一审所签的不是发布的内容"),
    ("same person", _forged_signer, "一审一校通过与二审二校通过是同一人"),
    ("writer", _by_writer, "由参与编辑的人签署"),
    ("for a writer", _acting_for_writer, "由参与编辑的人签署"),
    ("nobody", lambda a: rows(WorkflowStep, action="pass_first").update(actor=None), "没有签署人"),
    ("ticks", lambda a: rows(WorkflowStep).update(has_proofread=False), "没有勾选"),
    ("level", lambda a: rows(WorkflowStep, action="pass_second")._raw_delete("default"), "缺少二审签名"),
    ("gap", lambda a: rows(WorkflowStep, action="submit")._raw_delete("default"), "流转记录缺号"),
    ("order", _old_time, "时间前后颠倒"),
    ("secrecy", lambda a: rows(SecrecyReview)._raw_delete("default"), "没有针对这份内容的保密审查"),
    ("secrecy of another", lambda a: rows(SecrecyReview).update(content_hash="0" * 64), "没有针对这份内容的保密审查"),
    ("closed", lambda a: rows(SecrecyReview).update(conclusion="closed"), "结论是“不公开”"),
    ("secrecy by writer", lambda a: rows(SecrecyReview).update(actor=a.created_by), "保密审查由参与编辑的人作出"),
    ("no release", lambda a: rows(WorkflowStep, action="publish")._raw_delete("default"), "没有发布记录"),
]  # fmt: skip


def test_every_kind_of_tampering_is_found(live: Article) -> None:
    assert faults() == ""

    found = {name: _after(tamper, live) for name, tamper, _ in TAMPERING}

    assert [name for name, _, words in TAMPERING if words not in found[name]] == []
    assert faults() == ""


def _after(tamper: Callable[[Article], object], live: Article) -> str:
    """Return what is found after *tamper*, which is then undone."""
    with transaction.atomic():
        tamper(Article.objects.get(pk=live.pk))
        said = faults()
        transaction.set_rollback(True)
    return said


def test_a_fault_is_the_commands_exit_code(live: Article) -> None:
    Article.objects.filter(pk=live.pk).update(title="改过")

    with pytest.raises(CommandError, match="共 1 版，1 版不符"):
        command()


def test_a_change_after_a_signature_below_is_found(
    aygul: User, mahong: User, zhaoyong: User, chenjing: User
) -> None:
    signed_up_to(3, aygul, [mahong, zhaoyong, chenjing])
    Article.objects.update(status="signed", visible_from="2026-01-01T00:00Z", first_published_at="2026-01-01T00:00Z")  # fmt: skip

    assert faults() == "没有发布记录"


def test_emergencies_hold_with_their_flag_or_countersignature(
    aygul: User, chenjing: User, sulaiman: User, root: User
) -> None:
    article = submitted(aygul)
    perform("review_secrecy", article, actor=sulaiman, conclusion="public", basis="规定")
    perform("publish_urgently", article, actor=chenjing, remark="险情")
    assert "紧急发布\t相符" in command()

    Article.objects.update(countersign_by=None)
    assert "待补签的标记却不见了" in faults()
    article.refresh_from_db()
    Article.objects.update(countersign_by=article.visible_from)
    perform("countersign", article, actor=root, **TICKS)
    assert faults() == ""
    rows(WorkflowStep, action="countersign").update(actor=chenjing)
    assert "紧急发布与补签是同一人" in faults()


def test_merged_tags_are_followed(live: Article) -> None:
    live.tags.set([Tag.objects.create(name="材料", slug="cai-liao")])

    assert "标签" in faults()
    assert faults(merged_tags={"xin-cai-liao": "cai-liao"}) == ""

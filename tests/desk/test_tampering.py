"""``verify_signatures`` finds every kind of tampering with an article or its records."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction

from articles.models import Article, ArticleVersion, PhotoCaption, SecrecyReview, WorkflowStep
from tests.desk.proving import faults, rows

pytestmark = pytest.mark.django_db


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

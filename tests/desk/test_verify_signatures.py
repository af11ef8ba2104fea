"""``verify_signatures`` proves what holds, and finds every kind of tampering."""

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from articles.models import Article, Tag, WorkflowStep
from articles.tagging import merge
from articles.workflow import perform
from tests.desk.office import TICKS, browser_of, signed_up_to, submitted
from tests.desk.proving import faults, rows

pytestmark = pytest.mark.django_db


def command(*arguments: str) -> str:
    out = StringIO()
    call_command("verify_signatures", *arguments, stdout=out)
    return out.getvalue()


def test_what_was_properly_signed_holds(seeded: None, live: Article, aygul: User) -> None:
    perform("amend", live, actor=aygul)
    submitted(aygul)

    said = command()

    assert "三审三校\t相符\t园区" in said
    assert said.count("初始数据\t相符") == 2
    assert said.count("未发布\t相符") == 2
    assert "全部相符" in said
    assert "共 2 版" in command("--article", live.public_id)
    with pytest.raises(CommandError, match="没有这个编号"):
        command("--article", "x\x00")


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


def test_merged_tags_are_followed_and_void_no_signature(live: Article, aygul: User) -> None:
    kept = Tag.objects.create(name="合并后的标签", slug="cai-liao")
    other = Tag.objects.create(name="不是一个", slug="bu-shi")
    merge(Tag.objects.get(slug="shi-fan"), kept)

    assert faults() == ""
    shown = browser_of(aygul).get(f"/admin/articles/article/{live.pk}/sheet/").content.decode()
    assert "作废" not in shown
    assert "签名与现在的内容相符" in shown

    live.tags.set([other])
    assert "不同：标签" in faults()

"""A step tells those who act next and those whose work it was, in its own transaction."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core import serializers
from django.db import transaction
from django.utils import timezone

from articles.models import Channel, Notification
from articles.workflow import NotAllowed, perform
from tests.builders import a_draft, a_published, a_signer
from tests.desk.office import TICKS, signed_up_to, submitted, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
PAGE = "/admin/articles/notification/"


def test_what_is_handed_in_waits_for_the_first_reviewers_and_the_secrecy_reviewer(
    aygul: User, wanglei: User, mahong: User, zhaoyong: User, sulaiman: User, root: User
) -> None:
    submitted(aygul, title="园区")

    assert told(mahong) == [("waiting", "《园区》等您一审一校。")]
    assert told(sulaiman) == [("secrecy_waiting", "《园区》等您保密审查。")]
    for nobody in (aygul, wanglei, zhaoyong, root):
        assert told(nobody) == []


def test_who_is_held_to_other_channels_is_not_told(aygul: User, mahong: User) -> None:
    mahong.channels.add(Channel.objects.create(name="别的", slug="bie-de"))

    submitted(aygul)

    assert told(mahong) == []


def test_a_signature_is_told_to_the_writers_and_passes_the_waiting_on(
    aygul: User, wanglei: User, mahong: User, zhaoyong: User
) -> None:
    article = submitted(aygul, title="园区")
    article.contributors.add(wanglei)

    perform("pass_first", article, actor=mahong, **TICKS)

    assert told(mahong) == []
    assert told(zhaoyong) == [("waiting", "《园区》等您二审二校。")]
    for writer in (aygul, wanglei):
        assert told(writer) == [("signed", "《园区》一审一校通过（马红）。")]


def test_returning_tells_the_reason_and_ends_the_waiting(
    aygul: User, mahong: User, zhaoyong: User, sulaiman: User
) -> None:
    article = submitted(aygul, title="园区")
    perform("pass_first", article, actor=mahong, **TICKS)

    perform("send_back", article, actor=zhaoyong, remark="数字" * 400)

    kind, text = told(aygul)[-1]
    assert kind == "returned"
    assert text.startswith("《园区》被赵勇退回：数字")
    assert len(text) == 400
    assert told(zhaoyong) == told(sulaiman) == []


def test_publishing_waits_until_three_have_signed_and_secrets_are_cleared(
    aygul: User, mahong: User, zhaoyong: User, chenjing: User, sulaiman: User
) -> None:
    other = User.objects.create_user("other", first_name="另一位", is_staff=True)
    other.groups.set(chenjing.groups.all())
    article = signed_up_to(3, aygul, [mahong, zhaoyong, chenjing], title="园区")
    assert ("waiting", "《园区》等您发布。") not in told(other)

    perform("review_secrecy", article, actor=sulaiman, conclusion="public", basis="规定")
    assert ("waiting", "《园区》等您发布。") in told(other)
    assert ("secrecy", "《园区》保密审查结论：可公开（苏莱曼）。") in told(aygul)

    tomorrow = timezone.now() + timedelta(days=1)
    perform("publish", article, actor=other, visible_from=tomorrow)
    assert told(aygul)[-1][1].startswith("《园区》将于 ")
    assert ("waiting", "《园区》等您发布。") not in told(other) + told(chenjing)


def test_an_emergency_calls_for_somebody_else_to_countersign(
    aygul: User, chenjing: User, sulaiman: User
) -> None:
    second = User.objects.create_user("second", first_name="另一位", is_staff=True)
    second.groups.set(chenjing.groups.all())
    article = submitted(aygul, title="险情")
    perform("review_secrecy", article, actor=sulaiman, conclusion="public", basis="规定")

    perform("publish_urgently", article, actor=chenjing, remark="险情")

    assert any("等您补签，须在" in text for _, text in told(second))
    assert told(chenjing) == []
    perform("countersign", article, actor=second, **TICKS)
    assert not any("补签，" in text for _, text in told(second))


def test_withdrawing_is_told_to_the_writers(aygul: User) -> None:
    live = a_published(title="有误的", created_by=aygul)

    perform("withdraw", live, actor=a_signer(), remark="数据有误")

    assert told(aygul)[-1] == ("withdrawn", "《有误的》已撤稿（builder-signer）：数据有误")


def test_a_refused_or_rolled_back_step_tells_nobody(aygul: User, mahong: User) -> None:
    draft = a_draft(source="", created_by=aygul)
    with pytest.raises(NotAllowed):
        perform("submit", draft, actor=aygul)
    with transaction.atomic():
        submitted(aygul)
        transaction.set_rollback(True)

    assert not Notification.objects.exists()


def test_loaded_rows_tell_nobody(aygul: User, mahong: User) -> None:
    article = submitted(aygul)
    Notification.objects.all().delete()
    rows = serializers.serialize("json", article.steps.all())
    type(article.steps.first())._base_manager.all()._raw_delete(using="default")

    for row in serializers.deserialize("json", rows):
        row.save()

    assert article.steps.count() == 1
    assert not Notification.objects.exists()


def test_old_ones_go(aygul: User, mahong: User) -> None:
    article = submitted(aygul)
    row = mahong.notifications.get()
    old = timezone.now() - timedelta(days=91)
    Notification.objects.filter(pk=row.pk).update(created=old, read_at=old)

    perform("recall", article, actor=aygul)

    assert not mahong.notifications.exists()

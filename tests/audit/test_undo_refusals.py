"""A change is not taken back over a later one, nor by who may not make it."""

import pytest
from django.test import Client

from articles.models import Channel, Enterprise, Official, Tag
from tests.audit.test_changes import last
from tests.audit.test_undoing import change, history_url, undo_url

pytestmark = pytest.mark.django_db


def test_what_was_changed_since_is_not_overwritten(superuser: Client) -> None:
    tag = Tag.objects.create(name="新材料", description="一")
    change(tag, description="二")
    older = last(kind="articles.tag")
    change(tag, description="三")

    refused = superuser.post(undo_url(tag, older)).content.decode()

    tag.refresh_from_db()
    assert tag.description == "三"
    assert "“说明”后来又改过，现在是“三”" in refused


def test_a_value_that_is_taken_or_gone_is_refused_with_the_reason(superuser: Client) -> None:
    tag = Tag.objects.create(name="旧名")
    change(tag, name="新名")
    Tag.objects.create(name="旧名")
    cluster = Tag.objects.create(name="集群", kind="industry")
    enterprise = Enterprise.objects.create(full_name="企业", cluster=cluster)
    change(enterprise, cluster=None)
    cluster.delete()
    official = Official.objects.create(name="某人", portrait="pictures/gone.jpg")
    change(official, portrait="")
    masked = Tag.objects.create(name="电话", description="13812345678")
    change(masked, description="")

    reasons = [
        superuser.post(undo_url(record)).context["refusal"]
        for record in (tag, enterprise, official, masked)
    ]

    expected = ("名称", "产业集群", "文件已不在", "已遮盖")
    assert all(words in reason for words, reason in zip(expected, reasons, strict=True))


def test_only_who_may_change_the_record_takes_a_change_back(
    desk: Client, signer: Client, client: Client
) -> None:
    channel = Channel.objects.create(name="栏目", slug="lan-mu", description="一")
    tag = Tag.objects.create(name="新材料")
    change(channel, description="二")
    change(tag, kind="city")

    statuses = [
        desk.post(undo_url(channel)).status_code,
        signer.post(undo_url(tag)).status_code,
        client.post(undo_url(tag)).status_code,
        desk.post(undo_url(tag, last(kind="articles.channel"))).status_code,
        desk.get(history_url(channel)).status_code,
        desk.get(f"/admin/articles/tag/{tag.pk}/history/{10**17}/undo/").status_code,
        desk.get(f"/admin/articles/tag/{tag.pk}/history/{10**30}/undo/").status_code,
    ]

    assert statuses == [403, 403, 302, 404, 200, 404, 404]
    assert "撤销这次修改" not in signer.get(history_url(tag)).content.decode()
    channel.refresh_from_db()
    assert channel.description == "二"

"""A merged tag: the trail says what was moved, and the tag does not come back beside itself."""

import pytest
from django.test import Client

from articles.models import Enterprise, Tag
from articles.tagging import merge
from tests.audit.test_changes import last
from tests.builders import a_draft

pytestmark = pytest.mark.django_db


def test_a_merge_is_one_entry_with_what_it_moved(superuser: Client) -> None:
    old = Tag.objects.create(name="新材料产业", kind="industry")
    kept = Tag.objects.create(name="新材料", kind="industry")
    article, key = a_draft(), old.pk
    article.tags.add(old)
    enterprise = Enterprise.objects.create(full_name="中电科", cluster=old)

    merge(old, kept)

    entry = last(action="merge")
    assert entry.changes["merged"] == [
        {"key": key, "name": "新材料产业"},
        {"key": kept.pk, "name": "新材料"},
    ]
    assert [one["name"] for one in entry.changes["moved"][0]] == [
        f"稿件 {article.pk}",
        f"企业、园区与机构 {enterprise.pk}",
    ]
    deletion = last(kind="articles.tag", action="delete")
    refused = superuser.post(f"/admin/articles/tag/deleted/{deletion.pk}/restore/")
    assert "已并入“新材料”" in refused.content.decode()
    assert not Tag.objects.filter(name="新材料产业").exists()

"""Deletion is refused while something refers to the record."""

import pytest
from django.test import Client

from articles.models import Channel, Enterprise, Official, Tag

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_a_record_that_articles_name_is_not_deleted(superuser: Client, seeded: None) -> None:
    official = Official.objects.get()
    enterprise = Enterprise.objects.get(full_name="中电科")
    channel = Channel.objects.get(slug="yuan-qu-dong-tai")
    tag = Tag.objects.get(name="新材料")

    for record in (official, enterprise, channel, tag):
        name = record._meta.model_name
        single = superuser.post(f"/admin/articles/{name}/{record.pk}/delete/", {"post": "yes"})
        bulk = {"action": "delete_selected", "_selected_action": [record.pk], "post": "yes"}
        superuser.post(f"/admin/articles/{name}/", bulk)

        assert single.status_code == 200, name
        assert type(record).objects.filter(pk=record.pk).exists(), name
    refused = superuser.get(f"/admin/articles/official/{official.pk}/delete/").content.decode()
    assert "园区高质量发展百强（2022）" in refused


def test_a_record_that_nothing_names_can_be_deleted(superuser: Client) -> None:
    official = Official.objects.create(name="录错的人")

    superuser.post(f"/admin/articles/official/{official.pk}/delete/", {"post": "yes"})

    assert not Official.objects.exists()

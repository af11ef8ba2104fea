"""Deletion is refused while something refers to the record."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, Channel, Enterprise, Official, Tag
from articles.workflow import perform

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


def test_an_editor_deletes_a_draft_with_its_pictures_but_nothing_signed(
    desk: Client, seeded: None, aygul: User
) -> None:
    live = Article.objects.get(public_id="20220001")
    draft = perform("amend", live, actor=aygul)

    desk.post(f"/admin/articles/article/{draft.pk}/delete/", {"post": "yes"})
    desk.post(f"/admin/articles/article/{live.pk}/delete/", {"post": "yes"})
    caption = live.captions.first()
    refused = desk.post(f"/admin/articles/photocaption/{caption.pk}/delete/", {"post": "yes"})

    assert list(Article.objects.filter(public_id="20220001")) == [live]
    assert refused.status_code == 403
    assert live.captions.count() == 11

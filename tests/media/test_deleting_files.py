"""A file goes only when no edition, text, version, portrait or mark shows it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.storage import default_storage
from django.test import Client

from articles.imaging import rendition_name
from articles.models import Article, ArticleVersion, Official, SiteIdentity, StoredPicture
from articles.versions import keep
from tests.builders import a_draft
from tests.media.library import DESK, a_slot, an_orphan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def keeper(client: Client, aygul: User) -> Client:
    """An editor who may delete files."""
    aygul.user_permissions.add(Permission.objects.get(codename="delete_storedpicture"))
    client.force_login(aygul)
    return client


def delete(keeper: Client, *pictures: StoredPicture) -> str:
    order = {"picture": [picture.pk for picture in pictures], "confirmed": "1"}
    return keeper.post(f"{DESK}delete/", order, follow=True).content.decode()


def in_a_caption(picture: StoredPicture) -> None:
    a_slot(a_draft(), image=picture.name)


def in_an_old_edition(picture: StoredPicture) -> None:
    draft = a_draft()
    a_slot(draft, image=picture.name)
    Article.objects.filter(pk=draft.pk).update(edition=7)


def in_a_text(picture: StoredPicture) -> None:
    a_draft(body=f'<p><img src="/media/{picture.name}" alt="厂房"></p>')


def in_a_text_by_its_rendition(picture: StoredPicture) -> None:
    name = rendition_name(picture.name, width=64)
    a_draft(body=f'<p><img src="/media/{name}" alt="厂房"></p>')


def in_a_kept_version(picture: StoredPicture) -> None:
    draft = a_draft(body=f'<p><img src="/media/{picture.name}" alt="厂房"></p>')
    keep(draft, actor=None)
    Article.objects.update(body="<p>没有图了。</p>")


def in_a_portrait(picture: StoredPicture) -> None:
    Official.objects.create(name="崔玉淼", portrait=picture.name)


def in_a_mark(picture: StoredPicture) -> None:
    SiteIdentity.objects.update(party_mark_image=picture.name)


USES = [in_a_caption, in_an_old_edition, in_a_text, in_a_text_by_its_rendition, in_a_kept_version,
        in_a_portrait, in_a_mark]  # fmt: skip


@pytest.mark.parametrize("used", USES)
def test_a_used_picture_is_not_deleted(
    keeper: Client, used, django_capture_on_commit_callbacks
) -> None:
    picture = an_orphan()
    used(picture)

    with django_capture_on_commit_callbacks(execute=True):
        asked = keeper.post(f"{DESK}delete/", {"picture": [picture.pk]}).content.decode()
        said = delete(keeper, picture)

    assert "不能删除" in asked
    assert "不能删除：" in said
    assert default_storage.exists(picture.name)
    assert StoredPicture.objects.filter(pk=picture.pk).exists()


def test_an_unused_file_goes_with_its_renditions_after_a_question(
    keeper: Client, django_capture_on_commit_callbacks
) -> None:
    picture = an_orphan()
    assert f'value="{picture.pk}"' in keeper.get(f"{DESK}unused/").content.decode()

    asked = keeper.post(f"{DESK}delete/", {"picture": [picture.pk]}).content.decode()
    assert "删除这 1 个文件" in asked
    assert default_storage.exists(picture.name)
    with django_capture_on_commit_callbacks(execute=True):
        said = delete(keeper, picture)

    assert "已删除 1 个" in said
    assert not default_storage.exists(picture.name)
    assert not default_storage.exists(rendition_name(picture.name, width=64))
    assert "刚刚已被删除" in delete(keeper, picture)


def test_a_young_file_is_spared(keeper: Client) -> None:
    picture = an_orphan(age=timedelta(hours=23))

    said = delete(keeper, picture)

    assert "不到 24 小时" in said
    assert StoredPicture.objects.exists()


def test_deleting_needs_its_right_and_a_post(desk: Client) -> None:
    picture = an_orphan()

    assert desk.get(f"{DESK}delete/").status_code == 405
    assert desk.post(f"{DESK}delete/", {"picture": [picture.pk], "confirmed": "1"}).status_code == 403  # fmt: skip
    assert desk.post(f"{DESK}register/").status_code == 403
    assert "删除所选" not in desk.get(f"{DESK}unused/").content.decode()
    assert default_storage.exists(picture.name)


@pytest.mark.parametrize("key", ["9" * 30, "x", "-1", "1\0"])
def test_bad_keys_delete_nothing(keeper: Client, key: str) -> None:
    answer = keeper.post(f"{DESK}delete/", {"picture": [key], "confirmed": "1"}, follow=True)

    assert "没有选择文件" in answer.content.decode()


def test_a_kept_version_is_named_as_the_reason(keeper: Client) -> None:
    picture = an_orphan()
    in_a_kept_version(picture)

    said = keeper.post(f"{DESK}delete/", {"picture": [picture.pk]}).content.decode()

    assert "历次保存（第 1 次）" in said
    assert ArticleVersion.objects.count() == 1

"""Files: where each is used, what is deleted and what never, what is lost."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.storage import default_storage
from django.test import Client

from articles import picture_library
from articles.imaging import rendition_name
from articles.models import Article, ArticleVersion, Official, SiteIdentity, StoredPicture
from articles.versions import keep
from tests.builders import a_draft, publish
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


def test_files_that_no_row_names_are_found_on_the_disk(keeper: Client) -> None:
    picture = an_orphan()
    StoredPicture.objects.all().delete()

    said = keeper.post(f"{DESK}register/", follow=True).content.decode()

    found = StoredPicture.objects.get(name=picture.name)
    assert "新登记" in said
    assert (found.sha256, found.bytes) == (picture.sha256, picture.bytes)
    assert found.uploaded_by is None


def test_uses_are_listed_wherever_they_are(desk: Client, chenjing: User) -> None:
    draft = a_draft(title="有图的报道")
    slot = a_slot(draft, size=(64, 40))
    name = slot.image.name
    publish(draft, actor=chenjing)
    a_draft(title="正文有图", body=f'<p><img src="/media/{name}" alt="图"></p>')
    Official.objects.create(name="崔玉淼", portrait=name)

    page = desk.get(f"{DESK}files/").content.decode()

    assert "《有图的报道》第 1 版（已发布）第 1 图" in page
    assert "《正文有图》第 1 版（草稿）正文" in page
    assert "负责人 崔玉淼 的照片" in page
    assert not picture_library.unused().filter(name=name).exists()


def test_the_same_content_twice_is_noticed(desk: Client) -> None:
    first, second, other = an_orphan(), an_orphan(), an_orphan((50, 40))

    page = desk.get(f"{DESK}duplicates/").content.decode()

    assert first.sha256 == second.sha256 != other.sha256
    assert "相同的图片，2 份" in page
    assert first.name[9:21] in page
    assert other.name[9:21] not in page


def test_a_lost_file_is_listed_and_not_shown_to_readers(
    client: Client, aygul: User, chenjing: User
) -> None:
    """T-UI-09."""
    text = an_orphan((70, 40)).name
    draft = a_draft(body=f'<p>正文</p><p><img src="/media/{text}" alt="图"></p>')
    slot = a_slot(draft, size=(64, 40))
    publish(draft, actor=chenjing)
    for name in (text, slot.image.name):
        default_storage.delete(name)

    for address in (draft.get_absolute_url(), "/photos/", slot.get_absolute_url(), "/"):
        page = client.get(address)
        assert page.status_code == 200, address
        assert "/media/pictures/" not in page.content.decode(), address
    assert client.get(f"/media/{text}").status_code == 404
    client.force_login(aygul)
    listed = client.get(f"{DESK}missing/").content.decode()

    assert listed.count("文件丢失") >= 2
    assert slot.image.name in listed
    assert "第 1 图" in listed
    assert "正文" in listed


def test_a_kept_version_is_named_as_the_reason(keeper: Client) -> None:
    picture = an_orphan()
    in_a_kept_version(picture)

    said = keeper.post(f"{DESK}delete/", {"picture": [picture.pk]}).content.decode()

    assert "历次保存（第 1 次）" in said
    assert ArticleVersion.objects.count() == 1

"""Files: where each is used, which are found, twice or lost."""

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.storage import default_storage
from django.test import Client

from articles import picture_library
from articles.models import Official, StoredPicture
from tests.builders import a_draft, publish
from tests.media.library import DESK, a_slot, an_orphan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def keeper(client: Client, aygul: User) -> Client:
    """An editor who may delete files."""
    aygul.user_permissions.add(Permission.objects.get(codename="delete_storedpicture"))
    client.force_login(aygul)
    return client


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

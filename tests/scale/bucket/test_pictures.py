"""Pictures in a bucket: everything that is done with them, against a local S3 server."""

import hashlib
import json
from collections.abc import Callable
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client

from articles import picture_library
from articles.keeping import media
from articles.models import StoredPicture
from gaoxin.services import media_store
from tests.media.library import DESK, an_orphan, an_upload
from tests.scale.bucket.library import UPLOAD, published_with_picture, renditions_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.xdist_group("scale"),
    pytest.mark.one_database,
]


def test_the_bucket_is_made_once(bucket: None, settings) -> None:
    said = StringIO()

    call_command("make_bucket", stdout=said)

    assert said.getvalue() == "存储桶原已存在。\n"
    settings.STORAGES = {**settings.STORAGES, "default": media_store("")}
    with pytest.raises(CommandError, match="MEDIA_S3"):
        call_command("make_bucket")


def test_an_upload_in_the_admin_lies_in_the_bucket(bucket: None, desk: Client) -> None:
    answer = desk.post(UPLOAD, {"upload": an_upload()})

    said = json.loads(answer.content)
    name = said["fileName"]
    assert said["url"] == f"/media/{name}", "readers never see the bucket"
    assert default_storage.size(name) == StoredPicture.objects.get().bytes
    assert all(map(default_storage.exists, renditions_of(name)))


def test_readers_get_what_is_published(bucket: None, client: Client, chenjing: User) -> None:
    address, name = published_with_picture(chenjing)
    draft_only = an_orphan().name

    page, picture = client.get(address), client.get(f"/media/{name}")

    assert f"/media/{name}" in page.content.decode()
    assert picture.status_code == 200
    assert picture["Content-Type"] == "image/jpeg"
    assert len(picture.content) == StoredPicture.objects.get(name=name).bytes
    assert client.get(f"/media/{draft_only}").status_code == 404


def test_a_page_asks_the_bucket_nothing(
    bucket: None, client: Client, chenjing: User, requests: list[str]
) -> None:
    address, name = published_with_picture(chenjing)
    requests.clear()

    assert name in client.get(address).content.decode()
    assert requests == []
    client.get(f"/media/{name}")

    assert requests == ["GetObject"], "one request for one file"


def test_an_unused_file_is_deleted_with_itsrenditions_of(
    bucket: None, django_capture_on_commit_callbacks: Callable
) -> None:
    picture = an_orphan((640, 400))
    assert all(map(default_storage.exists, renditions_of(picture.name)))

    with django_capture_on_commit_callbacks(execute=True):
        picture_library.delete(picture.pk)

    assert not any(map(default_storage.exists, (picture.name, *renditions_of(picture.name))))
    assert not StoredPicture.objects.exists()


def test_the_media_desk_lists_and_registers(bucket: None, desk: Client) -> None:
    found = an_orphan()
    StoredPicture.objects.all().delete()

    assert picture_library.on_disk() == {found.name}
    assert picture_library.register_found(most=10) == (1, 0)
    assert StoredPicture.objects.get().sha256 == found.sha256
    assert found.name[9:21] in desk.get(f"{DESK}unused/").content.decode()


def test_a_backup_reads_the_bucket(bucket: None) -> None:
    picture = an_orphan((640, 400))

    assert media.names() == sorted([picture.name, *renditions_of(picture.name)])
    with media.open_file(picture.name) as file:
        assert hashlib.sha256(file.read()).hexdigest() == picture.sha256
    assert media.open_file("pictures/none.jpg") is None

"""A bucket from which files are lost, and one that does not answer."""

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from articles import picture_library
from articles.models import Generation
from articles.ticking import pictures
from gaoxin.services import media_store
from tests.media.library import an_orphan, an_upload
from tests.scale.bucket.library import UPLOAD, published_with_picture, renditions_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.xdist_group("scale"),
    pytest.mark.one_database,
]


def test_a_lost_file_is_noted_and_comes_back(bucket: None, client: Client, chenjing: User) -> None:
    address, name = published_with_picture(chenjing)
    an_orphan()
    with default_storage.open(name) as file:
        data = file.read()
    default_storage.delete(name)
    before = Generation.objects.current()

    assert picture_library.missing() == [name]
    assert pictures.note_lost() == "发现 1 幅图片的文件丢失"
    assert name not in client.get(address).content.decode()
    assert Generation.objects.current() > before
    default_storage.save(name, ContentFile(data))
    assert pictures.note_lost() == "1 幅已找回"

    assert name in client.get(address).content.decode()
    assert pictures.note_lost() == ""


def test_an_empty_bucket_is_no_loss(bucket: None) -> None:
    picture = an_orphan()
    for name in (picture.name, *renditions_of(picture.name)):
        default_storage.delete(name)

    assert picture_library.note_lost() == (0, 0)


def test_a_bucket_that_is_gone_is_an_outage_not_a_missing_file(
    bucket: None, client: Client, desk: Client, chenjing: User, settings
) -> None:
    address, name = published_with_picture(chenjing)
    gone = media_store("s3://key:secret@127.0.0.1:1/media?tls=off")
    original = settings.STORAGES
    settings.STORAGES = {**original, "default": gone}

    assert client.get(f"/media/{name}").status_code == 503
    assert name in client.get(address).content.decode()
    refused = desk.post(UPLOAD, {"upload": an_upload()}).json()
    assert refused["uploaded"] == 0
    assert "没有应答" in refused["error"]["message"]
    with pytest.raises(OSError, match="connect"):
        picture_library.note_lost()
    settings.STORAGES = original


def test_a_refusal_is_no_missing_file(bucket: None, s3_server: str, settings) -> None:
    other = media_store(f"s3://key:secret@{s3_server}/nobodys?tls=off")
    settings.STORAGES = {**settings.STORAGES, "default": other}

    with pytest.raises(FileNotFoundError):
        default_storage.open("pictures/a.jpg")
    with pytest.raises(ValueError, match="save"):
        default_storage.open("pictures/a.jpg", "wb")

"""What a disk says that takes nothing more becomes one sentence, wherever it says so."""

import errno
import json
from unittest.mock import patch

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, ProgrammingError
from django.test import Client, RequestFactory

from articles.public.errors import is_disk_full, server_error
from tests.builders import a_picture

SENTENCE = "刚才提交的内容一点也没有保存"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EACCES])
def test_a_disk_that_takes_nothing_is_known(number: int) -> None:
    assert is_disk_full(OSError(number, "…"))


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("database or disk is full"),
        OperationalError("disk I/O error"),
        OperationalError("attempt to write a readonly database"),
        OperationalError("could not extend file: No space left on device"),
    ],
)
def test_so_is_a_database_without_room(error: Exception) -> None:
    assert is_disk_full(error)


@pytest.mark.parametrize(
    "error", [FileNotFoundError(errno.ENOENT, "…"), OperationalError("locked"), ProgrammingError(),
              ConnectionResetError(errno.ECONNRESET, "…"), ValueError(), None]
)  # fmt: skip
def test_other_faults_are_other_faults(error: Exception | None) -> None:
    assert not is_disk_full(error)


def test_a_form_that_could_not_be_taken_in_is_told_so() -> None:
    """Django writes large uploads to a file before any view runs."""
    try:
        raise OSError(errno.ENOSPC, "No space left on device")
    except OSError:
        response = server_error(RequestFactory().post("/admin/"))

    assert response.status_code == 503
    assert SENTENCE in response.content.decode()


@pytest.mark.django_db
def test_a_picture_that_finds_no_room_is_refused(client: Client, aygul: User) -> None:
    client.force_login(aygul)
    upload = SimpleUploadedFile("a.jpg", a_picture(), "image/jpeg")
    full = OSError(errno.ENOSPC, "No space left on device")

    with patch.object(FileSystemStorage, "_save", side_effect=full):
        answer = client.post("/admin/articles/article/picture-upload/", {"upload": upload})

    assert json.loads(answer.content) == {
        "uploaded": 0,
        "error": {
            "message": "图片没有保存：服务器存放图片的地方已满、不可写或没有应答。请通知管理员后再试。"
        },
    }

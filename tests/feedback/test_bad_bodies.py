"""P5: nothing that is posted is a server error."""

from io import BytesIO
from urllib.parse import quote

import pytest
from django.test import Client

from articles.models import Feedback
from tests.feedback.letters import FORM, a_stamp, send, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
BODIES = {
    "lone surrogates": (
        f"text=a%ED%A0%80b&kind=inquiry&stamp={quote(a_stamp())}",
        "application/x-www-form-urlencoded",
    ),
    "bad UTF-8": (
        "text=%ff%fe&kind=%ff&stamp=%ff&article=%ff",
        "application/x-www-form-urlencoded",
    ),
    "no form at all": ('{"text": 1}', "application/json"),
    "a broken multipart": (
        "--x\r\nContent-Disposition: form-data",
        "multipart/form-data; boundary=x",
    ),
    "a multipart without boundary": ("x", "multipart/form-data"),
    "too many fields": ("a=1&" * 6000, "application/x-www-form-urlencoded"),
    "unknown fields": (
        "status=answered&reply=x&receipt=1&due_on=2099-01-01",
        "application/x-www-form-urlencoded",
    ),
    "another charset": ("text=%d6%d0", "application/x-www-form-urlencoded; charset=gbk"),
    "nothing": ("", "application/x-www-form-urlencoded"),
}


@pytest.mark.parametrize("body", BODIES)
def test_nothing_that_is_posted_is_a_server_error(client: Client, body: str) -> None:
    answer = client.generic("POST", FORM, BODIES[body][0], content_type=BODIES[body][1])

    assert answer.status_code < 500
    assert Feedback.objects.count() == (body == "lone surrogates")


def test_a_body_over_the_limit_is_the_form_with_a_sentence(client: Client, settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    answer = send(client, text="长" * 2000)

    assert answer.status_code == 413
    assert "超过了限额" in shown(answer)
    assert "<form" in answer.content.decode()


def test_files_that_come_along_are_not_kept(client: Client) -> None:
    file = BytesIO(b"GIF89a")
    file.name = "a.gif"

    assert send(client, attachment=file, text=file).status_code == 200


def test_a_length_that_is_no_number_is_told_so(client: Client) -> None:
    kind = "application/x-www-form-urlencoded"

    answer = client.generic("POST", FORM, "text=a", kind, CONTENT_LENGTH="abc")

    assert answer.status_code == 400
    assert "无法识别" in shown(answer)

"""Readers' messages pass the front, and what is one reader's is kept for nobody else."""

import re
import secrets
import time
from unittest.mock import patch

import pytest
from django.core import signing

from articles.public.feedback_form import SIGNER
from tests.deploy.front import Front

pytestmark = pytest.mark.xdist_group("deploy")
FORM = "/feedback/?article=20220001"


def a_stamp(front: Front) -> str:
    """Return a stamp of this site's that is a minute old."""
    signer = signing.TimestampSigner(key=front.environment["SECRET_KEY"], salt=SIGNER.salt)
    with patch.object(signing.time, "time", return_value=time.time() - 60):
        return signer.sign(secrets.token_urlsafe(12))


def test_a_message_goes_through_the_front_and_its_receipt_is_kept_by_nobody(front: Front) -> None:
    letter = {"kind": "correction", "text": "𠮷" * 2000, "article": "20220001"}

    sent = front.post("/feedback/", {**letter, "stamp": a_stamp(front)})
    receipts = [front.get(sent.headers["Location"]) for _ in range(2)]

    assert sent.status == 302
    for receipt in receipts:
        assert receipt.status == 200
        assert "已收到" in receipt.text
        assert receipt.headers["Cache-Control"] == "no-store"
        assert "X-Cache" not in receipt.headers


def test_no_reader_gets_another_readers_form(front: Front) -> None:
    forms = [front.get(FORM) for _ in range(3)]
    forms.append(front.post("/feedback/", {"text": "没有选类别", "stamp": a_stamp(front)}))

    stamps = [re.search(r'name="stamp" value="([^"]+)"', form.text)[1] for form in forms]

    assert len(set(stamps)) == len(forms)
    assert forms[-1].status == 200
    assert "没有选类别</textarea>" in forms[-1].text
    assert all(form.headers["Cache-Control"] == "private, no-cache" for form in forms)
    assert not any("X-Cache" in form.headers or "Set-Cookie" in form.headers for form in forms)


def test_what_was_published_is_kept_like_every_page(front: Front) -> None:
    address = "/feedback/replies/"

    assert front.until(address, lambda reply: reply.cache == "HIT").cache == "HIT"


def test_a_body_over_the_limit_is_told_so(front: Front) -> None:
    reply = front.post("/feedback/", {"text": "x" * 1_100_000})

    assert reply.status == 413
    assert "缩短文字" in reply.text

"""What an editor does is seen through the front at once, and what is not public never."""

import json

import pytest

from tests.deploy.front import Front

pytestmark = pytest.mark.xdist_group("deploy")
ENTER = """
import json
from django.core.files.base import ContentFile
from articles.models import Article, PhotoCaption
from articles.workflow import perform
from tests.builders import a_draft, a_picture, a_signer
draft = a_draft(title="经前端可见的报道")
photo = PhotoCaption.objects.create(
    article=draft, caption="说明", image=ContentFile(a_picture(), name="a.jpg"))
print(json.dumps({"address": draft.get_absolute_url(), "picture": photo.image.url}))
"""
DO = """
from articles.models import Article
from articles.workflow import perform
from tests.builders import a_signer, approve
article = Article.objects.get(title="经前端可见的报道")
"{action}" == "publish" and approve(article)
perform("{action}", article, actor=a_signer(), remark="原因", public_notice="数据正在核实。")
"""


def test_a_signature_and_a_withdrawal_are_seen_through_the_front(front: Front) -> None:
    draft = json.loads(front.manage("shell", "--no-imports", "-c", ENTER))
    address, picture = draft["address"], draft["picture"]
    assert front.get(address).status == 404
    assert front.get(picture).status == 404

    front.manage("shell", "--no-imports", "-c", DO.format(action="publish"))

    assert front.until(address, lambda reply: reply.status == 200).status == 200
    assert front.until(f"{address}?night", lambda reply: reply.cache == "HIT").status == 200
    shown = front.until(picture, lambda reply: reply.status == 200)
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert "经前端可见的报道" in front.until("/", lambda reply: "经前端" in reply.text).text

    front.manage("shell", "--no-imports", "-c", DO.format(action="withdraw"))

    front.age(f"{address}?night")
    assert front.get(f"{address}?night").status == 410, "the first reader after a quiet night"
    gone = front.until(address, lambda reply: reply.status == 410)
    assert gone.status == 410
    assert "数据正在核实。" in gone.text
    assert front.until(picture, lambda reply: reply.status == 404).status == 404
    assert "经前端" not in front.until("/", lambda reply: "经前端" not in reply.text).text

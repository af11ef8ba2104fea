"""A draft may be saved incomplete; what is missing is listed beside the form, with links."""

import pytest
from django.test import Client

from articles.models import Article
from tests.admin.desk import ADD, a_caption_row, change_url, form
from tests.builders import a_channel

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_an_empty_draft_is_saved_shown_and_previewed(desk: Client) -> None:
    empty = {"title": "", "body": "", "source": "", "channel": ""}
    answer = desk.post(ADD, form(a_channel()) | empty | a_caption_row(caption=""))
    assert answer.status_code == 302

    draft = Article.objects.get()
    for page in ("change/", "preview/", "history/", "perform/submit/"):
        address = f"/admin/articles/article/{draft.pk}/{page}"
        assert desk.get(address).status_code == 200, page
    assert "未定标题" in desk.get("/admin/articles/article/").content.decode()
    shown = desk.get(change_url(draft)).content.decode()
    for anchor in ("id_channel", "id_title", "id_body", "id_source", "captions-group"):
        assert f'href="#{anchor}"' in shown
        assert f'id="{anchor}"' in shown

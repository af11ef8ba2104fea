"""Two records of one name: the one that the editor chose is linked, and its page says so."""

import pytest
from django.test import Client

from articles.models import Enterprise, Official, Tag
from tests.builders import a_draft, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_the_chosen_of_two_namesakes_is_linked(client: Client, chenjing) -> None:
    Official.objects.create(name="张伟", disambiguator="甲局")
    chosen = Official.objects.create(name="张伟", disambiguator="乙局")
    draft = a_draft(body="<p>张伟说，要抓紧。</p>")
    draft.officials.add(chosen)
    publish(draft, actor=chenjing)

    article = client.get(draft.get_absolute_url()).content.decode()
    page = client.get(chosen.get_absolute_url()).content.decode()

    assert f'href="{chosen.get_absolute_url()}">张伟</a>' in article
    assert "<mark>张伟</mark>说，要抓紧。" in page
    assert "乙局" not in article + page


def test_an_unchosen_enterprise_does_not_take_a_tags_name(client: Client, chenjing) -> None:
    Enterprise.objects.create(full_name="创业大街")
    draft = a_draft(body="<p>创业大街开街。</p>")
    draft.tags.add("创业大街")
    publish(draft, actor=chenjing)

    shown = client.get(draft.get_absolute_url()).content.decode()

    assert f'href="{Tag.objects.get().get_absolute_url()}">创业大街</a>' in shown

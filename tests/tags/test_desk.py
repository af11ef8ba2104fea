"""Tags at the desk: a synonym gives its tag, a double is asked about, a merge is listed first."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, Channel, Tag
from articles.tagging import near, near_pairs
from tests.admin.desk import ADD, form
from tests.builders import a_draft

pytestmark = pytest.mark.django_db
ADD_TAG = "/admin/articles/tag/add/"


@pytest.fixture
def environment() -> Tag:
    return Tag.objects.create(name="优化营商环境", slug="kept", synonyms="营商环境")


@pytest.fixture
def merger(chenjing: User, client: Client) -> Client:
    client.force_login(chenjing)
    return client


def test_a_typed_synonym_gives_the_preferred_tag(
    desk: Client, channel: Channel, environment: Tag
) -> None:
    desk.post(ADD, form(channel, tags="营商环境、新的标签名"))

    assert set(Article.objects.get().tags.names()) == {"优化营商环境", "新的标签名"}


def test_searching_for_a_synonym_finds_the_preferred_tag(desk: Client, environment: Tag) -> None:
    found = desk.get(
        "/admin/autocomplete/",
        {"app_label": "articles", "model_name": "taggedarticle", "field_name": "tag", "term": "营商环境"},
    )  # fmt: skip

    assert [one["text"] for one in found.json()["results"]] == ["优化营商环境"]


@pytest.mark.parametrize("name", ["優化營商環境", "优化“营商”环境", "优化营商环镜", "营商環境"])
def test_a_double_is_asked_about(
    desk: Client, channel: Channel, environment: Tag, name: str
) -> None:
    typed = form(channel, tags=name)

    asked = desk.post(ADD, typed).content.decode()

    assert "已有相近的标签：“优化营商环境”" in asked
    assert 'name="tags-new"' in asked
    assert not Article.objects.exists()
    assert desk.post(ADD, {**typed, "tags-new": "on"}).status_code == 302
    assert name in Article.objects.get().tags.names()


@pytest.mark.parametrize("name", ["营商", "新材料", "优化", "KL"])
def test_a_different_name_is_not(
    desk: Client, channel: Channel, environment: Tag, name: str
) -> None:
    assert desk.post(ADD, form(channel, tags=name)).status_code == 302


def test_a_double_in_the_tags_own_form_is_asked_about(desk: Client, environment: Tag) -> None:
    typed = {"name": "营商環境", "kind": "other", "synonyms": "", "description": "", "slug": ""}

    asked = desk.post(ADD_TAG, typed).content.decode()

    assert "已有相近的标签" in asked
    assert 'type="checkbox" name="really_new"' in asked
    assert desk.post(ADD_TAG, {**typed, "really_new": "on"}).status_code == 302


def test_series_and_short_names_are_no_pairs() -> None:
    for number, name in enumerate(
        ("新材料", "新材科", "第一小学校", "第二小学校", "现代服务业", "现代服务业")
    ):
        Tag.objects.get_or_create(name=name, defaults={"slug": f"t{number}"})
    Tag.objects.create(name="現代 服務業", slug="double")

    assert [(one.name, other.name) for one, other, _ in near_pairs()] in (
        [("现代服务业", "現代 服務業")],
        [("現代 服務業", "现代服务业")],
    )
    assert near("绿色低碳") == []


def test_a_merge_lists_what_moves_and_then_moves_it(merger: Client, environment: Tag) -> None:
    old = Tag.objects.create(name="营商环境优化", slug="old")
    draft = a_draft(title="大厅开放")
    draft.tags.add(old)
    address = f"/admin/articles/tag/{old.pk}/merge/"

    asked = merger.get(address, {"keep": "营商环境"}).content.decode()

    assert "大厅开放" in asked
    assert "/tags/old/" in asked
    done = merger.post(address, {"keep": "优化营商环境"}, follow=True).content.decode()
    assert "“营商环境优化”已并入“优化营商环境”" in done
    assert list(draft.tags.all()) == [environment]


@pytest.mark.parametrize("keep", ["", "没有的", "营商环境优化", "\0", "长" * 500])
def test_a_merge_into_nothing_is_a_sentence(merger: Client, environment: Tag, keep: str) -> None:
    old = Tag.objects.create(name="营商环境优化", slug="old")

    answer = merger.post(f"/admin/articles/tag/{old.pk}/merge/", {"keep": keep})

    assert answer.status_code == 200
    assert "errornote" in answer.content.decode()
    assert Tag.objects.count() == 2


def test_merging_needs_its_right(desk: Client, environment: Tag) -> None:
    address = f"/admin/articles/tag/{environment.pk}/merge/"

    assert desk.get(address).status_code == 403
    assert desk.get("/admin/articles/tag/near/").status_code == 200
    assert "合并到另一个标签" not in desk.get(f"/admin/articles/tag/{environment.pk}/change/").content.decode()  # fmt: skip

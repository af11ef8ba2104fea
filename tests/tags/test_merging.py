"""A merge moves everything, leads the old address on, and readers and search follow."""

from collections.abc import Callable

import pytest
from django.test import Client

from articles.models import (
    Enterprise,
    Generation,
    Official,
    PhotoCaption,
    SearchFacet,
    SiteIdentity,
    Tag,
    TagRedirect,
)
from articles.search import rebuilding
from articles.tagging import CARRIERS, NotMergeable, merge, moves
from tests.builders import a_draft, a_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> Tag:
    return Tag.objects.create(
        name="优化营商环境", slug="kept", synonyms="营商环境", kind="industry"
    )


@pytest.fixture
def old() -> Tag:
    return Tag.objects.create(name="营商环境优化", slug="old", synonyms="营商氛围", kind="industry")


def test_everything_that_carried_the_old_tag_carries_the_kept_one(kept: Tag, old: Tag) -> None:
    published, both, draft = a_published(), a_published(), a_draft()
    caption = PhotoCaption.objects.create(article=draft, caption="大厅")
    official = Official.objects.create(name="崔玉淼")
    enterprise = Enterprise.objects.create(full_name="新疆莱沃科技股份有限公司", cluster=old)
    records = [published, both, draft, caption, official, enterprise]
    for record in records:
        record.tags.add(old)
    both.tags.add(kept)

    merge(old, kept)

    enterprise.refresh_from_db()
    assert all(list(record.tags.all()) == [kept] for record in records)
    assert enterprise.cluster == kept
    assert not Tag.objects.filter(slug="old").exists()


def test_the_old_names_become_synonyms(kept: Tag, old: Tag) -> None:
    merge(old, kept)

    kept.refresh_from_db()
    assert kept.synonyms.splitlines() == ["营商环境", "营商环境优化", "营商氛围"]


def test_the_old_address_leads_on_in_both_scripts_and_the_feed(
    kept: Tag, old: Tag, client: Client, site: SiteIdentity
) -> None:
    a_published().tags.add(old)

    merge(old, kept)

    for before, after in (
        ("/tags/old/", "/tags/kept/"),
        ("/zh-hant/tags/old/", "/zh-hant/tags/kept/"),
        ("/feeds/tags/old.xml", "/feeds/tags/kept.xml"),
        ("/tags/old/?mode=elder", "/tags/kept/?mode=elder"),
    ):
        response = client.get(before)
        assert (response.status_code, response["Location"]) == (301, after)
        assert client.get(after).status_code == 200


def test_chains_are_flattened(kept: Tag, old: Tag, client: Client, site: SiteIdentity) -> None:
    a_published().tags.add(old)
    oldest = Tag.objects.create(name="营商", slug="oldest")

    merge(oldest, old)
    merge(old, kept)

    assert client.get("/tags/oldest/")["Location"] == "/tags/kept/"
    assert set(TagRedirect.objects.values_list("slug", "tag__slug")) == {
        ("oldest", "kept"),
        ("old", "kept"),
    }


def test_a_tag_that_readers_see_nothing_under_is_not_betrayed(
    kept: Tag, old: Tag, client: Client, site: SiteIdentity
) -> None:
    a_draft().tags.add(old)

    merge(old, kept)

    assert client.get("/tags/old/").status_code == 404


def test_search_and_generation_follow(kept: Tag, old: Tag) -> None:
    article, both = a_published(title="大厅"), a_published(title="窗口")
    article.tags.add(old)
    both.tags.add(old, kept)
    before = Generation.objects.current()

    merge(old, kept)

    assert Generation.objects.current() > before
    assert not SearchFacet.objects.filter(facet="tag:old").exists()
    assert list(rebuilding.differences()) == []


def test_what_will_move_is_listed_completely(kept: Tag, old: Tag) -> None:
    a_published().tags.add(old)
    a_draft().tags.add(old)

    listed = moves(old)

    assert [move.count for move in listed] == [2, 0, 0, 0, 0]
    referring = {
        relation.related_model
        for relation in Tag._meta.related_objects
        if not relation.many_to_many
    }
    assert referring == {*CARRIERS, Enterprise, TagRedirect}


def test_a_merge_is_refused_with_a_reason(kept: Tag, old: Tag) -> None:
    other = Tag.objects.create(name="政务", slug="zheng-wu", kind="government")
    Enterprise.objects.create(full_name="新疆莱沃科技股份有限公司", cluster=old)

    with pytest.raises(NotMergeable, match="产业集群"):
        merge(old, other)
    with pytest.raises(NotMergeable, match="同一个"):
        merge(old, old)
    merge(old, kept)
    with pytest.raises(NotMergeable, match="已被合并"):
        merge(old, kept)


def test_queries_do_not_grow_with_what_is_moved(
    kept: Tag, old: Tag, django_assert_max_num_queries: Callable
) -> None:
    for _ in range(5):
        a_draft().tags.add(old)

    with django_assert_max_num_queries(60):
        merge(old, kept)

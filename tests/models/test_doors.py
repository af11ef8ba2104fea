"""Text is cleaned on every way into the database: there is no way around the fields (P1)."""

import json
from collections.abc import Callable

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError

from articles.models import Article, Channel, Enterprise, Official, Tag
from tests.builders import a_channel, a_draft

pytestmark = pytest.mark.django_db

EVIL = '<p onclick="x()">好<script>alert(1)</script></p><img src=x onerror=alert(1)>'
CLEAN = "<p>好</p>"
DECEIVING = "标\u202e题\u200b\x00\ufeff　一"


def by_create() -> Article:
    return a_draft(body=EVIL, title=DECEIVING)


def by_save() -> Article:
    draft = a_draft()
    draft.body, draft.title = EVIL, DECEIVING
    draft.save()
    return draft


def by_update() -> Article:
    draft = a_draft()
    Article.objects.filter(pk=draft.pk).update(body=EVIL, title=DECEIVING)
    return draft


def by_bulk_create() -> Article:
    row = Article(channel=a_channel(), public_id="20260100", body=EVIL, title=DECEIVING)
    return Article.objects.bulk_create([row])[0]


def by_bulk_update() -> Article:
    draft = a_draft()
    draft.body, draft.title = EVIL, DECEIVING
    Article.objects.bulk_update([draft], ["body", "title"])
    return draft


def by_fixture() -> Article:
    draft = a_draft()
    row = json.loads(serializers.serialize("json", [draft]))
    row[0]["fields"] |= {"body": EVIL, "title": DECEIVING}
    for loaded in serializers.deserialize("json", json.dumps(row)):
        loaded.save()
    return draft


@pytest.mark.parametrize(
    "write", [by_create, by_save, by_update, by_bulk_create, by_bulk_update, by_fixture]
)
def test_every_way_in_is_the_same_door(write: Callable[[], Article]) -> None:
    written = write()

    stored = Article.objects.get(pk=written.pk)
    assert stored.body == CLEAN
    assert stored.title == "标题 一"


def test_saving_twice_changes_nothing() -> None:
    article = a_draft(body='<h2>一</h2><p>二 <a href="https://a.example/?a=1&b=2">三</a></p>')
    first = Article.objects.get(pk=article.pk)

    first.save()

    assert Article.objects.get(pk=article.pk).body == first.body


def test_names_typed_in_any_manner_are_one_a_line() -> None:
    enterprise = Enterprise.objects.create(full_name="甲公司", aliases="甲，乙、丙；丁\n甲")

    enterprise.refresh_from_db()

    assert enterprise.aliases == "甲\n乙\n丙\n丁"


@pytest.mark.parametrize(
    ("name", "slug"),
    [("崔玉淼", "cui-yu-miao"), ("KL星品汇", "kl-xing-pin-hui"), ("★☆", "official")],
)
def test_an_address_is_proposed_from_pinyin(name: str, slug: str) -> None:
    assert Official.objects.create(name=name).slug == slug


def test_a_taken_address_gets_a_number() -> None:
    Official.objects.create(name="李明")
    other = Official.objects.create(name="李明", disambiguator="某局")

    assert other.slug == "li-ming-2"


def test_rare_characters_survive() -> None:
    """T-CHR-01: outside GBK and outside the basic plane."""
    name = "崔玉淼㛃𬱖𰻝"

    Official.objects.create(name=name)

    assert Official.objects.get(name=name).name == name


def test_tags_of_symbols_have_an_address_too() -> None:
    tag = Tag.objects.create(name="“+”")

    assert tag.get_absolute_url() == f"/tags/{tag.slug}/"
    assert Channel.objects.create(name="综合", description="综").slug == "zong-he"


BAD_ADDRESSES = (
    "javascript:alert(1)", "javascript://www.gov.cn/%0aalert(1)", "data:text/html,x", "//a.example/",
    "http://[", "https://evil.example\\@www.gov.cn/", "https://user@www.gov.cn/", "java\tscript:x",
)  # fmt: skip


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_an_address_that_is_no_website_is_not_stored(address: str) -> None:
    draft = a_draft()

    Article.objects.filter(pk=draft.pk).update(source_url=address)

    draft.refresh_from_db()
    assert draft.source_url == ""
    with pytest.raises(ValidationError):
        Article._meta.get_field("source_url").run_validators(address)


@pytest.mark.parametrize(
    ("model", "field", "value"),
    [
        (Tag, "slug", "a/b"),
        (Channel, "slug", "园区"),
        (Article, "public_id", "abc"),
        (Article, "public_id", "2024"),
    ],
)
def test_what_would_break_an_address_is_not_loaded(model: type, field: str, value: str) -> None:
    a_draft()
    Tag.objects.create(name="标签")
    row = json.loads(serializers.serialize("json", [model.objects.first()]))
    row[0]["fields"][field] = value

    (loaded,) = serializers.deserialize("json", json.dumps(row))

    with pytest.raises(ValidationError):
        loaded.save()


def test_long_names_of_the_same_sound_get_addresses_that_fit() -> None:
    for number in range(3):
        Official.objects.create(name="名" * 60, disambiguator=str(number))

    assert all(len(slug) <= 60 for slug in Official.objects.values_list("slug", flat=True))

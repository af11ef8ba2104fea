"""The addresses are those that readers meet now, each once, with every place it stands in."""

import pytest
from django.contrib.auth.models import User

from articles.link_checking.gathering import gather_all, gather_recent
from articles.models import Article, Enterprise, LinkCheck, LinkUse, RelatedLink, SiteIdentity
from articles.references import references_to
from articles.workflow import perform
from tests.builders import a_draft, a_published, a_signer, publish
from tests.ticking.clockwork import ago

pytestmark = pytest.mark.django_db


def linked(*addresses: str) -> str:
    return "".join(f'<p>见<a href="{address}">原文</a>。</p>' for address in addresses)


def addresses() -> set[str]:
    return set(LinkCheck.objects.values_list("address", flat=True))


def test_every_place_of_a_published_article_is_read(site: SiteIdentity) -> None:
    draft = a_draft(
        body=linked("https://a.example/?x=1&amp;y=2#part", "/articles/1/", "mailto:a@b.example"),
        source_url="https://b.example/",
    )
    RelatedLink.objects.create(article=draft, label="链接", url="https://c.example/")
    live = publish(draft, actor=a_signer())
    Enterprise.objects.create(full_name="甲厂", website="https://a.example/?x=1&y=2")
    site.report_error_url = "https://error.example/"
    site.is_sample = False
    site.save()

    assert gather_all() == 4

    places = set(LinkUse.objects.values_list("link__address", "place", "article"))
    assert places == {
        ("https://a.example/?x=1&y=2", "body", live.pk),
        ("https://b.example/", "source", live.pk),
        ("https://c.example/", "related", live.pk),
        ("https://a.example/?x=1&y=2", "website", None),
        ("https://error.example/", "site", None),
    }
    assert gather_all() == 0
    assert LinkUse.objects.count() == 5


def test_drafts_and_our_own_pages_are_not_read(site: SiteIdentity) -> None:
    a_draft(body=linked("https://secret.example/"))
    a_published(body=linked(f"https://{site.domain}/articles/20220001/"))

    gather_all()

    assert addresses() == set()


def test_what_appeared_lately_is_read_without_the_rest() -> None:
    old = a_published(body=linked("https://old.example/"))
    Article.objects.filter(pk=old.pk).update(
        visible_from=ago(days=2), first_published_at=ago(days=3)
    )
    a_published(body=linked("https://new.example/"))

    assert gather_recent() == 1
    assert addresses() == {"https://new.example/"}


def test_what_is_shown_no_more_is_forgotten_in_the_night(chenjing: User) -> None:
    body = linked("https://both.example/", "https://one.example/")
    gone, _ = a_published(body=body), a_published(body=linked("https://both.example/"))
    gather_all()
    perform("withdraw", gone, actor=chenjing, remark="有误")

    assert LinkCheck.objects.in_use().count() == 1  # at once
    gather_all()

    assert addresses() == {"https://both.example/"}
    assert LinkUse.objects.count() == 1


def test_a_changed_website_of_a_record_is_followed() -> None:
    factory = Enterprise.objects.create(full_name="甲厂", website="https://a.example/")
    gather_recent()
    factory.website = "https://b.example/"
    factory.save()

    assert gather_recent() == 1
    assert LinkUse.objects.get().link.address == "https://b.example/"
    assert references_to(factory).count == 0  # what is gathered keeps no record from deletion

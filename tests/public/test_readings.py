"""What is kept of a text is never that of an older text, other names or another script."""

import pytest
from django.test import Client

from articles.models import Article, Enterprise, Generation, Tag, TaggedArticle
from tests.builders import SENTENCE, a_figure, a_published
from tests.pages import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(site: None) -> Article:
    return a_published(body=f"<h2>一</h2><p>天山科技来了。{SENTENCE}</p>")


def test_a_renamed_record_is_linked_under_its_new_name(article: Article, client: Client) -> None:
    company = Enterprise.objects.create(full_name="天山科技")
    article.enterprises.add(company)
    before = page(client, article.get_absolute_url())

    company.full_name = "昆仑科技"
    company.save()
    after = page(client, article.get_absolute_url())

    assert '">天山科技</a>来了' in before
    assert "天山科技来了" in after
    assert '<a class="card-name" href="' in after
    assert "昆仑科技</a>" in after


def test_a_new_figure_gets_its_address(article: Article, client: Client) -> None:
    page(client, article.get_absolute_url())

    figure = a_figure(article)
    Generation.objects.move()

    assert f'<span id="{figure.code}">' in page(client, article.get_absolute_url())


def test_each_script_has_its_own_links(article: Article, client: Client) -> None:
    article.enterprises.add(Enterprise.objects.create(full_name="天山科技", slug="tian-shan"))
    address = article.get_absolute_url()

    assert 'href="/enterprises/tian-shan/">天山科技</a>来了' in page(client, address)
    assert 'href="/zh-hant/enterprises/tian-shan/">天山科技</a>來了' in page(
        client, f"/zh-hant{address}"
    )


def test_a_name_younger_than_what_is_kept_is_shown(article: Article, client: Client) -> None:
    page(client, article.get_absolute_url())
    number = Generation.objects.current()
    tag = Tag.objects.create(name="新标签")
    TaggedArticle.objects.bulk_create([TaggedArticle(tag=tag, content_object=article)])

    assert Generation.objects.current() == number
    assert tag.get_absolute_url() in page(client, article.get_absolute_url())

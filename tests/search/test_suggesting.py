"""A near-miss of a known name is answered with the name."""

import pytest

from articles.models import Enterprise, Official, Tag
from articles.search.query import parse
from articles.search.suggesting import suggestions
from tests.builders import a_draft, a_published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def names() -> None:
    article = a_published(body="<p>崔玉淼谈营商环境</p>")
    article.officials.add(Official.objects.create(name="崔玉淼"))
    article.enterprises.add(Enterprise.objects.create(full_name="新疆莱沃科技股份有限公司"))
    article.tags.add(Tag.objects.create(name="硅铝基电子新材料", synonyms="硅基新材料"))
    hidden = a_draft()
    hidden.officials.add(Official.objects.create(name="王玉森"))


NEAR = {
    "崔玉森": "崔玉淼",
    "崔玉森 营商环境": "崔玉淼 营商环境",
    "崔淼": "崔玉淼",
    "玉崔淼": "崔玉淼",
    "莱沃科几": "莱沃科技",
    "新疆来沃科技股份有限公司": "新疆莱沃科技股份有限公司",
    "硅铝基电子新才料": "硅铝基电子新材料",
    "硅基新材科": "硅基新材料",
}


@pytest.mark.parametrize("typed", NEAR)
def test_a_known_name_is_proposed(typed: str) -> None:
    assert NEAR[typed] in suggestions(parse(typed))


@pytest.mark.parametrize("typed", ["森", "完全不同", "2019", "崔玉森 没有的词", "王玉林"])
def test_nothing_far_nothing_hidden_and_nothing_empty_is_proposed(typed: str) -> None:
    assert "崔玉淼" not in suggestions(parse(typed))
    assert not [one for one in suggestions(parse(typed)) if "王玉森" in one]

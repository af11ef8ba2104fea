"""Tags, officials, enterprises and pictures lead from one report to the other."""

import re

import pytest
from django.test import Client

from articles.models import Enterprise, Tag
from articles.text.sanitizing import plain_text
from tests.pages import page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]


def test_at_least_sixteen_tag_pages_list_both_reports(client: Client) -> None:
    tags = Tag.objects.filter(article__public_id="20190001")
    both = tags.filter(article__public_id="20220001").distinct()

    assert len(both) >= 16
    for tag in both[:16]:
        shown = page(client, tag.get_absolute_url())
        assert "/articles/20190001/" in shown, tag
        assert "/articles/20220001/" in shown, tag


def test_a_tag_page_lists_all_four_kinds_of_record(client: Client) -> None:
    shown = page(client, Tag.objects.get(name="新材料").get_absolute_url())

    assert "/articles/20220001/" in shown
    assert "/photos/20220001-" in shown
    assert "新疆莱沃科技股份有限公司" in shown
    zone = page(client, Tag.objects.get(name="乌鲁木齐高新区（新市区）").get_absolute_url())
    assert "/officials/cui-yu-miao/" in zone


def test_an_officials_page_has_the_sentence_the_post_and_honest_gaps(client: Client) -> None:
    shown = page(client, "/officials/cui-yu-miao/")

    assert "市委常委、高新区（新市区）委书记" in shown
    assert "2022年12月报道所称" in shown
    assert "<mark>崔玉淼</mark>说" in shown
    assert "暂无资料" in shown
    assert "/photos/20220001-11/" in shown


def test_an_enterprises_page_has_every_sentence_that_names_it(client: Client) -> None:
    company = Enterprise.objects.get(full_name="新疆莱沃科技股份有限公司")

    shown = page(client, company.get_absolute_url())

    assert shown.count("<mark>新疆莱沃科技股份有限公司</mark>") == 3
    assert "新材料" in shown
    assert "2022年报道所称" in shown
    assert shown.count('class="slot ') == 5


def test_partners_are_not_said_to_be_in_the_district(client: Client) -> None:
    shown = page(client, Enterprise.objects.get(full_name="中电科").get_absolute_url())

    relation = re.search(r"与本区的关系</th><td>([^<]+)", shown)
    assert relation
    assert relation[1].strip() == "战略合作"


def test_every_record_has_its_page_and_stands_in_its_list(client: Client) -> None:
    enterprises = page(client, "/enterprises/")

    for enterprise in Enterprise.objects.all():
        page(client, enterprise.get_absolute_url())
        assert enterprise.get_absolute_url() in enterprises
    assert "/officials/cui-yu-miao/" in page(client, "/officials/")
    tags = page(client, "/tags/")
    assert all(tag.get_absolute_url() in tags for tag in Tag.objects.all())


def test_a_picture_page_shows_caption_report_and_what_is_unknown(client: Client) -> None:
    shown = page(client, "/photos/20220001-5/")

    assert "现代服务业代表——特变电工新特能源股份有限公司国家级博士后科研工作站" in shown
    assert "/articles/20220001/" in shown
    assert "未注明" in plain_text(shown)

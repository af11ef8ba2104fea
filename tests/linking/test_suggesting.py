"""What the text names and the article has not chosen is offered, and nothing is added by itself."""

from collections.abc import Callable

import pytest

from articles.linking import suggest
from articles.models import Article, Enterprise, Official, PhotoCaption, Tag
from tests.builders import a_draft

pytestmark = pytest.mark.django_db


def names(article: Article) -> list[str]:
    return [suggestion.name for suggestion in suggest(article)]


def test_the_report_without_its_names_gets_them_offered(seeded: None) -> None:
    report = Article.objects.get(public_id="20220001")
    chosen = {one.name for one in report.officials.all()}
    chosen |= {one.full_name for one in report.enterprises.all()}
    report.officials.clear()
    report.enterprises.clear()

    assert chosen - set(names(report)) == set()


def test_all_texts_are_read_aliases_and_synonyms_too() -> None:
    Official.objects.create(name="崔玉淼")
    Enterprise.objects.create(full_name="新疆莱沃科技股份有限公司", aliases="莱沃科技")
    Tag.objects.create(name="优化营商环境", slug="a", synonyms="营商环境")
    Tag.objects.create(name="新材料", slug="b")
    draft = a_draft(
        title="崔玉淼调研", summary="营商环境越来越好", body="<p>在莱沃科技，新材料。</p>"
    )
    PhotoCaption.objects.create(article=draft, caption="莱沃科技生产线")

    offered = suggest(draft)

    assert [(one.name, one.form, one.count) for one in offered] == [
        ("崔玉淼", "崔玉淼", 1),
        ("新疆莱沃科技股份有限公司", "莱沃科技", 2),
        ("优化营商环境", "营商环境", 1),
        ("新材料", "新材料", 1),
    ]
    assert all(one.sure for one in offered)


def test_the_longest_name_wins_and_the_chosen_is_not_offered() -> None:
    Tag.objects.create(name="丝绸之路经济带", slug="a")
    longer = Tag.objects.create(name="丝绸之路经济带创新驱动发展试验区", slug="b")
    draft = a_draft(body="<p>丝绸之路经济带创新驱动发展试验区建设。</p>")

    assert names(draft) == [longer.name]

    draft.tags.add(longer)

    assert names(draft) == []


def test_namesakes_are_offered_one_by_one_and_none_is_sure() -> None:
    Official.objects.create(name="王建国", disambiguator="区委办")
    other = Official.objects.create(name="王建国", disambiguator="工信局")
    draft = a_draft(body="<p>王建国介绍。</p>")

    offered = suggest(draft)

    assert [(one.detail, one.sure) for one in offered] == [("区委办", False), ("工信局", False)]

    draft.officials.add(other)

    assert suggest(draft) == []


def test_a_name_of_two_characters_is_offered_and_not_sure() -> None:
    Official.objects.create(name="王磊")
    draft = a_draft(body="<p>王磊介绍。</p>")

    [offered] = suggest(draft)

    assert (offered.name, offered.sure) == ("王磊", False)


def test_queries_do_not_grow(django_assert_num_queries: Callable) -> None:
    for number in range(30):
        Official.objects.create(name=f"王建{chr(0x4E00 + number)}")
        Tag.objects.create(name=f"标签第{number}号", slug=f"t{number}")
    draft = a_draft(body="<p>王建一和标签第3号。</p>")

    with django_assert_num_queries(7):
        suggest(draft)

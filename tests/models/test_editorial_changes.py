"""The published body is what the text floor makes of the manuscript, plus the changes listed here."""

import pytest

from articles.models import Article
from articles.text.cleaning import parse_manuscript
from articles.text.sanitizing import plain_text

pytestmark = pytest.mark.django_db

# Editorial: where the editor began a new paragraph in the one block of the 2022 report.
PARAGRAPHS_BEGIN = (
    "园区经济是区域经济的核心组成",
    "为统筹评价中国园区发展水平",
    "12月27日上午",
    "来到乌鲁木齐10年",
    "作为新疆首个国家级高新技术产业开发区",
    "同时，乌鲁木齐高新区",
    "作为自治区人才管理改革试验区",
    "在首府深入实施创业社区建设",
    "市委常委、高新区（新市区）委书记崔玉淼说",
    "新闻链接：",
)


def published_lines(public_id: str) -> list[str]:
    body = Article.objects.get(public_id=public_id).body
    return [line for line in plain_text(body).split("\n") if line]


def test_the_2019_report_is_the_cleaned_manuscript_without_any_editing(seeded: None) -> None:
    article = Article.objects.get(public_id="20190001")
    parsed = parse_manuscript(article.manuscript)

    made = [block.text for block in parsed.blocks if block.kind in {"heading", "paragraph"}]

    assert published_lines("20190001") == made
    assert [block.text for block in parsed.blocks if block.kind == "title"] == [article.title]


def test_the_2022_report_is_the_cleaned_manuscript_split_where_listed(seeded: None) -> None:
    article = Article.objects.get(public_id="20220001")
    parsed = parse_manuscript(article.manuscript)
    (text,) = [block.text for block in parsed.blocks if block.kind == "paragraph"]

    for beginning in PARAGRAPHS_BEGIN:
        assert text.count(beginning) == 1
        text = text.replace(beginning, f"\n{beginning}")

    assert published_lines("20220001") == text.split("\n")


def test_captions_and_video_slot_are_those_of_the_manuscript(seeded: None) -> None:
    article = Article.objects.get(public_id="20220001")
    parsed = parse_manuscript(article.manuscript)

    made = [
        ("photo" if block.kind == "caption" else "video", block.text)
        for block in parsed.blocks
        if block.kind in {"caption", "video"}
    ]

    assert list(article.captions.values_list("kind", "caption")) == made

"""Names in text: the first mention of each chosen record is linked, and no other."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.linking import Matcher, Target, link_first_mentions, sentences_naming
from articles.text.sanitizing import plain_text, sanitize_html


def target(name: str, *aliases: str, kind: str = "tag") -> Target:
    return Target(kind, hash((kind, name)), name, f"/{kind}s/{name}/", aliases)


def linked(body: str, *targets: Target) -> str:
    return link_first_mentions(body, Matcher(targets))


def names_linked(body: str, *targets: Target) -> list[str]:
    return re.findall(r'<a class="name[^>]*>([^<]*)</a>', linked(body, *targets))


def test_only_the_first_mention_is_linked() -> None:
    found = linked("<p>新材料和新材料</p><p>新材料</p>", target("新材料"))

    assert found.count("<a ") == 1
    assert found.startswith('<p><a class="name name-tag" href="/tags/新材料/">新材料</a>和新材料')


def test_the_longest_name_wins() -> None:
    text = "<p>丝绸之路经济带创新驱动发展试验区，丝绸之路经济带</p>"

    found = names_linked(text, target("丝绸之路经济带"), target("丝绸之路经济带创新驱动发展试验区"))

    assert found == ["丝绸之路经济带创新驱动发展试验区", "丝绸之路经济带"]


def test_a_name_inside_a_longer_known_one_is_not_linked_even_when_that_was_not_chosen() -> None:
    chosen = target("新材料")
    matcher = Matcher([chosen, target("硅铝基电子新材料")]).choosing([chosen.identity])

    found = link_first_mentions("<p>硅铝基电子新材料</p>", matcher)

    assert found == "<p>硅铝基电子新材料</p>"


def test_of_two_records_with_one_name_the_chosen_one_is_linked() -> None:
    person, company = target("天山", kind="official"), target("天山", kind="enterprise")
    matcher = Matcher([person, company])

    found = link_first_mentions("<p>天山</p>", matcher.choosing([company.identity]))

    assert 'href="/enterprises/天山/"' in found
    assert [mention.target for mention in matcher.mentions("天山")] == [person]


def test_full_and_half_width_brackets_are_the_same_name() -> None:
    zone = target("乌鲁木齐高新区（新市区）")

    assert names_linked("<p>乌鲁木齐高新区(新市区)产业</p>", zone) == ["乌鲁木齐高新区(新市区)"]


@pytest.mark.parametrize(
    ("text", "target_name"),
    [
        ("<h2>新材料</h2>", "新材料"),
        ('<p><a href="/x/">新材料</a></p>', "新材料"),
        ("<figure><figcaption>新材料</figcaption></figure>", "新材料"),
        ("<p>崔玉森说</p>", "崔玉淼"),
        ("<p>“天山火炬之星”</p>", "“丝路之星”"),
        ("<p>特变电工新特能源股份有限公司</p>", "中电科"),
    ],
)
def test_what_must_not_be_linked(text: str, target_name: str) -> None:
    assert linked(text, target(target_name)) == text


def test_a_two_character_alias_never_links_by_itself() -> None:
    company = target("新疆莱沃科技股份有限公司", "莱沃", "莱沃科技", kind="enterprise")

    assert names_linked("<p>莱沃说</p>", company) == []
    assert names_linked("<p>莱沃科技说</p>", company) == ["莱沃科技"]


def test_text_with_entities_stays_escaped() -> None:
    found = linked("<p>A&lt;b&gt; &amp; 新材料&amp;</p>", target("新材料"))

    assert found == (
        '<p>A&lt;b&gt; &amp; <a class="name name-tag" href="/tags/新材料/">新材料</a>&amp;</p>'
    )


PIECES = st.sampled_from(
    ["新材料", "电子新材料", "崔玉淼", "高新区（新市区）", "，", "&", "<", "a", "<b>", "</b>",
     "<h2>", "</h2>", "<p>", "</p>", '<a href="/x/">', "</a>", "\u00a0", "𠮷"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_linking_changes_no_text_and_links_each_target_once(markup: str) -> None:
    body = sanitize_html(markup)
    targets = [target("新材料"), target("崔玉淼", kind="official"), target("高新区（新市区）")]

    found = linked(body, *targets)

    assert plain_text(found) == plain_text(body)
    hrefs = re.findall(r'class="name[^"]*" href="([^"]*)"', found)
    assert len(hrefs) == len(set(hrefs))
    assert not re.search(r"<a[^>]*>[^<]*<a ", found)


def test_sentences_that_name_a_record_come_with_the_name_marked() -> None:
    person = target("崔玉淼", kind="official")
    text = "第一句。书记崔玉淼说，要坚持。第三句。\n崔玉淼！"

    found = sentences_naming(text, person, Matcher([person]))

    assert [sentence.text for sentence in found] == ["书记崔玉淼说，要坚持。", "崔玉淼！"]
    assert found[0].pieces == (("书记", False), ("崔玉淼", True), ("说，要坚持。", False))

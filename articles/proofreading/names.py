"""Names and titles, held against the records of officials and enterprises.

Nothing is invented: what a record does not say cannot be missed by the text.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from articles.models import Enterprise, Official, Post, Severity
from articles.models.fields import spell_partial_date
from articles.proofreading.findings import Passage, Spot
from articles.proofreading.reading import Reading
from articles.text.resembling import IS_NAME, alike, exchanged, one_slip, substituted

SHORTEST_NAME = 2
SURE = 4  # a name of so many characters is not met by chance with one of them wrong
SHORTEST_TITLE = 5
SHORTEST_ENTERPRISE = 6
ANCHOR = 3
_TITLE_BEFORE = re.compile(
    r"(?:书记|主任|区长|市长|局长|部长|处长|科长|院长|校长|主席|会长|秘书长|董事长|总经理|经理|委员|常委|代表|同志|记者)[、，]?\Z"
)
_PERSON_AFTER = re.compile(
    r"(?:同志|书记|主任|区长|市长|局长|部长|委员|说|表示|指出|强调|介绍|一行|接受|主持|出席|会见|调研|讲话|致辞|带队|要求|率队|代表)"
)
_FORMER = re.compile(r"(?:时任|原任?|前任?|曾任)\Z")


def official_names(reading: Reading) -> Iterator[Spot]:
    """A name that misses an official's by one character: 崔玉森 → 崔玉淼; not 国王建立 for 王建国.

    Beside the official's own post, or where the article chose the official, it is an error.
    """
    by_first: dict[str, list[Official]] = defaultdict(list)
    by_second: dict[str, list[Official]] = defaultdict(list)
    names = {official.name for official in reading.officials}
    for official in reading.officials:
        if len(official.name) >= SHORTEST_NAME:
            by_first[official.name[0]].append(official)
            by_second[official.name[1]].append(official)
    for passage in reading.passages:
        taken = [(mention.start, mention.end) for mention in reading.mentions(passage)]
        for at in range(len(passage.text) - 1):
            near = [
                *by_first.get(passage.text[at], ()),
                *by_second.get(passage.text[at + 1], ()),
            ]
            for official in near:
                place = at, at + len(official.name)
                word = passage.text[slice(*place)]
                if word in names or not _is_near(word, official.name) or _overlaps(place, taken):
                    continue
                if spot := _near_name(reading, passage, place, official):
                    taken.append(place)
                    yield spot


def _is_near(word: str, name: str) -> bool:
    return (substituted(word, name) >= 0 or exchanged(word, name)) and bool(
        re.fullmatch(f"{IS_NAME}+", word)
    )


def _overlaps(place: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(start < place[1] and place[0] < end for start, end in taken)


def _near_name(
    reading: Reading, passage: Passage, place: tuple[int, int], official: Official
) -> Spot | None:
    start, end = place
    word, name = passage.text[start:end], official.name
    before, after = passage.text[max(0, start - 60) : start], passage.text[end : end + 4]
    at = substituted(word, name)
    is_alike = at < 0 or alike(word[at], name[at])
    is_person = bool(_TITLE_BEFORE.search(before) or _PERSON_AFTER.match(after))
    is_his_post = any(
        before.endswith(form) for post in official.posts.all() for form in _forms(post)
    )
    is_meant = is_his_post or official.pk in reading.chosen_officials
    enough = is_person or is_meant or (is_alike and len(name) > SHORTEST_NAME)
    if not (enough or len(name) >= SURE) or (len(name) == SHORTEST_NAME and not is_alike):
        return None
    severity = Severity.ERROR if is_meant and (is_alike or is_person) else Severity.WARNING
    message = f"与负责人“{name}”差一个字；确有其人的，请写明理由后保留"
    if severity == Severity.ERROR:
        message = f"登记的负责人是“{name}”"
    return Spot(passage, start, end, message, name, severity)


def _forms(post: Post) -> list[str]:
    """A post as it stands before a name: whole, or its last part alone."""
    last = post.title.rpartition("、")[2]
    return [post.title] if last == post.title else [post.title, last]


def official_titles(reading: Reading) -> Iterator[Spot]:
    """A post before an official's name: one character off the record's, or not held on the date.

    Only where the record knows the dates; not after 时任、原、前.
    """
    by_key = {official.pk: official for official in reading.officials}
    for passage in reading.passages:
        for mention in reading.mentions(passage):
            if mention.target.kind == "official":
                posts = list(by_key[mention.target.key].posts.all())
                yield from _title_before(reading, passage, mention.start, posts)


def _title_before(reading: Reading, passage: Passage, at: int, posts: list[Post]) -> Iterator[Spot]:
    before = passage.text[max(0, at - 80) : at].rpartition("\n")[2]
    exact = [(post, form) for post in posts for form in _forms(post) if before.endswith(form)]
    if not exact:
        yield from _near_title(passage, at, before, posts)
        return
    post, form = max(exact, key=lambda pair: len(pair[1]))
    is_former = _FORMER.search(before.removesuffix(form))
    if not is_former and (reason := _not_held(post, reading.date)):
        yield Spot(passage, at - len(form), at, reason)


def _near_title(passage: Passage, at: int, before: str, posts: list[Post]) -> Iterator[Spot]:
    for post in posts:
        for form in _forms(post):
            for length in (len(form), len(form) - 1, len(form) + 1):
                word = before[-length:] if length <= len(before) else ""
                if len(form) >= SHORTEST_TITLE and word and one_slip(word, form):
                    yield Spot(passage, at - length, at, f"登记的职务是“{form}”", form)
                    return


def _not_held(post: Post, date: str) -> str:
    """Why the post was not held on *date*, compared as precisely as both are known."""
    if post.held_until and _cut(date, post.held_until) > _cut(post.held_until, date):
        return f"这项职务任至{spell_partial_date(post.held_until)}，稿件时间是{spell_partial_date(date)}"
    if post.held_from and _cut(date, post.held_from) < _cut(post.held_from, date):
        return f"这项职务{spell_partial_date(post.held_from)}起任，稿件时间是{spell_partial_date(date)}"
    return ""


def _cut(date: str, other: str) -> str:
    return date[: min(len(date), len(other))]


def enterprise_names(reading: Reading) -> Iterator[Spot]:
    """A full name that misses an enterprise's by one character; short forms and aliases are fine.

    Not 第二小学 for 第一小学, nor a longer name that holds the enterprise's own.
    """
    named = [one for one in reading.enterprises if len(one.full_name) >= SHORTEST_ENTERPRISE]
    begins: dict[str, list[Enterprise]] = defaultdict(list)
    ends: dict[str, list[Enterprise]] = defaultdict(list)
    for enterprise in named:
        begins[enterprise.full_name[:ANCHOR]].append(enterprise)
        ends[enterprise.full_name[-ANCHOR:]].append(enterprise)
    for passage in reading.passages:
        mentions = reading.mentions(passage)
        taken: list[tuple[int, int]] = []
        for start, end, enterprise in _windows(passage.text, begins, ends):
            name = enterprise.full_name
            if _overlaps((start, end), taken) or not one_slip(passage.text[start:end], name):
                continue
            if any(
                mention.start < end
                and start < mention.end
                and (mention.target.name == name or mention.end - mention.start >= end - start)
                for mention in mentions
            ):
                continue
            taken.append((start, end))
            message = f"与登记的全称“{name}”差一个字"
            yield Spot(passage, start, end, message, name)


def _windows(
    text: str, begins: dict[str, list[Enterprise]], ends: dict[str, list[Enterprise]]
) -> Iterator[tuple[int, int, Enterprise]]:
    """Stretches of *text* that begin or end as an enterprise's name does, of about its length."""
    for at in range(len(text) - ANCHOR + 1):
        pair = text[at : at + ANCHOR]
        for enterprise in begins.get(pair, ()):
            for length in _lengths(enterprise):
                yield at, min(at + length, len(text)), enterprise
        for enterprise in ends.get(pair, ()):
            for length in _lengths(enterprise):
                if (start := at + ANCHOR - length) >= 0:
                    yield start, at + ANCHOR, enterprise


def _lengths(enterprise: Enterprise) -> tuple[int, ...]:
    length = len(enterprise.full_name)
    return length, length - 1, length + 1

"""Fills a database as an office fills it in years: `python -m bench.filling --rows 100000`.

The text is the sentences of both reports, shuffled, and some characters at random in every
article, so that there are more different pairs than the reports have. Every article has tags, an official and
enterprises that its text names; every fourth one has pictures, every third a link, every tenth
the manuscript it came from. Half of all stand in one channel, so that its list is long. The
rows go past the signals; the search index is made afterwards.
"""

import argparse
import json
import os
import random
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gaoxin.settings")
import django

django.setup()

from django.core.files.storage import default_storage  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from articles.imaging import clean_picture  # noqa: E402
from articles.models import (  # noqa: E402
    Article,
    Channel,
    Enterprise,
    Official,
    PhotoCaption,
    Post,
    RelatedLink,
    SearchState,
    Tag,
    TaggedArticle,
)
from articles.models.picture_field import store_picture  # noqa: E402
from articles.search import postings, rebuilding  # noqa: E402
from articles.text.reading import plain_text  # noqa: E402
from bench.words import FREQUENT, RARE, RARE_ROWS  # noqa: E402
from tests.builders import a_picture  # noqa: E402

FIXTURES = sorted((Path(__file__).parents[1] / "articles" / "fixtures").glob("0[67]*.json"))
CHANNELS, TAGS, PEOPLE, FIRMS, PICTURES = 8, 200, 50, 200, 8
BEGUN, APART = datetime(2016, 1, 1, tzinfo=UTC), timedelta(minutes=50)
BATCH = 1000
NOISE = 100  # characters at random; 600 make more different pairs than any office writes
chance = random.Random(20221227)


def sentences() -> list[str]:
    """Return the sentences of both reports."""
    rows = [row for path in FIXTURES for row in json.loads(path.read_text(encoding="utf-8"))]
    bodies = [row["fields"]["body"] for row in rows if row["model"] == "articles.article"]
    return [one for body in bodies for one in re.findall("[^。！？\n]+[。！？]?", plain_text(body))]


def characters() -> list[str]:
    """Return the 3,755 commonest Chinese characters, those of the first level of GB 2312."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return [one for code in codes if (one := code.decode("gb2312", "ignore"))]


@dataclass
class Names:
    """The records that articles name; a few tags are everywhere, most are rare."""

    han: list[str] = field(default_factory=characters)
    channels: list[Channel] = field(init=False)
    tags: list[Tag] = field(init=False)
    people: list[Official] = field(init=False)
    firms: list[Enterprise] = field(init=False)
    pictures: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.channels = [
            Channel.objects.create(name=f"栏目{n}", slug=f"channel-{n}", description="栏目")
            for n in range(CHANNELS)
        ]
        self.tags = Tag.objects.bulk_create(
            Tag(name=self.name(), slug=f"tag-{n}") for n in range(TAGS)
        )
        self.people = Official.objects.bulk_create(
            Official(name=self.name(), slug=f"o-{n}") for n in range(PEOPLE)
        )
        Post.objects.bulk_create(Post(official=one, title="主任") for one in self.people)
        self.firms = Enterprise.objects.bulk_create(
            Enterprise(full_name=f"新疆{self.name()}有限公司", slug=f"e-{n}") for n in range(FIRMS)
        )
        picture = a_picture((1200, 800))
        self.pictures = [
            store_picture(clean_picture(picture, filename="a.jpg"), default_storage)
            for _ in range(PICTURES)
        ]

    def name(self) -> str:
        """Return four characters at random."""
        return "".join(chance.choices(self.han, k=4))


@dataclass(frozen=True)
class Whole:
    """An article and what belongs to it."""

    article: Article
    tags: list[Tag]
    person: Official
    firms: list[Enterprise]
    captions: list[PhotoCaption]
    links: list[RelatedLink]


def articles(number: int, names: Names, noise: int) -> Iterator[Whole]:
    """Yield articles, oldest first, a few minutes apart."""
    known = sentences()
    rare = set(chance.sample(range(number), min(RARE_ROWS, number)))
    rarity = [1 / (n + 1) for n in range(TAGS)]
    for position in range(number):
        person, firms = chance.choice(names.people), list({*chance.choices(names.firms, k=2)})
        article = Article(
            **moment(position),
            title=f"{chance.choice(known)[:12]}{names.name()[:3]}",
            summary=chance.choice(known)[:120] if position % 2 else "",
            # Half of all in one channel: its list has more than 2,000 pages.
            channel=chance.choice([names.channels[0]] * (CHANNELS - 1) + names.channels[1:]),
            status=Article.Status.SIGNED,
            source="本站",
            author="本站记者",
            body=body(known, [person.name, *[firm.full_name for firm in firms]],
                      closing=RARE * (position in rare) + "".join(chance.choices(names.han, k=noise))),
        )  # fmt: skip
        if position % 10 == 0:
            article.manuscript = plain_text(article.body)
        tags = list({*chance.choices(names.tags, rarity, k=4)})
        yield Whole(article, tags, person, firms, pictures(article, known, names, position), links(article, position))  # fmt: skip


def moment(position: int) -> dict[str, object]:
    """Return number and times of the article at *position*."""
    published = BEGUN + position * APART
    times = dict.fromkeys(("visible_from", "first_published_at"), published)
    return {"public_id": f"{published.year}{position:06d}", **times}


def body(known: list[str], named: list[str], *, closing: str) -> str:
    """Return some 1,000 characters under two headings, with the names, and a *closing*."""
    paragraphs, length = [], 0
    while length < 1000:
        paragraphs.append("".join(chance.choices(known, k=3)))
        length += len(paragraphs[-1])
    paragraphs[1:1] = [f"{'、'.join(named)}参加了会议。"]
    half = len(paragraphs) // 2
    parts = ["<h2>总体情况</h2>", *[f"<p>{text}</p>" for text in paragraphs[:half]]]
    parts += ["<h2>主要做法</h2>", *[f"<p>{text}</p>" for text in paragraphs[half:]]]
    return "".join([*parts, f"<p>{FREQUENT}{closing}</p>"])


def pictures(article: Article, known: list[str], names: Names, position: int) -> list[PhotoCaption]:
    """Return two pictures for every fourth article; every eighth has a slot that waits too."""
    files = [*chance.sample(names.pictures, 2), ""][: 3 if position % 8 == 0 else 2]
    return [
        PhotoCaption(
            article=article, number=number, position=number, image=file,
            caption=chance.choice(known)[:40], photographer="本站记者",
        )
        for number, file in enumerate(files if position % 4 == 0 else [], start=1)
    ]  # fmt: skip


def links(article: Article, position: int) -> list[RelatedLink]:
    """Return a link for every third article."""
    address = f"https://www.gov.cn/{article.public_id}"
    return (
        [RelatedLink(article=article, label="相关报道", url=address)] if position % 3 == 0 else []
    )


def fill(number: int, *, noise: int = NOISE) -> None:
    """Write *number* articles and what they name, past the signals."""
    names = Names()
    rows = articles(number, names, noise)
    while batch := [row for _, row in zip(range(BATCH), rows, strict=False)]:
        with transaction.atomic():
            write(batch)


def write(batch: list[Whole]) -> None:
    """Write articles with what belongs to them."""
    person, firm = Article.officials.through, Article.enterprises.through
    Article.objects.bulk_create(one.article for one in batch)
    TaggedArticle.objects.bulk_create(
        TaggedArticle(content_object=one.article, tag=tag) for one in batch for tag in one.tags
    )
    person.objects.bulk_create(person(article=one.article, official=one.person) for one in batch)
    firm.objects.bulk_create(
        firm(article=one.article, enterprise=each) for one in batch for each in one.firms
    )
    PhotoCaption.objects.bulk_create(each for one in batch for each in one.captions)
    RelatedLink.objects.bulk_create(each for one in batch for each in one.links)


class Copied(postings.PostgresPostings):
    """PostgreSQL's lists, written in one stream: arrays as parameters cost most of the time."""

    def add(self, rows: Iterable[postings.Row]) -> None:
        entries = [(table, row.rank, found) for row in rows for table, found in row.grams()]
        with connection.cursor() as cursor:
            for table in postings.TABLES:
                with cursor.copy(f"COPY {table} (rank, grams) FROM STDIN") as copy:
                    for _, rank, found in filter(lambda entry: entry[0] == table, entries):
                        copy.write_row((rank, f"{{{','.join(map(quoted, found))}}}"))


def quoted(gram: str) -> str:
    """Return *gram* as an element of a PostgreSQL array."""
    return json.dumps(gram, ensure_ascii=False)


@contextmanager
def indexes_made_at_the_end() -> Iterator[None]:
    """Take the lists' GIN indexes away and make them anew: row by row takes ten times as long."""
    lists = ["articles_search_titles", "articles_search_texts"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s)"
            " AND indexdef LIKE '%% USING gin %%'", [lists],
        )  # fmt: skip
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f"DROP INDEX {name}")
        yield
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for _, definition in found:
            cursor.execute(definition)


def make_index() -> None:
    """Make the search index of what ``fill`` wrote, by the product's own way but the last step."""
    SearchState.objects.all().delete()
    is_postgres = connection.vendor == "postgresql"
    copied = patch.dict(postings._BACKENDS, {"postgresql": Copied()})
    with copied, indexes_made_at_the_end() if is_postgres else nullcontext():
        for _ in rebuilding.rebuild():
            pass


def main() -> None:
    """Fill the database that DATABASE_URL names; it must be migrated and without articles of ours."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    started = time.perf_counter()
    fill(rows)
    written = time.perf_counter()
    make_index()
    spent = f"{written - started:.0f} s, index {time.perf_counter() - written:.0f} s"
    print(f"{rows} articles written in {spent}", flush=True)


if __name__ == "__main__":
    main()

"""How fast the search is with many articles: `python -m bench.search`.

Makes a database of its own beside the one that DATABASE_URL names, fills it, and throws it
away. The text is the sentences of both reports, shuffled, and 600 characters at random in
every article: more different pairs than any office writes. Prints how long the index takes
to make, its size, p50 and p95 of searches, whether anything is missed against a scan of all
texts, and what a save costs.
"""

import argparse
import json
import os
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"  # static files without a manifest
import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from articles.models import (  # noqa: E402
    Article,
    Channel,
    Enterprise,
    Official,
    SearchDocument,
    SearchState,
    Tag,
    TaggedArticle,
)
from articles.public.results import Results  # noqa: E402
from articles.search import index, rebuilding  # noqa: E402
from articles.search.finding import MOST, find  # noqa: E402
from articles.search.query import parse  # noqa: E402
from articles.text.reading import plain_text  # noqa: E402

FIXTURES = sorted((Path(__file__).parents[1] / "articles" / "fixtures").glob("0[67]*.json"))
RARE, RARE_ROWS = "欧阳翊鸢", 100
ROUNDS = 25
CASES: dict[str, tuple[str, dict[str, str], int]] = {
    "高新 (in every article)": ("高新", {}, 1),
    "营商环境": ("营商环境", {}, 1),
    "萊沃": ("萊沃", {}, 1),
    "崔玉淼": ("崔玉淼", {}, 1),
    "区 (one character)": ("区", {}, 1),
    "欧阳翊鸢 (in 100 articles)": (RARE, {}, 1),
    "a word that is nowhere": ("龘靐齉", {}, 1),
    "营商环境 新材料": ("营商环境 新材料", {}, 1),
    "高新, a channel and a year": ("高新", {"channel": "channel-3", "year": "2021"}, 1),
    "营商环境, a frequent tag": ("营商环境", {"tag": "tag-0"}, 1),
    "高新, a rare tag": ("高新", {"tag": "tag-150"}, 1),
    "营商环境, page 50": ("营商环境", {}, 50),
}
chance = random.Random(20221227)


def say(line: str) -> None:
    """Print at once, into a file too."""
    print(line, flush=True)


# --- What is searched ---------------------------------------------------------------
def sentences() -> list[str]:
    """Return the sentences of both reports."""
    rows = [row for path in FIXTURES for row in json.loads(path.read_text(encoding="utf-8"))]
    bodies = [row["fields"]["body"] for row in rows if row["model"] == "articles.article"]
    return [one for body in bodies for one in re.findall("[^。！？\n]+[。！？]?", plain_text(body))]


def characters() -> list[str]:
    """Return the 3,755 commonest Chinese characters, those of the first level of GB 2312."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return [one for code in codes if (one := code.decode("gb2312", "ignore"))]


def articles(number: int, channels: list[Channel]) -> Iterator[Article]:
    """Yield articles, oldest first, a few minutes apart."""
    known, han = sentences(), characters()
    begun = datetime(2016, 1, 1, tzinfo=UTC)
    rare = set(chance.sample(range(number), RARE_ROWS))
    for position in range(number):
        text, length = [], 0
        while length < 1000:
            text.append(chance.choice(known))
            length += len(text[-1])
        noise = "".join(chance.choices(han, k=600))
        body = f"<p>{''.join(text)}</p><p>高新{RARE if position in rare else ''}{noise}</p>"
        published = begun + timedelta(minutes=position * 50)
        yield Article(
            public_id=f"{published.year}{position:06d}",
            title=f"{chance.choice(known)[:12]}{''.join(chance.choices(han, k=3))}",
            channel=chance.choice(channels),
            status=Article.Status.SIGNED,
            source="本站",
            body=body,
            visible_from=published,
            first_published_at=published,
        )


def fill(number: int) -> None:
    """Write the articles and what they name, past the signals: the index is made afterwards."""
    han = characters()

    def name() -> str:
        return "".join(chance.choices(han, k=4))

    channels = [
        Channel.objects.create(name=f"栏目{n}", slug=f"channel-{n}", description="栏目")
        for n in range(8)
    ]
    tags = Tag.objects.bulk_create(Tag(name=name(), slug=f"tag-{n}") for n in range(200))
    people = Official.objects.bulk_create(Official(name=name(), slug=f"o-{n}") for n in range(50))
    firms = Enterprise.objects.bulk_create(
        Enterprise(full_name=f"新疆{name()}有限公司", slug=f"e-{n}") for n in range(200)
    )
    rarity = [1 / (n + 1) for n in range(200)]  # a few tags are everywhere, most are rare
    rows, person, firm = articles(number, channels), Article.officials.through, Article.enterprises.through  # fmt: skip
    while batch := [row for _, row in zip(range(1000), rows, strict=False)]:
        with transaction.atomic():
            made = Article.objects.bulk_create(batch)
            TaggedArticle.objects.bulk_create(
                TaggedArticle(content_object=row, tag=tag)
                for row in made
                for tag in set(chance.choices(tags, rarity, k=4))
            )
            person.objects.bulk_create(
                person(article=row, official=chance.choice(people)) for row in made
            )
            firm.objects.bulk_create(
                firm(article=row, enterprise=one)
                for row in made
                for one in set(chance.choices(firms, k=2))
            )


# --- What is measured ---------------------------------------------------------------
def spread(work: Callable[[], object], rounds: int = ROUNDS) -> str:
    """Return p50 and p95 of *rounds* runs by the wall clock, and p95 by this process's own time.

    The last leaves out other people's programs, and PostgreSQL, which is a process of its own.
    """
    walls, own = [], []
    for _ in range(rounds):
        started, used = time.perf_counter(), time.process_time()
        work()
        own.append((time.process_time() - used) * 1000)
        walls.append((time.perf_counter() - started) * 1000)
    walls.sort()
    late = int(rounds * 0.95)
    return f"{walls[rounds // 2]:6.1f} {walls[late]:6.1f} {sorted(own)[late]:6.1f}"


def search(words: str, filters: dict[str, str], page: int) -> int:
    """Do what the search page does before it is rendered; return how many were found."""
    query = parse(words)
    found = find(query, [f"{name}:{value}" for name, value in filters.items()])
    results = Results(found, found.ranks[20 * (page - 1) : 20 * page], query.words)
    results.rows()
    results.filters([], filters, {"q": words, **filters})
    return len(found.ranks)


def database_size() -> int:
    """Return the bytes of the whole database."""
    question = {
        "sqlite": "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
        "postgresql": "SELECT pg_database_size(current_database())",
    }
    with connection.cursor() as cursor:
        cursor.execute(question[connection.vendor])
        return cursor.fetchone()[0]


def missed(number: int) -> tuple[int, int, int]:
    """Look for *number* random words; return hits by scan, hits not found, answers out of order."""
    rows = list(
        SearchDocument.objects.order_by("-rank").values_list("rank", "title_folded", "text_folded")
    )
    hits = lost = disordered = 0
    for _ in range(number):
        text = chance.choice(rows)[2]
        start = chance.randrange(max(1, len(text) - 6))
        word = " ".join(text[start : start + chance.randint(2, 6)].split())
        if not word or "\n" in text[start : start + 6]:
            continue
        titled = [rank for rank, title, _ in rows if word in title]
        others = [rank for rank, title, text in rows if word in text and word not in title]
        expected = [*titled, *others][:MOST]
        found = find(parse(f'"{word}"')).ranks
        hits += len(expected)
        lost += len({*expected} - {*found})
        if list(found) != expected:
            disordered += 1
            say(f"not as in the scan: {word!r}, {len(titled)} titles, {len(others)} texts")
    return hits, lost, disordered


def build(rows: int) -> None:
    """Fill the database, make the index, and print what that took."""
    started = time.perf_counter()
    fill(rows)
    say(f"{connection.vendor}, {rows} articles written in {time.perf_counter() - started:.0f} s")
    size, started = database_size(), time.perf_counter()
    for _ in rebuilding.rebuild():
        pass
    seconds, size = time.perf_counter() - started, database_size() - size
    say(f"index made in {seconds:.0f} s, {size / 1e6:.0f} MB with the folded texts")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def measure(recall: int) -> None:
    """Print how long searches and saves take, and whether anything is missed."""
    client = Client(headers={"host": "localhost"})
    say("search: p50, p95, own p95 | page: p50, p95, own p95 | found | ms")
    for name, (words, filters, page) in CASES.items():
        count = search(words, filters, page)
        whole = {"q": words, **filters, "page": str(page)}
        searched = spread(lambda: search(words, filters, page))  # noqa: B023
        shown = spread(lambda: client.get("/search/", whole))  # noqa: B023
        say(f"     {searched} |      {shown} | {count:5} | {name}")
    some = list(Article.objects.order_by("?")[:100])
    again, changed = iter(some), iter(some)

    def save_changed() -> None:
        article = next(changed)
        article.title += "改"
        with transaction.atomic():
            index.record_saved(article, is_new=False)

    say(
        f"one save, text untouched: {spread(lambda: index.record_saved(next(again), is_new=False), 100)} ms"
    )
    say(f"one save, text changed:   {spread(save_changed, 100)} ms")
    if recall:
        hits, lost, disordered = missed(recall)
        say(f"{recall} random words: {hits} hits by scan, {lost} lost, {disordered} out of order")


def main() -> None:
    """Make the database, measure, throw it away."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--recall", type=int, default=300, help="random words, against a scan")
    options = parser.parse_args()
    own = connection.settings_dict["NAME"]
    with tempfile.TemporaryDirectory(prefix="gaoxin-bench-") as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = f"{folder}/bench.sqlite3"
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            SearchState.objects.all().delete()
            build(options.rows)
            measure(options.recall)
        finally:
            connection.creation.destroy_test_db(own, verbosity=0)


if __name__ == "__main__":
    main()

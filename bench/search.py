"""How fast the search is with many articles: `python -m bench.search`.

Makes a database of its own beside the one that DATABASE_URL names, fills it (bench/filling.py),
and throws it away. Prints how long the index takes to make, its size, p50 and p95 of searches,
whether anything is missed against a scan of all texts, and what a save costs.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"  # static files without a manifest
import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from articles.models import Article, SearchDocument, SearchState  # noqa: E402
from articles.public.results import Results  # noqa: E402
from articles.search import index, rebuilding  # noqa: E402
from articles.search.finding import MOST, find  # noqa: E402
from articles.search.query import parse  # noqa: E402
from bench.filling import chance, fill  # noqa: E402
from bench.words import RARE  # noqa: E402

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


def say(line: str) -> None:
    """Print at once, into a file too."""
    print(line, flush=True)


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
    fill(rows, noise=600)  # a worst case: more different pairs than any office writes
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

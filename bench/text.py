"""How long the text floor takes: `python -m bench.text` prints milliseconds and ratios.

Each figure is the best of five runs, in CPU time, beside its ratio to cleaning the 2022 report.
"""

import time
from collections.abc import Callable
from pathlib import Path

from articles.text.cleaning import clean, parse_manuscript
from articles.text.comparing import explain
from articles.text.sanitizing import sanitize_html
from articles.text.script import html_to_traditional

MANUSCRIPTS = Path(__file__).parents[1] / "tests" / "text" / "manuscripts"


def best_of_five(work: Callable[[], object]) -> float:
    """Return the CPU time of the fastest of five runs, in milliseconds."""
    times = []
    for _ in range(5):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times) * 1000


def cases() -> dict[str, Callable[[], object]]:
    """Return what is measured, by name; the first is the unit of the ratios."""
    earlier, later = (
        (MANUSCRIPTS / name).read_text(encoding="utf-8") for name in ("2019.txt", "2022.txt")
    )
    published = [block.text for block in parse_manuscript(later).blocks]
    long = (earlier + later) * 20
    changed = [block.text.replace("的", "之") for block in parse_manuscript(long).blocks]
    page = "".join(f'<p class="x"><a href="/a/">{line}</a></p>' for line in earlier.split("。")) * 4
    size = len(page.encode()) // 1000
    return {
        "clean the 2022 report": lambda: clean(later),
        "clean 100,000 characters": lambda: clean(later * 40),
        "explain the 2022 report": lambda: explain(later, published=published),
        "explain 100,000 characters, all edited": lambda: explain(long, published=changed),
        f"page of {size} KB in traditional script": lambda: html_to_traditional(page),
        "the same page sanitised": lambda: sanitize_html(page),
        "100,000 nested elements sanitised": lambda: sanitize_html("<div>" * 100_000),
    }


def main() -> None:
    """Print one line a case."""
    unit = 0.0
    for name, work in cases().items():
        milliseconds = best_of_five(work)
        unit = unit or milliseconds
        print(f"{milliseconds:9.1f} ms {milliseconds / unit:7.2f} x  {name}")


if __name__ == "__main__":
    main()

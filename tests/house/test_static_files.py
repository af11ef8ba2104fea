"""Readers get one lean sheet where developers keep one file a component."""

from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage

from gaoxin.static_files import LeanStaticFilesStorage

SHEETS = {
    "articles/css/site.css": '/* All. */\n@import "tokens.css";\n@import "parts/base.css";\n',
    "articles/css/tokens.css": "/* Colours. */\n.a { color: var(--ink) }\n",
    "articles/css/parts/base.css": ".b { margin: 0 auto }\n",
    "articles/js/reader.js": "// Why.\nconst one = 1;\n",
    "other/theirs.css": "/* Not ours. */\n",
}


@pytest.fixture
def collected(tmp_path: Path) -> Path:
    """The sheets above, copied and processed as collectstatic does it, twice."""
    sources, target = tmp_path / "sources", tmp_path / "target"
    for name, text in SHEETS.items():
        for folder in (sources, target):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
    for _ in range(2):
        storage = LeanStaticFilesStorage(location=target)
        paths = {name: (FileSystemStorage(sources), name) for name in SHEETS}
        for _, _, processed in storage.post_process(paths):
            assert not isinstance(processed, Exception)
    return target


def test_imported_sheets_stand_in_place_of_the_import(collected: Path) -> None:
    (hashed,) = collected.glob("articles/css/site.*[0-9a-f].css")

    assert hashed.read_text() == ".a{color:var(--ink)}.b{margin:0 auto}"


def test_scripts_lose_their_comments_and_other_peoples_files_nothing(collected: Path) -> None:
    assert "Why" not in (collected / "articles/js/reader.js").read_text()
    assert (collected / "other/theirs.css").read_text() == SHEETS["other/theirs.css"]

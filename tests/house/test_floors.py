"""The floors import only downwards; the machine says so, not a reviewer."""

import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]


def test_floors_import_only_downwards() -> None:
    linter = Path(sys.executable).with_name("lint-imports")

    checked = subprocess.run(
        [linter, "--no-cache"], cwd=HOUSE, capture_output=True, text=True, check=False
    )

    assert checked.returncode == 0, checked.stdout
    assert "0 broken" in checked.stdout


def test_the_project_names_nothing_outside_itself() -> None:
    outside = "../" + "shared"
    texts = [
        path
        for path in HOUSE.rglob("*")
        if path.suffix in {".py", ".md", ".toml", ".html", ".yml", ".json", ".sh"}
        and not {".venv", "node_modules", "staticfiles"} & set(path.parts)
    ]

    naming = [path for path in texts if outside in path.read_text(encoding="utf-8")]

    assert texts
    assert naming == []

"""The two reports as received, for every test of the text floor."""

from pathlib import Path

import pytest

MANUSCRIPTS = Path(__file__).parent / "manuscripts"


@pytest.fixture(scope="session")
def report_2019() -> str:
    return (MANUSCRIPTS / "2019.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def report_2022() -> str:
    return (MANUSCRIPTS / "2022.txt").read_text(encoding="utf-8")

"""``manage.py clean_manuscript`` at the command line, as another program would call it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from articles.text.cleaning import clean

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


def command(*arguments: object, **settings: str) -> subprocess.CompletedProcess[bytes]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "gaoxin.settings",
        **settings,
    }
    line = [sys.executable, "manage.py", "clean_manuscript", *map(str, arguments)]
    return subprocess.run(line, capture_output=True, env=environment, cwd=ROOT, check=False)


def test_stdout_is_the_cleaned_text_and_nothing_else(report_2022: str) -> None:
    answer = command(HERE / "manuscripts" / "2022.txt")

    assert answer.returncode == 0
    assert answer.stdout.decode() == clean(report_2022).text + "\n"
    assert answer.stderr == b""


def test_explanation_goes_to_stderr(report_2022: str) -> None:
    answer = command(HERE / "manuscripts" / "2022.txt", "--explain")

    said = answer.stderr.decode().splitlines()
    assert answer.stdout.decode() == clean(report_2022).text + "\n"
    assert "第24行 區(qū) → 區 读音括注" in said
    assert any(line.startswith("读音括注 160 处：") for line in said)
    assert said[-1] == "结构：标题 1、段落 1、图片说明 10、视频位 1"


def test_output_is_utf8_whatever_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "稿.txt"
    file.write_text("區(qū)委\u200b", encoding="utf-16")

    answer = command(file, "--explain", PYTHONIOENCODING="ascii")

    assert answer.returncode == 0
    assert answer.stdout.decode() == "区委\n"
    assert "读音括注" in answer.stderr.decode()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "空的"),
        ("word.docx", b"PK\x03\x04", "Word"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00", "图片"),
        ("binary.bin", bytes(range(256)), "编码"),
    ],
)
def test_unreadable_file_is_refused(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)

    assert_refused(command(file, "--explain"), said)


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    assert_refused(command(tmp_path / "missing.txt"), "找不到文件")
    assert_refused(command(tmp_path), "文件夹")


def test_closed_pipe_is_no_accident(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text("区委讲话。\n" * 20_000, encoding="utf-8")
    shell = f'"{sys.executable}" manage.py clean_manuscript "{file}" | head -c 10 >/dev/null'

    answer = subprocess.run(
        shell,
        shell=True,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "gaoxin.settings"},
        check=False,
    )

    assert answer.stderr == b""


def assert_refused(answer: subprocess.CompletedProcess[bytes], said: str) -> None:
    sentence = answer.stderr.decode()
    assert answer.returncode == 2
    assert answer.stdout == b""
    assert said in sentence
    assert sentence.count("\n") == 1
    assert sentence.endswith("。\n")
    assert "Traceback" not in sentence

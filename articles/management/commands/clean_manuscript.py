"""``manage.py clean_manuscript FILE``: the cleaned text, and on request why it changed."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError

from articles.text.cleaning import clean, parse_manuscript
from articles.text.decoding import UnreadableManuscript, decode
from articles.text.explaining import explained, structure


class Command(BaseCommand):
    """Cleans one manuscript file; reads no database and changes nothing."""

    help = "整理稿件：整理后的文字写到标准输出；--explain 在标准错误中逐条说明改动。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="纯文本稿件")
        parser.add_argument(
            "--explain", action="store_true", help="说明改了什么、在哪里、依据哪条规则"
        )

    def execute(self, *args: Any, **options: Any) -> None:
        try:
            super().execute(*args, **options)
        except CommandError as refusal:
            if not self._called_from_command_line:
                raise
            # Django would put its class name in front of the sentence.
            _write(self.stderr, f"{refusal}\n")
            sys.exit(refusal.returncode)
        except BrokenPipeError:  # the reader, head(1) perhaps, has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def handle(self, *, file: Path, explain: bool, **options: Any) -> None:
        try:
            received = decode(file.read_bytes())
            cleaned = clean(received)
        except UnreadableManuscript as reason:
            raise CommandError(f"{file}：{reason}", returncode=2) from reason
        except (OSError, ValueError) as reason:
            raise CommandError(_refusal(file, reason), returncode=2) from reason
        if explain:
            lines = [*explained(cleaned), structure(parse_manuscript(received))]
            _write(self.stderr, "".join(f"{line}\n" for line in lines))
        _write(self.stdout, f"{cleaned.text}\n")


def _refusal(file: Path, reason: Exception) -> str:
    if isinstance(reason, FileNotFoundError | NotADirectoryError):
        return f"找不到文件：{file}。"
    if isinstance(reason, IsADirectoryError):
        return f"{file} 是文件夹，请指定一个文件。"
    return f"无法读取文件：{file}。"


def _write(stream: TextIO, text: str) -> None:
    """UTF-8 whatever the terminal's encoding is; a test's StringIO takes the text itself."""
    binary = getattr(stream, "buffer", None)
    if binary is None:
        stream.write(text, ending="")
        return
    stream.flush()
    binary.write(text.encode("utf-8", "replace"))
    binary.flush()

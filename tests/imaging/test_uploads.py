"""P11: uploads are pictures and nothing else; refusals are quick and say why in Chinese."""

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image

from articles.imaging import (
    BadPicture,
    clean_picture,
    dimensions,
    rendition_widths,
    renditions,
)
from tests.builders import a_picture


def png_header_bomb(width: int, height: int) -> bytes:
    """A tiny PNG that announces a huge picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000, 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def scan_bomb() -> bytes:
    """A progressive JPEG that repeats its last scan: each makes the decoder go over it all."""
    data = a_picture(progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * 200 + data[-2:]


def zip_polyglot() -> bytes:
    buffer = io.BytesIO(a_picture())
    buffer.seek(0, io.SEEK_END)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("x.html", "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("kind", "filename"),
    [
        ("JPEG", "照片.jpg"),
        ("JPEG", "a.JPEG"),
        ("PNG", "a.png"),
        ("GIF", "a.gif"),
        ("WEBP", "a.webp"),
    ],
)
def test_the_four_kinds_pass(kind: str, filename: str) -> None:
    cleaned = clean_picture(a_picture(kind=kind), filename=filename)

    assert dimensions(cleaned.name) == (640, 400)
    assert Image.open(io.BytesIO(cleaned.data)).format in {"JPEG", "WEBP"}


@pytest.mark.parametrize(
    ("data", "filename", "reason"),
    [
        (b"", "a.jpg", "空"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "扩展名"),
        (b"<html>", "a.jpg", "不是可用的图片"),
        (a_picture(kind="PNG"), "a.jpg", "内容却是 PNG"),
        (a_picture(), "a.html", "扩展名"),
        (a_picture(), "a.jpg.php", "扩展名"),
        (a_picture(), "", "扩展名"),
        (a_picture()[:3000], "a.jpg", "损坏"),
        (a_picture(kind="PNG")[:-400], "a.png", "损坏"),
        (a_picture() + b"<SCRIPT>alert(1)</SCRIPT>", "a.jpg", "夹带"),
        (a_picture(kind="GIF") + b"<?php", "a.gif", "夹带"),
        (zip_polyglot(), "a.jpg", "夹带"),
        (png_header_bomb(13_000, 13_000), "a.png", "4000 万像素"),
        (png_header_bomb(65_000, 65_000), "a.png", "4000 万像素"),
        (scan_bomb(), "a.jpg", "扫描层数"),
        (a_picture(size=(1, 30_000)), "a.jpg", "边长"),
        (a_picture(kind="BMP"), "a.bmp", "扩展名"),
        (a_picture(kind="TIFF"), "a.jpg", "不是可用的图片"),
        (b"\xff\xd8\xff" + b"\0" * (10 * 1024 * 1024), "a.jpg", "10 MB"),
    ],
    ids=lambda value: "data" if isinstance(value, bytes) else None,
)
def test_anything_else_is_refused_with_a_reason(data: bytes, filename: str, reason: str) -> None:
    with pytest.raises(BadPicture, match=reason):
        clean_picture(data, filename=filename)


def test_metadata_is_gone_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # rotated by a quarter turn
    exif.get_ifd(0x8825)[1] = "N"
    data = a_picture(size=(640, 400), exif=exif.tobytes(), comment=b"secret place")

    cleaned = clean_picture(data, filename="a.jpg")

    result = Image.open(io.BytesIO(cleaned.data))
    assert result.size == (400, 640)
    assert not result.getexif()
    assert b"secret place" not in cleaned.data


def test_a_large_picture_is_reduced_and_gets_three_widths() -> None:
    cleaned = clean_picture(a_picture(size=(4000, 3000)), filename="a.jpg")

    made = renditions(cleaned)

    assert (cleaned.width, cleaned.height) == (2560, 1920)
    assert rendition_widths(cleaned.name) == (480, 960, 1600)
    sizes = {Image.open(io.BytesIO(data)).size for data in made.values()}
    assert sizes == {(480, 360), (960, 720), (1600, 1200)}
    assert all(Image.open(io.BytesIO(data)).format == "WEBP" for data in made.values())


def test_names_cannot_be_guessed_and_tell_nothing() -> None:
    names = {clean_picture(a_picture(), filename="张三.jpg").name for _ in range(3)}

    assert len(names) == 3
    assert all("张三" not in name for name in names)


def test_transparency_is_kept() -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (50, 50), (255, 0, 0, 0)).save(buffer, "PNG")

    cleaned = clean_picture(buffer.getvalue(), filename="a.png")

    assert Image.open(io.BytesIO(cleaned.data)).mode == "RGBA"


def test_sixteen_bits_of_grey_are_not_clipped_to_white() -> None:
    buffer = io.BytesIO()
    Image.new("I;16", (40, 40), 32_768).save(buffer, "PNG")

    cleaned = clean_picture(buffer.getvalue(), filename="a.png")

    assert Image.open(io.BytesIO(cleaned.data)).convert("L").getpixel((20, 20)) == pytest.approx(128, abs=3)  # fmt: skip


def test_a_corrupt_colour_profile_is_left_out() -> None:
    assert clean_picture(a_picture(icc_profile=b"nonsense"), filename="a.jpg").width == 640

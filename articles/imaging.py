"""Floor 0: pictures, bytes in and bytes out; no Django.

The one door for uploads (promise P11): what leaves here was decoded and encoded again,
stands upright, carries no metadata and has known dimensions.
"""

import io
import re
import secrets
import struct
import threading
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from PIL import Image, ImageCms, ImageOps

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_SIDE = 2560
MAX_SIDE_RECEIVED = 20_000
MAX_SCANS = 100
WIDTHS = (480, 960, 1600)
EXTENSIONS = {
    "JPEG": (".jpg", ".jpeg"),
    "PNG": (".png",),
    "GIF": (".gif",),
    "WEBP": (".webp",),
}
# Code that some other program would run if it were handed this file.
SMUGGLED_CODE = re.compile(rb"<script|<html|<!doctype|<\?php|<iframe|javascript:|%PDF-", re.I)
NAME_PATTERN = re.compile(r"^pictures/[0-9a-f]{32}-(\d{1,5})x(\d{1,5})\.(jpg|webp)$")

# Decoding is what takes memory: one picture of the largest size needs a few hundred megabytes.
DECODING = threading.BoundedSemaphore(2)
# Sizes are checked before decoding, against MAX_PIXELS; Pillow's own limit is far higher
# and would warn instead of refusing.
Image.MAX_IMAGE_PIXELS = None


class BadPicture(ValueError):
    """The file is not a picture we accept; the message says why, in Chinese, for the editor."""


@dataclass(frozen=True)
class Picture:
    """A cleaned picture: encoded bytes, its storage name and its size in pixels."""

    data: bytes
    name: str
    width: int
    height: int


def clean_picture(data: bytes, *, filename: str) -> Picture:
    """Return *data* decoded, turned upright and encoded again without metadata.

    At most 10 MB and 40 megapixels in; at most 2560 pixels a side out. Raises BadPicture.
    """
    refuse_by_size(len(data))
    _refuse_by_content(data, filename=filename)
    try:
        with DECODING:
            image = _upright_srgb(data)
            encoded, extension = _encode(image)
    except (OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, AttributeError,
            ArithmeticError, MemoryError, struct.error, zlib.error) as error:  # fmt: skip
        raise BadPicture("图片已损坏或不完整，无法打开。请重新导出后再上传。") from error
    name = f"pictures/{secrets.token_hex(16)}-{image.width}x{image.height}.{extension}"
    return Picture(encoded, name, image.width, image.height)


def refuse_by_size(size: int) -> None:
    """Raise BadPicture for a file of *size* bytes that is empty or over the limit."""
    if not size:
        raise BadPicture("文件是空的。")
    if size > MAX_BYTES:
        megabytes = size / 1024 / 1024
        raise BadPicture(f"图片有 {megabytes:.1f} MB，超过 10 MB 的上限。请缩小后再上传。")


def _refuse_by_content(data: bytes, *, filename: str) -> None:
    """Refuse by extension, by real format, by pixel count and by smuggled content."""
    extension = PurePosixPath(filename).suffix.lower()
    accepted = [known for extensions in EXTENSIONS.values() for known in extensions]
    if extension not in accepted:
        raise BadPicture("只接受 JPG、PNG、GIF、WebP 图片，请检查文件的扩展名。")
    try:
        with Image.open(io.BytesIO(data), formats=tuple(EXTENSIONS)) as image:
            kind, width, height = image.format, *image.size
    except (OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, struct.error,
            zlib.error) as error:  # fmt: skip
        raise BadPicture("文件内容不是可用的图片（只接受 JPG、PNG、GIF、WebP）。") from error
    if extension not in EXTENSIONS[kind]:
        raise BadPicture(f"扩展名是 {extension}，内容却是 {kind} 图片。请用正确的扩展名重新保存。")
    if width * height > MAX_PIXELS:
        raise BadPicture(f"图片为 {width}×{height} 像素，超过 4000 万像素的上限。请缩小后再上传。")
    if max(width, height) > MAX_SIDE_RECEIVED:
        raise BadPicture(f"图片为 {width}×{height} 像素，边长超过 {MAX_SIDE_RECEIVED} 的上限。")
    # Within coded data a JPEG never has this pair; each one begins a scan over the whole picture.
    if kind == "JPEG" and data.count(b"\xff\xda") > MAX_SCANS:
        raise BadPicture("图片的扫描层数异常，打开它会拖垮系统。请重新导出后再上传。")
    if SMUGGLED_CODE.search(data) or zipfile.is_zipfile(io.BytesIO(data)):
        raise BadPicture("图片文件里夹带了其他内容（网页代码或压缩包），不能上传。")


def _upright_srgb(data: bytes) -> Image.Image:
    """Decode the first frame, apply its rotation and colour profile, limit its side."""
    with Image.open(io.BytesIO(data), formats=tuple(EXTENSIONS)) as source:
        profile = source.info.get("icc_profile")
        source.draft("RGB", (MAX_SIDE, MAX_SIDE))
        image = ImageOps.exif_transpose(source)
        image.load()
    if image.mode.startswith("I"):  # 16 bits of grey; a plain conversion would clip it to white
        image = image.point(lambda level: level / 256).convert("L")
    transparent = image.has_transparency_data
    if profile and image.mode in {"RGB", "CMYK"}:
        image = _to_srgb(image, profile)
    image = image.convert("RGBA" if transparent else "RGB")
    image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    return clean


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        return ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        )
    except (ImageCms.PyCMSError, OSError):
        return image


def _encode(image: Image.Image) -> tuple[bytes, str]:
    """Photographs become JPEG, for every old browser; pictures with transparency WebP."""
    buffer = io.BytesIO()
    if image.mode == "RGBA":
        image.save(buffer, "WEBP", quality=90)
        return buffer.getvalue(), "webp"
    image.save(buffer, "JPEG", quality=88, optimize=True, progressive=True)
    return buffer.getvalue(), "jpg"


def rendition_widths(name: str) -> tuple[int, ...]:
    """Return the widths in pixels of the WebP renditions that belong to the picture *name*.

    Three for a large picture, fewer for a small one (nothing is scaled up); none for a
    name that did not come from this module.
    """
    match = NAME_PATTERN.match(name)
    if match is None:
        return ()
    width = int(match[1])
    smaller = tuple(known for known in WIDTHS if known < width)
    return smaller if width > WIDTHS[-1] else (*smaller, width)


def rendition_name(name: str, *, width: int) -> str:
    """Return the storage name of the WebP rendition of *name* that is *width* pixels wide."""
    return f"{name.rpartition('.')[0]}.{width}.webp"


def dimensions(name: str) -> tuple[int, int] | None:
    """Return (width, height) in pixels as the picture's own name tells them."""
    match = NAME_PATTERN.match(name)
    return (int(match[1]), int(match[2])) if match else None


def renditions(picture: Picture) -> dict[str, bytes]:
    """Return {storage name: WebP bytes} for every width of *picture*."""
    made = {}
    with Image.open(io.BytesIO(picture.data)) as master:
        for width in rendition_widths(picture.name):
            height = max(1, round(picture.height * width / picture.width))
            buffer = io.BytesIO()
            master.resize((width, height), Image.Resampling.LANCZOS).save(
                buffer, "WEBP", quality=80
            )
            made[rendition_name(picture.name, width=width)] = buffer.getvalue()
    return made

"""Which files are read as manuscripts, and what is said of the others."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.decoding import UnreadableManuscript, decode

TEXTS = [
    "区委\n",
    "高新区（新市区）招商引资",
    "崔玉淼、㛃、𬱖同志出席会议",
    "plain text\n",
    "園區經濟健康有序發展",
    "ئۇيغۇر ئاپتونوم رايونى",
]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]
)
@pytest.mark.parametrize("text", TEXTS)
def test_text_is_read(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030"])
def test_reports_are_read(encoding: str, report_2019: str, report_2022: str) -> None:
    for report in (report_2019, report_2022):
        assert decode(report.encode(encoding)) == report


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空的"),
        (b"\xef\xbb\xbf", "空的"),
        (b"\xff\xfe", "空的"),
        (b" \r\n\t", "空的"),
        (b"PK\x03\x04[Content_Types].xml", "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word"),
        (b"{\\rtf1", "Word"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"\x00" * 64, "编码"),
        (b"\x7fELF\x02\x01\x01" + b"\x00" * 9 + b"\x03\x00\x3e\x00\x01", "编码"),
        (b"\xff\xfea", "编码"),
        ("\ufeff区委".encode()[:-1], "编码"),
        ("園區經濟健康有序發展，國家高新區".encode("big5"), "编码"),
        ("déjà vu, café crème".encode("latin-1"), "编码"),
        ("Привет мир".encode("cp1251"), "编码"),
        ("日本語のテキスト".encode("shift_jis"), "编码"),
    ],
)
def test_other_file_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableManuscript, match=said) as refusal:
        decode(data)

    assert str(refusal.value).count("。") == 1
    assert str(refusal.value).endswith("。")


@pytest.mark.xfail(strict=True, reason="its bytes are everyday characters of GB 18030 as well")
def test_korean_is_refused() -> None:
    with pytest.raises(UnreadableManuscript):
        decode("안녕하세요 세계".encode("euc-kr"))


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(UnreadableManuscript):
        assert decode(data)

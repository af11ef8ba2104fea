"""The cleaning rules, in the order in which they are applied.

Each rule is one function that finds its edits and says why in its docstring; taking its
row out of ``RULES`` takes the rule out of the site.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from articles.text import punctuation
from articles.text.plain import unsafe_characters
from articles.text.punctuation import HAN
from articles.text.readings import is_reading
from articles.text.script import to_simplified
from articles.text.tracking import Edit

_BLANK = "[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_CHINESE_OR_MARK = re.compile(f"[{HAN}，。、；：？！（）《》〈〉【】…—“”‘’]")
_SENTENCE_END = re.compile("[。！？；…]")


@dataclass(frozen=True)
class Rule:
    """A cleaning rule: its name in reports, its reason, and what finds its edits."""

    id: str
    title: str
    reason: str
    function: Callable[[str], Iterator[Edit]]


def line_ends(text: str) -> Iterator[Edit]:
    r"""Every kind of line end becomes ``\n``: Windows, old Macintosh, Unicode."""
    for match in re.finditer("\r\n|[\r\x0b\x0c\x85\u2028\u2029]", text):
        yield Edit(*match.span(), "\n")


def unsafe(text: str) -> Iterator[Edit]:
    """Characters that nobody sees and stores refuse go: 高新\\u200b区 → 高新区."""
    for start, end in unsafe_characters(text):
        yield Edit(start, end, "")


def composed(text: str) -> Iterator[Edit]:
    """Unicode NFC: ``u`` + U+0304 becomes ``ū``, so that the same text is the same bytes."""
    if unicodedata.is_normalized("NFC", text):
        return
    # ASCII and plain Han never combine with what precedes them: safe places to cut.
    for match in re.finditer("[\0-\x7f\u3400-\u9fff]?[^\0-\x7f\u3400-\u9fff]*", text):
        normal = unicodedata.normalize("NFC", match[0])
        if normal != match[0]:
            yield Edit(*match.span(), normal)


def pinyin_glosses(text: str) -> Iterator[Edit]:
    """A reading in brackets after its own character goes: 區(qū) → 區, 政(zhèng)(zhèng) → 政.

    Only a reading of that very character, in lower case: （新市區）, (2022), (AI) stay.
    """
    for run in re.finditer(rf"(?<=([{HAN}]))(?:[(（][^()（）\n]{{1,12}}[)）])+", text):
        for gloss in re.finditer(r"[(（]([^()（）]+)[)）]", run[0]):
            if not is_reading(gloss[1], of=run[1]):
                break
            yield Edit(run.start() + gloss.start(), run.start() + gloss.end(), "")


def video_placeholders(text: str) -> Iterator[Edit]:
    """The text of an unloaded player ends its line, twice in a row too: 视频加载中... → empty slot.

    Not where the words are quoted: 提示“视频加载中...”.
    """
    player = "[视視][频頻]加[载載]中"
    dots = rf"{_BLANK}*(?:\.{{2,}}|…+|。{{2,}}){_BLANK}*"
    for match in re.finditer(rf"(?<![“‘《「『\"])(?:{player}{dots})+", text):
        yield Edit(*match.span(), "\n")


def hidden_headings(text: str) -> Iterator[Edit]:
    """A first segment before ``　　`` without a sentence's end is a heading with a line of its own.

    大力发展特色优势产业　　作为新疆经济发展的引擎，…。 → two lines. What follows must be prose.
    """
    gaps = list(_gaps(text))
    prose_ends = [*(gap.start() for gap in gaps[1:]), len(text)]
    done = -1
    for gap, prose_end in zip(gaps, prose_ends[: len(gaps)], strict=True):
        line_start = text.rfind("\n", 0, gap.start()) + 1
        is_first = done < line_start
        done = gap.end()
        prose = text[gap.end() : prose_end].split("\n", 1)[0]
        segment = text[line_start : gap.start()].strip()
        if is_first and is_heading(segment) and _SENTENCE_END.search(prose):
            yield Edit(*gap.span(), "\n")


def _gaps(text: str) -> Iterator[re.Match[str]]:
    """Blanks inside a line that hold two ideographic ones in a row."""
    for match in re.finditer(rf"(?<=\S){_BLANK}{{2,}}+(?=\S)", text):
        if "\u3000\u3000" in match[0]:
            yield match


def is_heading(text: str) -> bool:
    """Whether a line reads as a heading: short, Chinese, without a mark that ends or links clauses."""
    marks = re.compile("[。！？；…，：,:;!?]")
    return 2 <= len(text) <= 40 and bool(re.search(f"[{HAN}]", text)) and not marks.search(text)


def paragraph_splits(text: str) -> Iterator[Edit]:
    """Two ideographic blanks inside a line begin a paragraph: …热土。　　乌鲁木齐… → two lines.

    Not in 姓　　名 or a row of names, where they only align: what precedes is too short.
    """
    for match in _gaps(text):
        before = re.search(
            r"(?:[^\n\u3000]|\u3000(?!\u3000))*\Z", text[max(0, match.start() - 9) : match.start()]
        )
        if before and len(before[0].strip()) <= 4 and not _SENTENCE_END.search(before[0]):
            continue
        yield Edit(*match.span(), "\n")


def indents(text: str) -> Iterator[Edit]:
    """Blanks at the ends of a line go: the style sheet indents."""
    for match in re.finditer(rf"(?m)^{_BLANK}++|(?<!{_BLANK}){_BLANK}+$", text):
        yield Edit(*match.span(), "")


def blanks(text: str) -> Iterator[Edit]:
    """Blanks in a row become one: between Chinese the ideographic one, otherwise the ordinary.

    优势产业\\u00a0 推动发展 → 优势产业　推动发展; KL\\u00a0Mall → KL Mall.
    """
    for match in re.finditer(rf"(?<=\S){_BLANK}++(?=\S)", text):
        around = text[match.start() - 1], text[match.end()]
        is_chinese = all(map(_CHINESE_OR_MARK.match, around))
        is_wide = match[0] == "\u3000" or len(match[0]) > 1
        blank = "\u3000" if is_chinese and is_wide else " "
        if match[0] != blank:
            yield Edit(*match.span(), blank)


def empty_lines(text: str) -> Iterator[Edit]:
    """Empty lines go: a line is a paragraph."""
    for match in re.finditer(r"\A\n+|\n+\Z|\n{2,}", text):
        at_edge = match.start() == 0 or match.end() == len(text)
        yield Edit(*match.span(), "" if at_edge else "\n")


def simplified(text: str) -> Iterator[Edit]:
    """Traditional characters become simplified, protected terms excepted: 營商環境 → 营商环境."""
    converted = to_simplified(text)
    if len(converted) != len(text):
        return
    for at, (old, new) in enumerate(zip(text, converted, strict=True)):
        if old != new:
            yield Edit(at, at + 1, new)


def repeated_captions(text: str) -> Iterator[Edit]:
    """The same short line again and again is a caption of several pictures: kept, but reported."""
    for match in re.finditer(r"(?m)^([^\n。！？]{2,80})(?:\n\1)+$", text):
        yield Edit(*match.span(), match[0])


_HALF_WIDTH = "GB/T 15834-2011：汉语文本使用全角标点"
RULES: tuple[Rule, ...] = (
    Rule("line-end", "换行符", "各种换行符统一为一种，一行即一段。", line_ends),
    Rule("unsafe-character", "不可见字符", "控制字符、零宽字符、方向控制字符读者看不见，却会误导阅读或使存储、订阅源出错。", unsafe),
    Rule("unicode-nfc", "Unicode 规范形式", "统一为 Unicode NFC，相同的文字才有相同的编码，才能检索。", composed),
    Rule("pinyin-gloss", "读音括注", "机器转换在汉字后加注的读音，不是正文；仅当括注正是该字读音时删除。", pinyin_glosses),
    Rule("video-placeholder", "视频占位文字", "播放器未加载时的提示文字，不是正文；改为空的视频位，待补视频。", video_placeholders),
    Rule("hidden-heading", "段内小标题", "行首到两个全角空格之间没有句末标点的短语是小标题，单独成行。", hidden_headings),
    Rule("paragraph-split", "分段", "两个全角空格是段首缩进，由此另起一段；缩进由样式表示。", paragraph_splits),
    Rule("indent", "行首行末空白", "段首缩进由样式表示，行首行末空白不属于正文。", indents),
    Rule("blank", "空格", "不换行空格、连续空格统一：汉字之间为一个全角空格，其余为一个普通空格。", blanks),
    Rule("empty-line", "空行", "一行即一段，段间空行由样式表示。", empty_lines),
    Rule("traditional", "繁体转简体", "《国家通用语言文字法》规定国家机关使用规范汉字；受保护的词语不转换。", simplified),
    Rule("bracket", "括号", f"{_HALF_WIDTH}（4.9 括号）。", punctuation.brackets),
    Rule("comma", "逗号、分号", f"{_HALF_WIDTH}（逗号、分号）；数字与西文中的不变。", punctuation.commas),
    Rule("colon", "冒号", f"{_HALF_WIDTH}（冒号）；时间、比例、网址中的不变。", punctuation.colons),
    Rule("question", "问号、叹号", f"{_HALF_WIDTH}（问号、叹号）；西文中的不变。", punctuation.questions),
    Rule("full-stop", "句号", f"{_HALF_WIDTH}（句号）；仅限行末和引文末，人名间隔处不变。", punctuation.full_stops),
    Rule("ellipsis", "省略号", "GB/T 15834-2011：省略号为六个连点“……”。", punctuation.ellipses),
    Rule("dash", "破折号", "GB/T 15834-2011：破折号为占两字的“——”。", punctuation.dashes),
    Rule("blank-beside-mark", "标点旁空格", "全角标点自带空距，旁边不再加空格。", punctuation.blanks_beside_marks),
    Rule("repeated-caption", "重复的图片说明", "同一说明连续出现，对应多幅图片；保留，请核对图片数量。", repeated_captions),
)  # fmt: skip

"""The checks of proofreading, in the order in which their findings are shown within a field.

Taking a row out takes the check out of the site; its severity stands here and nowhere else.
"""

from articles.models import Severity
from articles.proofreading import completeness, marks, names, wording
from articles.proofreading.findings import Check

ERROR, WARNING = Severity.ERROR, Severity.WARNING
_MARKS = "GB/T 15834-2011 标点符号用法"
_NUMBERS = "GB/T 15835-2011 出版物上数字用法"

CHECKS: tuple[Check, ...] = (
    Check("source", "来源", ERROR, "政府网站发展指引：ContentSource 必选", completeness.missing_source),
    Check("official-name", "负责人姓名", WARNING, "本站“负责人”记录", names.official_names),
    Check("official-title", "负责人职务", WARNING, "本站“负责人”记录", names.official_titles),
    Check("enterprise-name", "企业全称", WARNING, "本站“企业、园区与机构”记录", names.enterprise_names),
    Check("house-term", "规范用语", WARNING, "本站“规范用语”", wording.house_terms),
    Check("percentage", "百分比", WARNING, "按文中数字复算", wording.percentages),
    Check("document-number", "文号", ERROR, "GB/T 9704-2012", wording.document_numbers),
    Check("odd-character", "不规范字符", ERROR, "GB 18030-2022", wording.odd_characters),
    Check("traditional", "繁体字", WARNING, "《国家通用语言文字法》", wording.traditional_characters),
    Check("repeated-word", "重复的字", WARNING, "校对通例", wording.repeated_words),
    Check("digit", "数字与单位", WARNING, _NUMBERS, wording.digits_and_units),
    Check("range", "数值范围", WARNING, _NUMBERS, marks.ranges),
    Check("half-width-mark", "半角标点", WARNING, _MARKS, marks.half_width_marks),
    Check("half-width-bracket", "半角括号", WARNING, _MARKS, marks.half_width_brackets),
    Check("ellipsis-dash", "省略号、破折号", WARNING, _MARKS, marks.ellipses_and_dashes),
    Check("blank-beside-mark", "标点旁空格", WARNING, _MARKS, marks.blanks_beside_marks),
    Check("straight-quote", "直引号", WARNING, _MARKS, marks.straight_quotes),
    Check("unpaired", "不成对的标点", WARNING, _MARKS, marks.unpaired_marks),
    Check("nested", "引号、书名号的层次", WARNING, _MARKS, marks.nested_marks),
    Check("name-dot", "间隔号", WARNING, _MARKS, marks.name_dots),
    Check("separator", "顿号", WARNING, _MARKS, marks.separators),
    Check("ordinal", "序号", WARNING, _MARKS, marks.ordinals),
    Check("alternative", "替代文字", ERROR, "GB/T 37668-2019 无障碍", completeness.caption_alternatives),
    Check("internal-link", "站内链接", ERROR, "政府网站发展指引：链接可用", completeness.internal_links),
    Check("insecure-link", "外部链接", WARNING, "等保 2.0 传输安全", completeness.insecure_links),
)  # fmt: skip

"""Each check finds what it is for and leaves alone what only looks like it."""

import pytest

from articles.proofreading import CHECKS
from tests.proofreading.marking import a_text, found

POSITIVE = [
    ("half-width-mark", "榜单,共有53家。", "，"),
    ("half-width-bracket", "高新区(新市区)位列第73位。", "（新市区）"),
    ("ellipsis-dash", "一个又一个项目...相继落地。", "……"),
    ("ellipsis-dash", "首个高新区--高新技术产业开发区。", "——"),
    ("blank-beside-mark", "开发区： 丝绸之路。", ""),
    ("straight-quote", '推进"放管服"改革。', "“"),
    ("unpaired", "推进“放管服改革。", None),
    ("unpaired", "发布《园区高质量发展百强（2022）。", None),
    ("nested", "学习《学习《公报》体会》。", "〈"),
    ("name-dot", "阿不都.热合曼说。", "·"),
    ("separator", "“有业可创”、“有业可就”。", ""),
    ("ordinal", "1、总则", "."),
    ("range", "增长10-20%。", "～"),
    ("digit", "２０２２年发布。", "2022"),
    ("digit", "面积20㎡。", "平方米"),
    ("digit", "20 18 年发布。", "2018年"),
    ("repeated-word", "发展的的成果。", "的"),
    ("repeated-word", "取得了了成果。", "了"),
    ("repeated-word", "以及以及其他。", "以及"),
    ("document-number", "印发新政发[2021]9号文件。", "〔2021〕9号"),
    ("document-number", "印发新政发〔2021〕第09号文件。", "〔2021〕9号"),
    ("odd-character", "崔玉\ue816说。", None),
    ("odd-character", "工作⼈员说。", "人"),
    ("traditional", "優化营商环境。", "优"),
    ("percentage", "共723项，其中419项，占比57.9%。", "58.0"),
    ("percentage", "产值由20亿元增加到41亿元，增长50%。", "105"),
    ("percentage", "完成30个，占40个计划项目的70%。", "75"),
]
NEGATIVE = [
    ("half-width-mark", "补助3,926万元，12:30开始，见 https://a.cn/b?c=d,e 。"),
    ("half-width-bracket", "公式y=f(x)+1，高新区（新市区）。"),
    ("ellipsis-dash", "相继落地……高新区——引擎，2019-2022。"),
    ("blank-beside-mark", "KL星品汇 Mall，开放。"),
    ("straight-quote", "推进“放管服”改革。"),
    ("unpaired", "1）推进“放管服”改革（2022）；2）don’t。"),
    ("unpaired", "“第一段话。\n“第二段话。”"),
    ("nested", "《一》和《二》，“甲”“乙”。"),
    ("name-dot", "阿不都·热合曼说，增长5.5%。"),
    ("separator", "落实“两免一补”、家庭困难学生补助，《甲》（试行）、《乙》。"),
    ("ordinal", "一、总则\n1、2月增长。"),
    ("range", "电话0991-3836666，2022-12-27，新ICP备000000号-2。"),
    ("digit", "2022年，第3位，30℃。"),
    ("repeated-word", "看看，天天，为了了解情况，目的的确立，受不了了，一步一步，一项又一项，研究研究。"),
    ("repeated-word", "参与与支持，以及及时，成就就业，大会会场，首都都市圈，现在在家，好好学习。"),
    ("document-number", "《园区高质量发展百强（2022）》第3号楼，新政发〔2021〕9号。"),
    ("odd-character", "崔玉淼、㛃、𬱖、𰻝。"),
    ("traditional", "毕昇，乾县，着力。"),
    ("percentage", "共723项，其中682项，占比94.3%；占全市企业总数的30%。"),
    ("percentage", "共723家，其中419家，占58%。"),
    ("percentage", "民生领域支出占公共预算支出的72%，2018年比2017年增长5%。"),
    ("percentage", "共100项，其中甲30项、乙20项，占50%；产值由20亿元增加到41亿元，增长105%。"),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("check_id", "text", "fix"), POSITIVE)
def test_a_slip_is_found_with_its_fix(check_id: str, text: str, fix: str | None) -> None:
    findings = found(a_text(text), check_id)

    assert findings
    assert findings[0].fix == fix


@pytest.mark.django_db
@pytest.mark.parametrize(("check_id", "text"), NEGATIVE)
def test_what_only_looks_like_a_slip_is_left_alone(check_id: str, text: str) -> None:
    assert found(a_text(text), check_id) == []


def test_every_check_says_its_rule_and_has_a_name_of_its_own() -> None:
    assert all(check.function.__doc__ and check.title and check.source for check in CHECKS)
    assert len({check.id for check in CHECKS}) == len(CHECKS)


@pytest.mark.django_db
def test_the_arithmetic_is_said() -> None:
    [finding] = found(a_text("共723项，其中419项，占比57.9%。"), "percentage")

    assert finding.message == "419÷723=57.95%，四舍五入应为58.0%（57.9%是截去尾数）"
    assert finding.excerpt[1] == "57.9"

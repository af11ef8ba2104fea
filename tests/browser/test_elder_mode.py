"""T-OLD-01, T-OLD-02, T-OLD-06: the tools for older readers, without JavaScript and with it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.page_kinds import ARTICLE

pytestmark = pytest.mark.one_database  # a page looks the same whichever database filled it
Open = Callable[..., Page]
LOOK = """() => {
  const body = getComputedStyle(document.body)
  return [parseFloat(body.fontSize), body.backgroundColor, body.cursor.includes("pointer.svg")]
}"""
PAPER, WHITE = "rgb(247, 245, 240)", "rgb(255, 255, 255)"
# Storage that throws on every touch, as with all cookies blocked.
BLOCKED = """for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { get() { throw new Error("blocked") } })"""
# A voice that finishes each sentence when told to.
VOICE = """window.said = []
class Said { constructor(text) { this.text = text } }
Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Said })
Object.defineProperty(window, "speechSynthesis", { value: {
  speak(said) { window.said.push(said) }, cancel() { window.cancelled = true },
} })"""


def look(page: Page) -> list:
    size, ground, pointer = page.evaluate(LOOK)
    return [round(size), ground, pointer]


def test_without_javascript_every_choice_works_on_the_page_itself(
    newspaper: str, open_page: Open
) -> None:
    page = open_page(newspaper + ARTICLE, java_script_enabled=False)
    assert look(page) == [18, PAPER, False]
    assert page.locator(".tools button:visible").count() == 0

    page.click('a:text-is("无障碍")')
    page.wait_for_url("**/?mode=elder")
    assert look(page) == [22, PAPER, False]
    page.check('label:text-is("特大") input')
    page.check('label:text-is("高对比") input')
    page.check('label:text-is("大指针") input')
    assert look(page) == [26, WHITE, True]
    page.click('button:text-is("恢复默认")')
    assert look(page) == [22, PAPER, False]
    page.check('label:text-is("标准") input')
    page.keyboard.press("Enter")  # sends nothing: no further variant of the page
    assert look(page) == [18, PAPER, False]
    assert page.url == f"{newspaper}{ARTICLE}?mode=elder"

    page.click('.channels a:text-is("归档")')
    page.wait_for_url("**/archive/?mode=elder")
    page.click('a:text-is("返回普通版")')
    page.wait_for_url(f"{newspaper}/archive/")


def test_the_bar_opens_in_place_and_choices_last(newspaper: str, open_page: Open) -> None:
    page = open_page(newspaper + ARTICLE)

    page.click('a:text-is("无障碍")')
    expect(page.locator(".access-normal")).to_be_focused()
    page.keyboard.press("ArrowRight")  # by keyboard alone
    expect(page.locator(".access-status")).to_have_text("大：开")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".access-status")).to_have_text("高对比：开")
    assert page.url == newspaper + ARTICLE
    assert look(page) == [22, WHITE, False]

    page.goto(f"{newspaper}/zh-hant/tags/")
    assert look(page) == [22, WHITE, False]
    page.click('a:text-is("無障礙")')
    page.click('button:text-is("恢復默認")')
    expect(page.locator(".access-status")).to_have_text("已恢復默認")
    page.click('button:text-is("關閉")')
    expect(page.locator("[data-do=open]")).to_be_focused()
    page.reload()
    assert look(page) == [18, PAPER, False]


def test_blocked_storage_forgets_but_works(newspaper: str, open_page: Open) -> None:
    page = open_page("about:blank")
    page.add_init_script(BLOCKED)
    page.goto(newspaper + ARTICLE)

    page.click(".tools >> text=字号")
    page.check(".access-huge")

    expect(page.locator(".access-status")).to_have_text("特大：开")
    assert look(page)[0] == 26
    page.click('.tools a:text-is("繁體")')
    page.wait_for_url(f"{newspaper}/zh-hant{ARTICLE}")


def test_the_article_is_read_aloud_sentence_by_sentence(newspaper: str, open_page: Open) -> None:
    page = open_page("about:blank")
    page.add_init_script(VOICE)
    page.goto(newspaper + ARTICLE)
    said = "said.map(one => one.text)"

    page.click('.tools button:text-is("朗读")')
    expect(page.locator('.tools button:text-is("暂停")')).to_be_visible()
    page.evaluate("said[0].onend()")
    page.evaluate("said[1].onend()")
    page.click('.tools button:text-is("暂停")')
    expect(page.locator(".tools-status")).to_have_text("已暂停")
    page.evaluate("said[2].onend()")  # browsers report the end of what was cancelled
    page.click('.tools button:text-is("继续朗读")')
    expect(page.locator(".tools-status")).to_have_text("正在朗读")
    heard = page.evaluate(said)
    assert heard[0] == "园区高质量发展百强（2022）"
    assert heard[1].startswith("2022年全国园区百强榜于近日发布")
    assert heard[2] == heard[3]
    assert all(len(sentence) < 130 for sentence in heard)
    assert page.evaluate("said[0].lang") == "zh-CN"

    page.click('.tools button:text-is("停止")')
    expect(page.locator(".tools-status")).to_have_text("已停止")
    page.click('.tools button:text-is("朗读")')
    expect(page.locator(".tools-status")).to_have_text("正在朗读")
    assert page.evaluate(said)[4] == heard[0]
    page.evaluate("cancelled = false")
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert page.evaluate("cancelled")


def test_no_voice_no_button(newspaper: str, open_page: Open) -> None:
    page = open_page("about:blank")
    page.add_init_script("Object.defineProperty(window, 'speechSynthesis', { value: undefined })")

    page.goto(newspaper + ARTICLE)

    assert page.is_visible('.tools button:text-is("打印")')
    assert not page.is_visible('.tools button:text-is("朗读")')

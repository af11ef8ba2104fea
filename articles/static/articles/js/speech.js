// Reads the article aloud, one sentence at a time: browsers stop in the middle of long texts.
// Pausing cancels and remembers the sentence, because pause() cannot be resumed on Android.
const speech = window.speechSynthesis
const inScript = (hans, hant) => document.documentElement.lang == "zh-Hant" ? hant : hans
const SENTENCE = /[^。！？；\n]{1,120}[。！？；…”’」』）]*/g
const PARTS = ".article-title, .article-summary, .article-body"

let sentences = []
let at = 0
let current // also keeps the utterance alive: Chromium forgets the end of a collected one

export function speak(button) {
  if (current) return rest(inScript("已暂停", "已暫停"), inScript("继续朗读", "繼續朗讀"))
  if (!sentences.length) {
    sentences = [...document.querySelectorAll(PARTS)].flatMap(part => part.innerText.match(SENTENCE) || [])
  }
  speech.cancel()
  show(inScript("正在朗读", "正在朗讀"), inScript("暂停", "暫停"), false)
  next()
}

export function hush() {
  end("已停止")
}

function next() {
  if (at >= sentences.length) return end(inScript("读完了", "讀完了"))
  const said = current = new SpeechSynthesisUtterance(sentences[at])
  said.lang = "zh-CN"
  said.onend = () => {
    if (said != current) return
    at += 1
    next()
  }
  said.onerror = () => {
    if (said == current) end(inScript("这台设备没有可用的语音", "這台設備沒有可用的語音"))
  }
  speech.speak(said)
}

function rest(status, label) {
  current = null
  speech.cancel()
  show(status, label, false)
}

function end(status) {
  current = null
  speech.cancel()
  at = 0
  sentences = []
  show(status, inScript("朗读", "朗讀"), true)
}

function show(status, label, isOver) {
  for (const button of document.querySelectorAll("[data-do=speak]")) button.textContent = label
  for (const button of document.querySelectorAll("[data-do=hush]")) button.hidden = isOver
  for (const region of document.querySelectorAll("[role=status]")) region.textContent = status
}

addEventListener("pagehide", () => speech.cancel())

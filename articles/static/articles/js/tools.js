// What the buttons and the bar do; fetched at their first use. Each export is named in [data-do].
const root = document.documentElement
const find = selector => document.querySelector(selector)
const inScript = (hans, hant) => (root.lang == "zh-Hant" ? hant : hans)

function say(tool, text) {
  tool.closest(".access, .tools").querySelector("[role=status]").textContent = text
}

// --- The bar: the elder page's own, so that it is written once and weighs nothing elsewhere ---
export async function open(link) {
  const bar = find("#access") || (await fetched(link.href))
  bar.hidden = false
  bar.querySelector(":checked").focus()
}

export function close() {
  find("#access").hidden = true
  find("[data-do=open]").focus()
}

export function reset(button) {
  button.form.reset()
  apply(button.form)
  say(button, inScript("已恢复默认", "已恢復默認"))
}

async function fetched(address) {
  const styled = dressed(find("[data-css]").dataset.css)
  const page = await (await fetch(address)).text()
  const bar = new DOMParser().parseFromString(page, "text/html").getElementById("access")
  bar.querySelector("a").hidden = true
  bar.querySelector("[data-do=close]").hidden = false
  wire(bar)
  await styled
  find(".utility").after(bar)
  return bar
}

function dressed(href) {
  if (find(`link[href="${href}"]`)) return null
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", media: "screen", href })
  document.head.append(sheet)
  return new Promise(done => (sheet.onload = sheet.onerror = done))
}

function wire(bar) {
  const inputs = [...bar.querySelectorAll("input")]
  const chosen = (root.dataset.access || "").split(" ")
  if (!root.dataset.mode) for (const input of inputs) input.defaultChecked = input.value == "normal"
  for (const input of inputs) if (chosen.includes(input.value)) input.checked = true
  bar.onchange = ({ target }) => {
    const state = target.checked ? inScript("：开", "：開") : inScript("：关", "：關")
    apply(bar)
    say(target, target.parentNode.textContent + state)
  }
}

// Only what differs from the page's own form is kept: large text is no choice in the elder form.
function apply(bar) {
  const chosen = [...bar.elements].filter(input => input.checked && !input.defaultChecked)
  const words = chosen.map(input => input.value).join(" ")
  if (words) root.dataset.access = words
  else delete root.dataset.access
  try { // storage may be blocked; the choice then holds on this page
    localStorage.setItem("access", words)
  } catch {}
}

// --- Sharing and paper ---
export const print = () => window.print()

export async function copy(button) {
  try {
    await navigator.clipboard.writeText(find("[rel=canonical]").href)
    say(button, inScript("已复制", "已複製"))
  } catch {
    say(button, inScript("没有复制成功", "沒有複製成功"))
  }
}

// --- Reading aloud, in a file of its own ---
export async function speak(button) {
  const speech = await import(find("[data-from]").dataset.from)
  speech[button.dataset.do](button)
}
export { speak as hush }

if (find("#access")) wire(find("#access"))

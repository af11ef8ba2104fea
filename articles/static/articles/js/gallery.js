// Pictures open in place; without this module each link leads to the picture's own page.
const links = [...document.querySelectorAll("a.slot")].filter((link) => link.querySelector("img"))
const dialog = document.createElement("dialog")
const words = document.documentElement.lang === "zh-Hant"
  ? { label: "圖片", close: "關閉", earlier: "上一幅", later: "下一幅", page: "圖片頁面" }
  : { label: "图片", close: "关闭", earlier: "上一幅", later: "下一幅", page: "图片页面" }
let at = 0

const element = (name, className, text = "") => {
  const made = document.createElement(name)
  made.className = className
  made.textContent = text
  return made
}
const button = (text, act) => {
  const made = element("button", "gallery-button", text)
  made.type = "button"
  made.addEventListener("click", act)
  return made
}

const picture = element("img", "gallery-picture")
const caption = element("p", "gallery-caption")
const place = element("p", "gallery-place")
const page = element("a", "gallery-page", words.page)
const bar = element("div", "gallery-bar")
const close = button(words.close, () => dialog.close())

function show(wanted) {
  at = (wanted + links.length) % links.length
  const small = links[at].querySelector("img")
  const source = links[at].querySelector("source")
  const text = links[at].closest("figure")?.querySelector("figcaption")
  picture.sizes = "100vw"
  picture.srcset = source ? source.srcset : ""
  picture.src = small.src
  picture.alt = small.alt
  picture.width = small.getAttribute("width")
  picture.height = small.getAttribute("height")
  caption.textContent = text ? text.innerText.trim().replaceAll("\n", " ") : small.alt
  place.textContent = `${at + 1} / ${links.length}`
  page.href = links[at].href
}

dialog.className = "gallery"
dialog.setAttribute("aria-label", words.label)
caption.setAttribute("aria-live", "polite")
bar.append(place, page)
if (links.length > 1) bar.append(button(words.earlier, () => show(at - 1)), button(words.later, () => show(at + 1)))
bar.append(close)
dialog.append(picture, caption, bar)
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close())
dialog.addEventListener("close", () => links[at].focus())
dialog.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
  if (step) show(at + step)
})

if (links.length && dialog.showModal) {
  document.body.append(dialog)
  links.forEach((link, number) => link.addEventListener("click", (event) => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    show(number)
    dialog.showModal()
    close.focus()
  }))
}

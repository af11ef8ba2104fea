// On every page: keeps the place between the scripts, and fetches the tools at their first use.
// Pages work without it; [data-do] names what a click would do.
{
  const { tools } = document.currentScript.dataset
  // Both scripts have the same blocks, so a number finds the place again.
  const blocks = [...document.querySelectorAll("main :is(h1, h2, h3, p, li, tr, figure)")]
  const top = block => block.getBoundingClientRect().top

  addEventListener("click", async event => {
    const tool = event.target.closest("[data-do]")
    if (!tool || event.ctrlKey || event.metaKey || event.shiftKey) return
    const task = tool.dataset.do
    if (task == "place") {
      const number = blocks.findIndex(block => block.offsetHeight && top(block) >= 0)
      try { // storage may be blocked
        sessionStorage.place = [tool.pathname, number, top(blocks[number])]
      } catch {}
      tool.hash = location.hash
      return
    }
    event.preventDefault()
    try {
      await (await import(tools))[task](tool)
    } catch { // a link still leads where it says
      if (tool.href) location.assign(tool.href)
    }
  })

  try {
    const [page, number, y] = sessionStorage.place.split(",")
    sessionStorage.removeItem("place")
    if (page == location.pathname && !location.hash) scrollBy(0, top(blocks[number]) - y)
  } catch {} // nothing kept, or blocked

  if (document.getElementById("access")) import(tools)
}

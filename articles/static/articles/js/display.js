// Blocks the first paint, so that what the reader once chose holds without a jump. Only a sheet
// that the parser meets blocks it as well, in every browser: hence document.write.
{
  const root = document.documentElement
  const { css } = document.currentScript.dataset
  root.dataset.can = `script${window.speechSynthesis ? " speech" : ""}${navigator.clipboard ? " clipboard" : ""}`
  try { // storage may be blocked
    const chosen = localStorage.access
    if (chosen) root.dataset.access = chosen
    if (chosen && css) document.write(`<link rel="stylesheet" href="${css}" media="screen">`)
  } catch {}
}

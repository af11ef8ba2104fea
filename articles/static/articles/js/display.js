// Blocks the first paint, so that what the reader once chose holds without a jump.
{
  const root = document.documentElement
  root.dataset.can = `script${window.speechSynthesis ? " speech" : ""}${navigator.clipboard ? " clipboard" : ""}`
  try { // storage may be blocked
    const chosen = localStorage.access
    if (chosen) {
      root.dataset.access = chosen
      document.getElementById("access-css").disabled = false
    }
  } catch {}
}

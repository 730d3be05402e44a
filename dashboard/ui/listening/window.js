// The window of a view, on its chart's own page: a stretch dragged over the chart, or the handles of the strip below it.
// Either leads to the address of that window, by a link, so that all that follows from an address follows from it too.
const STRIP = ".ci-window"
const DAY = 86400000
// After so many ms without a key, what the keys have moved a handle to is meant.
const PAUSE = 400
let timer
let byKeys = false

const dayAt = (strip, number) => new Date(Date.parse(strip.dataset.first) + Math.round(number) * DAY).toISOString().slice(0, 10)
const numberOf = (strip, day) => Math.round((Date.parse(day) - Date.parse(strip.dataset.first)) / DAY)
const inWords = (day) => new Date(day).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })
const handles = (strip) => [...strip.querySelectorAll("input")]

// The address of the same view with another window; the chart's own is that of an address without one.
const lead = (strip, from, to) => {
  const said = new URLSearchParams(location.search), { begins, ends } = strip.dataset
  for (const [name, day, own] of [["from", from, begins], ["to", to, ends]]) day === own ? said.delete(name) : said.set(name, day)
  const link = strip.querySelector("a")
  link.href = `?${String(said).replaceAll("%2C", ",").replaceAll("%3A", ":")}`
  link.click()
}

// How the handles stand, in words and as what lies between them.
const tellWindow = (strip) => {
  const [from, to] = handles(strip), most = Number(from.max) || 1
  for (const each of [from, to]) each.setAttribute("aria-valuetext", inWords(dayAt(strip, each.value)))
  strip.style.setProperty("--from", from.value / most)
  strip.style.setProperty("--to", to.value / most)
  const told = strip.querySelector(".ci-days"), words = `${inWords(dayAt(strip, from.value))} – ${inWords(dayAt(strip, to.value))}`
  // What changes the document is looked at again.
  if (told.textContent !== words) told.textContent = words
}

// The address says where the handles stand, unless one is being moved.
const placeHandles = (strip) => {
  if (timer || strip.dataset.moving) return
  const said = new URLSearchParams(location.search), { begins, ends } = strip.dataset
  const at = ["from", "to"].map((name) => (Number.isNaN(Date.parse(said.get(name))) ? "" : said.get(name)))
  const [from, to] = handles(strip)
  from.value = numberOf(strip, at[0] || begins)
  to.value = numberOf(strip, at[1] || ends)
  strip.querySelector("[data-whole]").hidden = !at[0] && !at[1]
  tellWindow(strip)
}

const meant = (strip) => {
  clearTimeout(timer)
  timer = undefined
  delete strip.dataset.moving
  const [from, to] = handles(strip)
  lead(strip, dayAt(strip, from.value), dayAt(strip, to.value))
}

const moved = (event) => {
  const strip = event.target.closest?.(STRIP)
  if (!strip) return
  const [from, to] = handles(strip)
  // Neither passes the other.
  if (Number(from.value) >= Number(to.value)) event.target.value = event.target === from ? Number(to.value) - 1 : Number(from.value) + 1
  if (event.type === "input") strip.dataset.moving = "true"
  tellWindow(strip)
  if (event.type === "change") {
    clearTimeout(timer)
    timer = setTimeout(meant, byKeys ? PAUSE : 0, strip)
  }
}

// What lies between the handles is moved as a whole.
const slide = (event) => {
  const strip = event.target.closest?.(STRIP)
  byKeys = false
  if (!event.target.classList?.contains("ci-span") || event.button) return
  const [from, to] = handles(strip), wide = event.target.parentElement.clientWidth
  const [a, b, most, x] = [Number(from.value), Number(to.value), Number(from.max), event.clientX]
  const move = (later) => {
    const by = Math.min(Math.max(Math.round((later.clientX - x) / wide * most), -a), most - b)
    strip.dataset.moving = "true"
    ;[from.value, to.value] = [a + by, b + by]
    tellWindow(strip)
  }
  event.target.setPointerCapture(event.pointerId)
  event.target.onpointermove = move
  event.target.onpointercancel = () => { event.target.onpointermove = null; delete strip.dataset.moving; placeHandles(strip) }
  event.target.onpointerup = () => { event.target.onpointermove = null; if (strip.dataset.moving) meant(strip) }
}

// Arrow keys move a handle by a hundredth of the strip; the fields From and To take any day.
const step = (event) => {
  const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key]
  byKeys = true
  if (!event.target.matches?.(`${STRIP} input`) || !way || event.ctrlKey || event.metaKey || event.altKey) return
  event.preventDefault()
  event.target.value = Number(event.target.value) + way * Math.max(1, Math.round(event.target.max / 100))
  for (const type of ["input", "change"]) event.target.dispatchEvent(new Event(type, { bubbles: true }))
}

const enlarge = (strip) => {
  const block = strip.closest(COLUMN)
  block.dataset.title = document.querySelector("h1")?.textContent ?? ""
  block.style.setProperty("--panes", block.querySelectorAll(PLOT).length)
  block.style.background = getComputedStyle(document.querySelector(PAGE)).backgroundColor
  return block.requestFullscreen()
}
const pressButton = (event) => {
  const strip = event.target.closest?.(STRIP)
  if (strip && event.target.matches("[data-whole]")) lead(strip, strip.dataset.begins, strip.dataset.ends)
  if (strip && event.target.matches("[data-full]")) document.fullscreenElement ? document.exitFullscreen() : enlarge(strip)
}
const enlarged = () => {
  for (const each of document.querySelectorAll(`${STRIP} [data-full]`)) each.textContent = document.fullscreenElement ? "Leave full screen" : "Full screen"
}

// A chart whose axis of time can be dragged over tells of it; beyond the strip there is nothing to show.
const follow = (chart) => {
  const strip = () => document.querySelector(STRIP)
  chart.on("plotly_relayout", (changed) => {
    const [from, to] = [changed["xaxis.range[0]"], changed["xaxis.range[1]"]]
    if (!from || !to || !strip()) return
    const { first, last } = strip().dataset, [a, b] = [from, to].map((day) => String(day).slice(0, 10))
    lead(strip(), a < first ? first : a, b > last ? last : b)
  })
  chart.on("plotly_doubleclick", () => { if (strip()) lead(strip(), strip().dataset.begins, strip().dataset.ends) })
}

const prepareWindow = () => document.querySelectorAll(STRIP).forEach(placeHandles)
// A finger that moves over a chart moves the page: the strip is there for it.
const pageMoves = (event) => { if (event.target.closest?.(`${PLOT} .draglayer`)) event.stopPropagation() }

const listenToWindow = (signal) => {
  const listen = (type, act) => document.addEventListener(type, act, { signal })
  for (const type of ["input", "change"]) listen(type, moved)
  listen("pointerdown", slide)
  listen("keydown", step)
  listen("click", pressButton)
  listen("fullscreenchange", enlarged)
  document.addEventListener("touchstart", pageMoves, { signal, capture: true, passive: true })
}

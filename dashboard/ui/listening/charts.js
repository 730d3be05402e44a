// What a reader points at in a chart, with a mouse, a finger or the arrow keys, is told in the line below it. None of it
// asks the server: the words came with the figure. Only colours of another theme are asked for. PLOT, `places` and
// `onPaper` come from plotly_inside.js, what chooses another window from window.js, before this.

// So many pixels from a place along the axis of time, what stands there is told as well; a mark by itself is meant from
// further away.
const NEAR = 3
const MEANT = 28
const KEYS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, PageUp: -10, PageDown: 10, Home: -Infinity, End: Infinity }
const SVG = "http://www.w3.org/2000/svg"

// What is being read: the chart, its figure at that time, the place, and whether by keys.
let now = null
let hinted = false
let stop = null
const paper = matchMedia("print")
const printed = () => document.querySelectorAll(PLOT).forEach((chart) => onPaper(chart, paper.matches))

const chartOf = (event) => event.target.closest?.(PLOT)
const kind = (chart) => chart.layout.meta.reading
const idOf = (chart) => chart.closest("[class*=st-key-chart-]").className.match(/st-key-chart-(\S+)/)[1]
const lineOf = (chart) => document.getElementById(`reading-${idOf(chart)}`)
const nearest = (points, distance) => points.reduce((best, each) => (distance(each) < distance(best) ? each : best))
const by = (...keys) => (one, other) => keys.map((key) => (key(one) < key(other) ? -1 : +(key(one) > key(other)))).find(Boolean) ?? 0

// All places of a chart that a reader can come to, in the order of the arrow keys.
const stops = (chart) => {
  const points = places(chart).filter((each) => each.words)
  if (kind(chart) === "area") return points.sort(by((each) => each.words))
  if (kind(chart) === "row") return points.sort(by((each) => each.y))
  points.sort(by((each) => each.x, (each) => each.y))
  if (kind(chart) === "mark") return points
  const seen = new Set()
  return points.filter(({ bar, when, x }) => {
    const day = bar ? when : x.toFixed(1)
    return !seen.has(day) && seen.add(day)
  })
}

// What one member's trace says at a place of the axis of time, if anything: a line between two values the nearer one,
// a step the one that holds. No gap is bridged. An event is told at its own day. The room that all of it may take is
// found in readings.py.
const said = (points, at) => {
  if (points[0].bar) return points.find((each) => each.when === at.when && each.words)
  const own = points.filter((each) => each.words)
  if (!own.length) return undefined
  const closest = nearest(own, (each) => Math.abs(each.x - at.x))
  if (!points[0].line) return Math.abs(closest.x - at.x) <= (points[0].event ? 0.01 : NEAR) ? closest : undefined
  const after = points.findIndex((each) => each.words && each.x > at.x + 0.01)
  const [before, next] = [points[after - 1], points[after]]
  if (after > 0 && before.words) return points[0].steps ? before : nearest([before, next], (each) => Math.abs(each.x - at.x))
  return Math.abs(closest.x - at.x) <= NEAR ? closest : undefined
}

// All that is told at a place: of an axis of time what every member has there, as it stands from top to bottom.
const told = (chart, at) => {
  if (kind(chart) !== "day") return [at]
  const traces = Map.groupBy(places(chart), (each) => each.trace)
  const found = [...traces.values()].map((points) => said(points, at)).filter(Boolean)
  return found.sort(by((each) => each.y))
}

const element = (name, attributes, ...children) => {
  const made = name === "b" || name === "i" || name === "span" ? document.createElement(name) : document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

// The place in the picture, over it: an upright line with a ring at each value, a ring around a mark, the outline of a
// country.
const cursor = (chart, at, found) => {
  chart.querySelector(".ci-cursor")?.remove()
  const day = kind(chart) === "day"
  const ring = ({ x, y, colour }) => element("circle", { cx: x, cy: y, r: day ? 5 : 9, stroke: day ? colour : "currentColor" })
  const marks = at.outline ? [element("path", { d: at.outline })] : found.filter((each) => !day || !each.bar).map(ring)
  if (day) marks.unshift(element("line", { x1: at.x, x2: at.x, y1: at.top, y2: at.bottom }))
  chart.append(element("svg", { class: "ci-cursor", "aria-hidden": "true" }, ...marks))
}

const read = (chart, at, keys) => {
  if (now && now.chart !== chart) rest()
  const found = told(chart, at)
  // The day of the place stands once, and that of a value that is of another day behind it.
  const shared = at.when
  const words = found.map((each) => (each.when === shared || !each.when ? each.words : `${each.words}, ${each.when}`))
  const parts = words.map((each, place) => element("span", {}, element("i", { style: `background:${found[place].colour}` }), each, " "))
  lineOf(chart)?.replaceChildren(...(shared ? [element("b", {}, shared), " "] : []), ...parts)
  cursor(chart, at, found)
  const all = stops(chart)
  chart.setAttribute("aria-valuemax", all.length - 1)
  chart.setAttribute("aria-valuenow", all.findIndex((each) => each.x === at.x && each.y === at.y))
  // Heard by those who go through the chart by keys, at its own role's time; a pointer says nothing aloud.
  chart.setAttribute("aria-valuetext", [shared, ...words].filter(Boolean).join("; "))
  now = { chart, at, keys, data: chart.data }
  hinted = true
}

const rest = () => {
  if (!now) return
  now.chart.querySelector(".ci-cursor")?.remove()
  lineOf(now.chart)?.replaceChildren()
  now = null
}

const point = (event) => {
  const chart = chartOf(event)
  if (!chart?.layout?.meta) return now?.keys && event.type === "pointermove" ? undefined : rest()
  const box = chart.getBoundingClientRect()
  const [x, y] = [event.clientX - box.left, event.clientY - box.top]
  const all = stops(chart)
  if (!all.length) return undefined
  const at = {
    day: () => nearest(all, (each) => Math.abs(each.x - x)),
    row: () => nearest(all, (each) => Math.abs(each.y - y)),
    mark: () => [nearest(all, (each) => Math.hypot(each.x - x, each.y - y))].find((each) => Math.hypot(each.x - x, each.y - y) < MEANT),
    area: () => all.find((each) => each.holds(x, y)),
  }[kind(chart)]()
  return at ? read(chart, at, false) : rest()
}

const press = (event) => {
  const chart = chartOf(event)
  if (event.key === "Escape") return rest()
  if (chart !== document.activeElement || !(event.key in KEYS) || event.ctrlKey || event.metaKey || event.altKey) return undefined
  event.preventDefault()
  const all = stops(chart)
  if (!all.length) return undefined
  const here = now?.chart === chart ? all.findIndex((each) => each.x === now.at.x && each.y === now.at.y) : null
  // The first key leads to the newest day, or to the first row.
  const begin = kind(chart) === "day" ? all.length - 1 : 0
  const to = here === null && Number.isFinite(KEYS[event.key]) ? begin : (here ?? 0) + KEYS[event.key]
  return read(chart, all[Math.min(Math.max(to, 0), all.length - 1)], true)
}

// A chart that has been drawn takes the focus, also one that was drawn anew; what was read of another figure is gone.
const prepare = () => {
  for (const chart of document.querySelectorAll(`${PLOT}:not([role])`)) {
    if (!chart.layout?.meta?.reading || !lineOf(chart)) continue
    const title = document.getElementById(idOf(chart))?.textContent ?? ""
    const named = { role: "slider", tabindex: 0, "aria-label": `Values: ${title}`, "aria-valuemin": 0, "aria-valuenow": 0, "aria-valuemax": 0, "aria-valuetext": "arrow keys" }
    for (const [key, value] of Object.entries(named)) chart.setAttribute(key, value)
    if (chart.layout.meta.window) follow(chart)
  }
  prepareWindow()
  if (now && (!now.chart.isConnected || now.chart.data !== now.data)) rest()
  if (paper.matches) printed()
  const first = document.querySelector("[id^=reading-]")
  if (first && !hinted && !first.firstChild) first.append("Point at a chart, touch it, or use the arrow keys.")
}

// A chart has the colours that its run chose. So long after the device has turned light or dark, in ms, the application has
// turned as well, and another run is asked for. On paper every page is light for a while, and needs none.
const TURNED = 200
const scheme = matchMedia("(prefers-color-scheme: dark)")
let tell = null
scheme.addEventListener("change", () => setTimeout(() => tell?.(), TURNED))

export default function ({ data, setTriggerValue }) {
  stop?.()
  const ended = new AbortController()
  const listen = (type, act) => document.addEventListener(type, act, { signal: ended.signal })
  for (const type of ["pointerdown", "pointermove"]) listen(type, point)
  listen("keydown", press)
  listen("focusout", (event) => { if (now?.keys && chartOf(event) === now.chart) rest() })
  // A finger that is lifted leaves as well; what it read stays.
  const leave = (event) => { if (event.pointerType === "mouse" && !now?.keys) rest() }
  document.documentElement.addEventListener("pointerleave", leave, { signal: ended.signal })
  listenToWindow(ended.signal)
  paper.addEventListener("change", printed, { signal: ended.signal })
  tell = () => { if (scheme.matches !== data.dark) setTriggerValue("turned", scheme.matches) }
  const seen = new MutationObserver(prepare)
  seen.observe(document.body, { childList: true, subtree: true })
  prepare()
  stop = () => { ended.abort(); seen.disconnect(); tell = null }
  return stop
}

// What a chart is, and all places of it that say something, in its own pixels, each with `words` and `when`; empty places
// are kept, since a line ends at them. Plotly keeps a figure's numbers as `calcdata`, where a bar's `x` and `y` are its
// middle and its end, its traces with all defaults as `_fullData`, and its axes in `_fullLayout`.
const kept = new WeakMap()
const places = (chart) => {
  const { calcdata, _fullLayout: full, _fullData: traces } = chart
  const held = kept.get(chart)
  if (held?.calcdata === calcdata && held.width === full.width && held.shown === traces) return held.found
  const found = chart.data.flatMap((trace, number) => {
    if (!trace.customdata || traces[number].visible !== true) return []
    const across = full[(trace.xaxis ?? "x").replace("x", "xaxis")], down = full[(trace.yaxis ?? "y").replace("y", "yaxis")]
    const ends = { top: down._offset, bottom: down._offset + down._length }
    const colour = [trace.line?.color, trace.marker?.line?.color, trace.marker?.color, trace.fillcolor].find((each) => typeof each === "string")
    if (trace.hoveron === "fills") return [area(trace, across, down, trace.fillcolor ?? trace.fillpattern?.fgcolor)]
    const all = trace.customdata.map((each, place) => {
      const { x, y } = calcdata[number][place] ?? {}
      const there = each && x !== undefined && y !== undefined
      return {
        trace: number, colour, ...ends, bar: trace.type === "bar", event: trace.yaxis === "y2", line: trace.mode?.startsWith("lines"), steps: trace.line?.shape === "hv",
        when: each?.[0], words: there ? each[1] : "",
        x: there ? across._offset + across.c2p(x) : NaN, y: there ? down._offset + down.c2p(y) : NaN,
      }
    })
    return all
  })
  kept.set(chart, { calcdata, width: full.width, shown: traces, found })
  return found
}
// A country: its rings are parted by holes.
const area = (trace, across, down, colour) => {
  const rings = [[]]
  trace.x.forEach((x, place) => {
    if (x === null) rings.push([])
    else rings.at(-1).push([across._offset + across.d2p(x), down._offset + down.d2p(trace.y[place])])
  })
  const outline = rings.filter((ring) => ring.length).map((ring) => `M${ring.join("L")}Z`).join("")
  const crossed = (x, y, [ax, ay], [bx, by]) => (ay > y) !== (by > y) && x < ((bx - ax) * (y - ay)) / (by - ay) + ax
  const holds = (x, y) => rings.reduce((odd, ring) => ring.reduce((inside, from, place) =>
    inside !== crossed(x, y, from, ring[(place + 1) % ring.length]), odd), false)
  const [x, y] = rings[0][0]
  return { trace: -1, words: trace.customdata[0][1], when: trace.customdata[0][0], colour, outline, holds, x, y }
}
// Drawn for a screen, a picture is cut off by paper: there it is as wide as its place.
const onPaper = (chart, printed) => {
  const box = chart.querySelector(".svg-container")
  if (!box || !chart._fullLayout) return
  const { width, height } = chart._fullLayout
  const size = printed ? { width: "100%", height: "auto", maxWidth: `${width}px`, aspectRatio: `${width} / ${height}` }
    : { width: `${width}px`, height: `${height}px`, maxWidth: "", aspectRatio: "" }
  Object.assign(box.style, size)
  for (const svg of box.querySelectorAll(DRAWN)) {
    Object.assign(svg.style, printed ? { width: "100%", height: "100%" } : { width: "", height: "" })
    if (printed) svg.setAttribute("viewBox", `0 0 ${width} ${height}`)
    else svg.removeAttribute("viewBox")
  }
}

// The row under a chart: nothing here asks the server; all that is shown came with the page.
export default function ({ data, parentElement: root }) {
  const find = (name) => root.querySelector(`#${name}`)
  const panels = ["embed", "download", "cite"]
  // The reader's own address stands in where the site does not know its own.
  const absolute = (address) => new URL(address, data.base || window.location.href).href
  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;")
  const link = absolute(data.link)

  const tell = (words) => {
    find("told").textContent = ""
    // Said twice, it is announced twice.
    requestAnimationFrame(() => { find("told").textContent = words })
  }

  // What is selected can be copied by hand where the browser refuses to.
  const copy = async (text, field, words) => {
    try {
      await navigator.clipboard.writeText(text)
      find("refused").hidden = true
      tell(words)
    } catch (refusal) {
      if (field === find("address")) find("refused").hidden = false
      field.focus()
      field.select()
      tell("The browser did not allow copying: the text is selected.")
    }
  }

  const open = (name) => {
    find("told").textContent = ""
    for (const each of panels) {
      find(`${each}-panel`).hidden = each !== name
      find(each).setAttribute("aria-expanded", String(each === name))
    }
  }

  const code = () => {
    const frozen = root.querySelector("input[name=state]:checked").value === "frozen"
    const theme = find("theme").value === "light" ? "" : `&theme=${find("theme").value}`
    const address = escaped(absolute(frozen ? data.frozen : data.latest) + theme)
    const height = data.heights[find("width").value]
    const frame = `<iframe src="${address}" title="${escaped(data.title)}" width="100%" height="${height}" style="border:0" loading="lazy"></iframe>`
    find("code").value = `${frame}\n${data.growing}`
  }

  const listed = (place, links) => {
    find(place).hidden = !links.length
    find(place).querySelectorAll("a").forEach((old) => old.remove())
    for (const [words, address] of links) {
      const anchor = document.createElement("a")
      anchor.href = address
      anchor.textContent = words
      anchor.setAttribute("download", "")
      find(place).append(anchor)
    }
  }

  // Another view than before: what was said of the last one no longer holds.
  if (find("address").value !== link) {
    find("told").textContent = ""
    find("refused").hidden = true
  }
  find("address").value = link
  find("copy").onclick = () => copy(link, find("address"), "Link copied")

  find("embed").hidden = find("download").hidden = find("light").hidden = !data.light
  if (data.light) {
    find("light").href = data.light
    find("frozen-words").textContent = data.frozen_words
    find("embed-panel").oninput = code
    code()
    listed("pictures", data.pictures)
    listed("files", data.files)
    find("withheld").replaceChildren(...data.withheld.map((sentence) => {
      const told = document.createElement("p")
      told.textContent = sentence
      return told
    }))
  }

  find("sentence").value = data.sentence
  for (const name of ["citation", "bibtex"]) find(name).value = data[name].replace(data.address, () => link)

  for (const name of panels) {
    find(name).onclick = () => open(find(`${name}-panel`).hidden ? name : "")
    find(`${name}-panel`).onkeydown = (event) => {
      if (event.key !== "Escape") return
      open("")
      find(name).focus()
    }
  }
  for (const button of root.querySelectorAll("[data-copies]")) {
    const field = find(button.dataset.copies)
    button.onclick = () => copy(field.value, field, "Copied")
  }
}

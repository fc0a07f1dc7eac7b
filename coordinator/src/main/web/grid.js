// Draws the segments: one row a rendition, one column a segment, or a few where there are many.

const NARROWEST = 5

export function draw(grid, status) {
  const columns = Math.max(8, Math.floor((grid.clientWidth - 80) / NARROWEST))
  const rows = status.rungs.map((name) => ({ name, pieces: status.segments }))
  status.audio.forEach((piece, i) => {
    rows.push({ name: status.audio.length > 1 ? `audio ${i + 1}` : 'audio', pieces: [piece] })
  })
  resize(grid, rows.length, () => row())
  rows.forEach(({ name, pieces }, i) => {
    const [label, cells] = grid.children[i].children
    label.textContent = name
    fill(cells, bucket(pieces, columns))
  })
  grid.setAttribute('aria-label', spoken(status))
}

function row() {
  const row = document.createElement('div')
  row.className = 'row'
  const label = document.createElement('span')
  label.className = 'row-name'
  const cells = document.createElement('div')
  cells.className = 'cells'
  row.append(label, cells)
  return row
}

function fill(cells, pieces) {
  resize(cells, pieces.length, () => document.createElement('i'))
  pieces.forEach((piece, i) => {
    const cell = cells.children[i]
    const name = `cell ${piece.state}`
    if (cell.className !== name) {
      cell.className = name
    }
    if (piece.state === 'running') {
      cell.style.setProperty('--filled', `${Math.round(piece.fraction * 100)}%`)
    }
  })
}

// Several segments share a cell when there is no room for one each.
function bucket(pieces, columns) {
  const size = Math.ceil(pieces.length / columns)
  if (size <= 1) {
    return pieces
  }
  const buckets = []
  for (let i = 0; i < pieces.length; i += size) {
    buckets.push(merge(pieces.slice(i, i + size)))
  }
  return buckets
}

function merge(pieces) {
  const fraction = pieces.reduce((sum, piece) => sum + (piece.state === 'done' ? 1 : piece.fraction), 0) / pieces.length
  const all = (state) => pieces.every((piece) => piece.state === state)
  const state = pieces.some((piece) => piece.state === 'failed') ? 'failed' : all('done') ? 'done' : all('waiting') ? 'waiting' : 'running'
  return { state, fraction }
}

function spoken(status) {
  const count = (state) => status.segments.filter((piece) => piece.state === state).length
  const failed = count('failed')
  return (
    `${status.segments.length} segments in ${status.rungs.join(', ')}: ${count('done')} done, ` +
    `${count('running')} being encoded, ${count('waiting')} waiting${failed ? `, ${failed} failed` : ''}`
  )
}

function resize(parent, length, make) {
  while (parent.children.length > length) {
    parent.lastChild.remove()
  }
  while (parent.children.length < length) {
    parent.append(make())
  }
}

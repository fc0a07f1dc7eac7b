// Shows a card's animated preview while the card is pointed at or has the focus. Without this script,
// and for whoever wants less motion, the still picture stays.

const calm = matchMedia('(prefers-reduced-motion: reduce)')
const PATIENCE = 150

for (const card of document.querySelectorAll('.card a[data-preview]')) {
  let timer = 0
  let shown = null

  const show = () => {
    if (calm.matches || shown) {
      return
    }
    shown = new Image()
    shown.className = 'preview'
    shown.alt = ''
    // seen only when it has come whole, so that the still does not flicker
    shown.addEventListener('load', () => shown && card.querySelector('.thumb').append(shown))
    shown.src = card.dataset.preview
  }
  const hide = () => {
    clearTimeout(timer)
    shown?.remove()
    shown = null
  }

  card.addEventListener('pointerenter', () => {
    timer = setTimeout(show, PATIENCE)
  })
  card.addEventListener('focus', show)
  card.addEventListener('pointerleave', hide)
  card.addEventListener('blur', hide)
}

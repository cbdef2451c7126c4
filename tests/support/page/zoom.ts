/** A desk of 1440 × 900 at 200 %, and what WCAG 1.4.10 asks for: 1280 wide at 400 %. */
export const zooms = [
  { name: '200', width: 720, height: 450 },
  { name: '400', width: 320, height: 512 },
] as const

/** What sticks out to the side, and what lies over the page and cannot be reached whole. */
export function stickingOut(): string[] {
  const found: string[] = []
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth > clientWidth) {
    const widest = [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
      .map(({ tagName, className }) => `${tagName} ${className}`)
      .slice(0, 3)
    found.push(`the page is ${scrollWidth} wide: ${widest}`)
  }
  for (const element of document.querySelectorAll('.dialog, .popover')) {
    const { left, right, top, bottom } = element.getBoundingClientRect()
    const inside = left >= -1 && right <= innerWidth + 1 && top >= -1 && bottom <= innerHeight + 1
    const ground = element.closest('.dialog-ground')
    const scrolls = ground !== null && ground.scrollHeight > ground.clientHeight
    if (!inside && !scrolls) found.push(`${element.className}: ${[left, top, right, bottom]}`)
  }
  return found
}

import type { Hand } from '../page/scenes.ts'
import { until } from '../until.ts'
import type { Engine } from './browsers.ts'
import type { Screen } from './screen.ts'

/** Somebody with a real keyboard, mouse and input methods. */
export function handAt(screen: Screen, engine: Engine): Hand {
  const press = async (...keys: readonly string[]) => {
    await screen.xdo('key', '--delay', '20', ...keys.map(keyOf))
  }
  const type = async (text: string) => {
    await screen.xdo('type', '--delay', '20', '--', text)
  }
  const at = async (place: string) => {
    const read = `(() => { const top = outerHeight - innerHeight; ${place} })()`
    const [x, y] = (await engine.read(read)) as [number, number]
    return [String(Math.round(x)), String(Math.round(y))] as const
  }
  const words = async (selector: string) => {
    const all = `[...document.querySelectorAll('${selector}')].map((each) => each.textContent)`
    return (await engine.read(all)) as string[]
  }
  return {
    press,
    click: async (field) => {
      const place = await at(`const box = document.querySelector('${textOf(field)}')
        box.scrollIntoView({ block: 'center', behavior: 'instant' })
        const { right, top: y, height } = box.lastElementChild.getBoundingClientRect()
        return [right - 8, top + y + height / 2]`)
      await screen.xdo('mousemove', ...place, 'click', '1')
    },
    type: async (text) => {
      await screen.write('keys')
      await type(text)
    },
    compose: async ({ method, keys, chosen }) => {
      await screen.write(method)
      await type(keys)
      // as a person does, who chooses what they see; a key that overtakes the input method is lost to it
      const shown = 'document.activeElement.textContent'
      await until(
        async () => String(await engine.read(shown)).includes(chosen.trim()),
        `${chosen} to be offered`,
        5_000,
      )
    },
    commit: async ({ choose }, between) => {
      await between?.()
      await press(choose)
    },
    giveUp: () => press('Escape'),
    dragToEnd: async (field) => {
      const from =
        await at(`const { x, y, width, height } = getSelection().getRangeAt(0).getClientRects()[0]
        return [x + width / 2, top + y + height / 2]`)
      const to = await at(`const range = document.createRange()
        range.selectNodeContents(document.querySelector('${textOf(field)}').lastElementChild)
        const { right, y, height } = [...range.getClientRects()].at(-1)
        return [right + 8, top + y + height / 2]`)
      await screen.xdo('mousemove', ...from, 'mousedown', '1')
      await screen.xdo(
        'mousemove_relative',
        '6',
        '3',
        'sleep',
        '0.1',
        'mousemove_relative',
        '6',
        '0',
        'sleep',
        '0.1',
      )
      await screen.xdo(
        'mousemove',
        ...to,
        'sleep',
        '0.2',
        'mousemove_relative',
        '1',
        '0',
        'sleep',
        '0.2',
        'mouseup',
        '1',
      )
    },
    blocks: (field) => words(`${textOf(field)} > :not(.kept-place)`),
    kept: (field) => words(`${textOf(field)} .kept blockquote`),
  }
}

function textOf(field: string): string {
  return `section[data-field="${field}"] .field-text`
}

/** A key as the screen's keyboard calls it. */
function keyOf(key: string): string {
  const names: Record<string, string> = {
    Enter: 'Return',
    Backspace: 'BackSpace',
    Space: 'space',
    Control: 'ctrl',
    Shift: 'shift',
    Alt: 'alt',
  }
  return key
    .split('+')
    .map((part) => names[part] ?? part.replace(/^Arrow/, ''))
    .join('+')
}

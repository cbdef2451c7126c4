import { Window } from 'happy-dom'

/** Gives this process the page that an editor needs. Import it before any editor. */
const page = new Window({ url: 'http://localhost' })
const names = [
  'window',
  'document',
  'Node',
  'Element',
  'HTMLElement',
  'Document',
  'DocumentFragment',
  'MutationObserver',
  'Text',
  'Event',
  'KeyboardEvent',
  'ClipboardEvent',
  'DOMParser',
  'getComputedStyle',
  'getSelection',
  'navigator',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'innerWidth',
  'innerHeight',
] as const
for (const name of names) {
  const value: unknown = name === 'window' ? page : Reflect.get(page, name)
  const bound = typeof value === 'function' && /^[a-z]/.test(name) ? value.bind(page) : value
  Object.defineProperty(globalThis, name, { value: bound, configurable: true, writable: true })
}

import { type Extensions, Mark, mergeAttributes, Node } from '@tiptap/core'
import type { Node as ProseMirrorNode } from '@tiptap/pm/model'
import type { Kind } from '../../shared/text/body.ts'
import { isLinkAddress } from '../../shared/text/marks.ts'

/** Of every block: its direction by what is in it. */
const running = { dir: 'auto' }

/** Deepest indent of a list item, as in `kindPattern`. */
export const maxIndent = 8

/**
 * The document as ProseMirror sees it: `doc > field+ > block+ > inline`. Flat like the text model,
 * so that a position converts to an index by arithmetic and no structural edit moves text.
 */
export const bodySchema: Extensions = [
  Node.create({ name: 'doc', topNode: true, content: 'field+' }),
  Node.create({ name: 'text', group: 'inline' }),
  Node.create({
    name: 'field',
    content: 'block+',
    isolating: true,
    defining: true,
    selectable: false,
    addAttributes: () => ({
      name: {
        default: '',
        parseHTML: (element) => element.getAttribute('data-field') ?? '',
        renderHTML: ({ name }) => ({ 'data-field': name }),
      },
    }),
    parseHTML: () => [{ tag: 'section[data-field]' }],
    renderHTML: ({ HTMLAttributes }) => ['section', HTMLAttributes, 0],
  }),
  Node.create({
    name: 'paragraph',
    group: 'block',
    content: 'inline*',
    // the first of its group is what ProseMirror makes when it needs a block
    priority: 1000,
    parseHTML: () => [{ tag: 'p' }],
    renderHTML: ({ HTMLAttributes }) => ['p', mergeAttributes(HTMLAttributes, running), 0],
  }),
  Node.create({
    name: 'heading',
    group: 'block',
    content: 'inline*',
    defining: true,
    addAttributes: () => ({
      level: {
        default: 1,
        parseHTML: headingLevel,
        renderHTML: ({ level }) => ({ 'data-level': level }),
      },
    }),
    parseHTML: () => [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}` })),
    // a section's own heading is the h2 above it
    renderHTML: ({ node, HTMLAttributes }) => [
      node.attrs.level === 1 ? 'h3' : 'h4',
      mergeAttributes(HTMLAttributes, running),
      0,
    ],
  }),
  Node.create({
    name: 'listItem',
    group: 'block',
    content: 'inline*',
    defining: true,
    addAttributes: () => ({
      list: {
        default: 'bullet',
        parseHTML: listOf,
        renderHTML: ({ list }) => ({ 'data-list': list }),
      },
      indent: {
        default: 0,
        parseHTML: indentOf,
        renderHTML: ({ indent }) => ({ 'data-indent': indent }),
      },
    }),
    parseHTML: () => [{ tag: 'p.li', priority: 1100 }, { tag: 'li' }],
    // No role: flat items have no list around them. Their drawn number or bullet is read aloud.
    renderHTML: ({ HTMLAttributes }) => [
      'p',
      mergeAttributes(HTMLAttributes, running, { class: 'li' }),
      0,
    ],
  }),
  Node.create({
    name: 'quote',
    group: 'block',
    content: 'inline*',
    defining: true,
    parseHTML: () => [{ tag: 'p.quote', priority: 1100 }, { tag: 'blockquote' }],
    renderHTML: ({ HTMLAttributes }) => [
      'p',
      mergeAttributes(HTMLAttributes, running, { class: 'quote', role: 'blockquote' }),
      0,
    ],
  }),
  Node.create({
    name: 'hardBreak',
    group: 'inline',
    inline: true,
    selectable: false,
    linebreakReplacement: true,
    parseHTML: () => [{ tag: 'br' }],
    renderHTML: () => ['br'],
    renderText: () => '\n',
  }),
  Mark.create({
    name: 'bold',
    parseHTML: () => [
      { tag: 'strong' },
      // Google Docs wraps all that it copies in <b style="font-weight: normal">
      { tag: 'b', getAttrs: (element) => element.style.fontWeight !== 'normal' && null },
      { style: 'font-weight', getAttrs: (value) => /^(bold(er)?|[6-9]00)$/.test(value) && null },
    ],
    renderHTML: () => ['strong', 0],
  }),
  Mark.create({
    name: 'italic',
    parseHTML: () => [{ tag: 'em' }, { tag: 'i' }, { style: 'font-style=italic' }],
    renderHTML: () => ['em', 0],
  }),
  Mark.create({
    name: 'underline',
    parseHTML: () => [
      { tag: 'u' },
      {
        style: 'text-decoration',
        consuming: false,
        getAttrs: (value) => value.includes('underline') && null,
      },
    ],
    renderHTML: () => ['u', 0],
  }),
  Mark.create({
    name: 'link',
    inclusive: false,
    addAttributes: () => ({ href: { default: '' } }),
    parseHTML: () => [
      {
        tag: 'a[href]',
        getAttrs: (element) => isLinkAddress(element.getAttribute('href')) && null,
      },
    ],
    renderHTML: ({ HTMLAttributes }) => [
      'a',
      // a forged value must not become a script's address
      isLinkAddress(HTMLAttributes.href)
        ? mergeAttributes(HTMLAttributes, { rel: 'noopener nofollow' })
        : {},
      0,
    ],
  }),
]

/** The kind of a block node. */
export function kindOf(block: ProseMirrorNode): Kind {
  const { level, list, indent } = block.attrs
  switch (block.type.name) {
    case 'heading':
      return `h${level}`
    case 'listItem':
      return `${list === 'ordered' ? 'o' : 'b'}${indent}`
    case 'quote':
      return 'q'
    default:
      return 'p'
  }
}

type BlockShape = { readonly type: string; readonly attrs: Readonly<Record<string, unknown>> }

/** Node type and attributes for a kind; an unknown kind is shown as a paragraph. */
export function shapeOf(kind: Kind): BlockShape {
  const number = Number(kind[1] ?? 0)
  switch (kind[0]) {
    case 'h':
      return { type: 'heading', attrs: { level: number === 1 ? 1 : 2 } }
    case 'b':
    case 'o':
      return {
        type: 'listItem',
        attrs: { list: kind[0] === 'o' ? 'ordered' : 'bullet', indent: number },
      }
    case 'q':
      return { type: 'quote', attrs: {} }
    default:
      return { type: 'paragraph', attrs: {} }
  }
}

function headingLevel(element: HTMLElement): number {
  const own = element.getAttribute('data-level')
  return Number(own ?? element.tagName[1]) === 1 ? 1 : 2
}

function listOf(element: HTMLElement): string {
  const own = element.getAttribute('data-list')
  if (own) return own === 'ordered' ? 'ordered' : 'bullet'
  return element.parentElement?.tagName === 'OL' ? 'ordered' : 'bullet'
}

/** Our own attribute, or the number of lists around it. */
function indentOf(element: HTMLElement): number {
  const own = element.getAttribute('data-indent')
  let depth = own === null ? -1 : Number(own) || 0
  if (own === null) {
    for (let at = element.parentElement; at; at = at.parentElement) {
      if (/^[UO]L$/.test(at.tagName)) depth++
    }
  }
  return Math.min(maxIndent, Math.max(0, depth))
}

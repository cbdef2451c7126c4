import { Component, type ReactNode, useEffect, useState } from 'react'
import { sentences } from '../../shared/locale/locale.ts'
import { partWords } from '../locale/parts.ts'
import { useWords } from '../locale/words.tsx'
import { newerIsHere } from './version.ts'
import './button.css'
import './part.css'

/** A file of the page could not be fetched. */
export class Unfetched extends Error {}

type PartProps = {
  children: ReactNode
  /** Called before the part is tried again. */
  onAgain?: () => void
  /** Takes the part away, where it can be. */
  onClose?: (() => void) | undefined
}

/**
 * A part of the page that may fail, by a fault of ours or of the network, without taking the rest
 * with it: it says so in its place, and can be tried again.
 */
export class Part extends Component<PartProps, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error: error ?? new Error('nothing was thrown') }
  }

  override render() {
    const { error } = this.state
    return error === null ? (
      this.props.children
    ) : (
      <Missing
        why={error instanceof Unfetched ? 'unfetched' : 'failed'}
        onAgain={this.#again}
        onClose={this.props.onClose}
      />
    )
  }

  readonly #again = () => {
    this.props.onAgain?.()
    this.setState({ error: null })
  }
}

type MissingProps = {
  /** Its file could not be fetched, or has not come for long; or it has a fault. */
  why: 'unfetched' | 'late' | 'failed'
  onAgain?: () => void
  onClose?: (() => void) | undefined
}

/** Why a part is not there. Made of plain elements: what buttons are made with may be what is missing. */
export function Missing({ why, onAgain, onClose }: MissingProps) {
  const { actions, locale } = useWords()
  const words = partWords[locale]
  const [newer, setNewer] = useState(false)
  useEffect(() => {
    let current = true
    const look = async () => {
      const newer = await newerIsHere()
      if (current) setNewer(newer)
    }
    void look()
    return () => {
      current = false
    }
  }, [])
  return (
    <div className="notice missing-part" role="alert">
      <p>
        {sentences(
          locale,
          newer ? words.newer : words[why],
          (newer || why === 'late') && words.kept,
        )}
      </p>
      {!newer && onAgain && (
        <button type="button" className="button button-line" onClick={onAgain}>
          {words.again}
        </button>
      )}
      {(newer || why !== 'unfetched') && (
        <button
          type="button"
          className="button button-line"
          onClick={() => window.location.reload()}
        >
          {words.reload}
        </button>
      )}
      {onClose && (
        <button type="button" className="button button-line" onClick={onClose}>
          {actions.close}
        </button>
      )}
    </div>
  )
}

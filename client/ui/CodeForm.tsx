import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { outsideWords } from '../locale/outside.ts'
import { useWords } from '../locale/words.tsx'
import { Button } from './Button.tsx'
import { TextInput } from './Field.tsx'
import { invitationAddress } from './pointing.ts'
import './codeForm.css'

/** A place for an invitation's code. `to`: where to go once one has joined. */
export function CodeForm({ to = null }: { to?: string | null }) {
  const words = useWords()
  const outside = outsideWords[words.locale]
  const [, navigate] = useLocation()
  const [code, setCode] = useState('')
  const [empty, setEmpty] = useState(false)
  const go = (event: FormEvent) => {
    event.preventDefault()
    if (code.trim()) navigate(invitationAddress(codeIn(code), to))
    else setEmpty(true)
  }
  return (
    <section className="landing-card" aria-labelledby="code-title">
      <h2 id="code-title">{outside.landing.codeTitle}</h2>
      <form onSubmit={go} className="stack">
        <TextInput
          label={outside.landing.codeLabel}
          hint={outside.landing.codeHint}
          error={empty ? outside.landing.codeEmpty : undefined}
          value={code}
          onChange={(value) => {
            setCode(value)
            setEmpty(false)
          }}
          autoComplete="off"
        />
        <Button type="submit" look="solid">
          {outside.landing.codeGo}
        </Button>
      </form>
    </section>
  )
}

/** People paste the whole link into the field for its code. */
export function codeIn(typed: string): string {
  return /\/join\/([^/?#\s]+)/.exec(typed)?.[1] ?? typed.trim()
}

import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useWords } from '../locale/words.tsx'
import { Button, IconButton } from './Button.tsx'
import './dialog.css'

type DialogProps = {
  title: string
  open: boolean
  onClose: () => void
  children: ReactNode
  wide?: boolean
}

/** A question or form before the page. Focus goes in, stays in, and returns to where it came from. */
export function Dialog({ title, open, onClose, children, wide = false }: DialogProps) {
  const words = useWords()
  return (
    <ModalOverlay
      className="dialog-ground"
      isOpen={open}
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <Modal className={wide ? 'dialog dialog-wide' : 'dialog'}>
        <AriaDialog className="dialog-body" ref={keepFocus}>
          <div className="dialog-head">
            <Heading slot="title">{title}</Heading>
            <IconButton icon="close" label={words.actions.close} onPress={onClose} />
          </div>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

/**
 * What had the focus in a dialog may go while the dialog stays: a form that has done its work. The
 * dialog itself has it then, or no key would reach it any more.
 */
function keepFocus(dialog: HTMLElement | null): (() => void) | undefined {
  if (!dialog) return
  const gone = new MutationObserver(() => {
    const { activeElement } = document
    const last = [...document.querySelectorAll('[role=dialog], [role=alertdialog]')].at(-1)
    if (last === dialog && (!activeElement || activeElement === document.body)) dialog.focus()
  })
  gone.observe(dialog, { childList: true, subtree: true })
  return () => gone.disconnect()
}

type ConfirmProps = {
  title: string
  lead: string
  /** The verb on the button that goes ahead. */
  action: string
  open: boolean
  onClose: () => void
  onConfirm: () => void
}

/** Asks before something that cannot simply be undone. */
export function Confirm({ title, lead, action, open, onClose, onConfirm }: ConfirmProps) {
  const words = useWords()
  return (
    <Dialog title={title} open={open} onClose={onClose}>
      <p>{lead}</p>
      <div className="dialog-actions">
        <Button look="plain" onPress={onClose}>
          {words.actions.cancel}
        </Button>
        <Button
          look="danger"
          onPress={() => {
            onConfirm()
            onClose()
          }}
        >
          {action}
        </Button>
      </div>
    </Dialog>
  )
}

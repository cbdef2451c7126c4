import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import type { PersonView } from '../../shared/protocol.ts'
import { useWords } from '../locale/words.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { IconButton } from '../ui/Button.tsx'
import { SectorMark } from '../ui/SectorMark.tsx'
import type { Present } from './presence.ts'

/** More would push the title away, on a phone the modes and the menu; the list holds everybody. */
const shown = { wide: 4, narrow: 1 } as const

type PresenceProps = {
  me: PersonView
  present: readonly Present[]
  fieldLabel: (field: string) => string
  following: string | null
  onGo: (present: Present) => void
  onFollow: (person: string | null) => void
}

/** Who is in the room: a stack of avatars that opens into a list with names, sectors and places. */
export function Presence(props: PresenceProps) {
  const { me, present } = props
  const words = useWords()
  return (
    <DialogTrigger>
      <Button className="presence">
        <span className="visually-hidden">{words.room.here(present.length + 1)}</span>
        {present.slice(0, shown.wide).map(({ person }) => (
          <Avatar key={person.id} person={person} size={28} />
        ))}
        <More of={present} room="wide" />
        <More of={present} room="narrow" />
        <Avatar person={me} size={28} />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="presence-list" aria-label={words.room.here(present.length + 1)}>
          {({ close }) => (
            <ul>
              <li className="presence-person">
                <Avatar person={me} size={34} />
                <PersonLines person={me} more={words.room.isYou} />
              </li>
              {present.map((one) => (
                <PresenceRow key={one.person.id} one={one} {...props} close={close} />
              ))}
            </ul>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

/** How many are not shown where there is so much room; the style sheet knows which room there is. */
function More({ of, room }: { of: readonly Present[]; room: keyof typeof shown }) {
  const rest = of.length - shown[room]
  if (rest <= 0) return null
  return (
    <span className="presence-more" data-room={room}>
      +{rest}
    </span>
  )
}

function PresenceRow(props: PresenceProps & { one: Present; close: () => void }) {
  const { one, fieldLabel, following, onGo, onFollow, close } = props
  const words = useWords()
  const { person, field } = one
  const follows = following === person.id
  return (
    <li className="presence-person">
      <Avatar person={person} size={34} />
      <PersonLines person={person} more={field && words.room.isIn(fieldLabel(field))} />
      <IconButton icon="eye" label={words.room.goTo(person.name)} onPress={() => onGo(one)} />
      <IconButton
        icon={follows ? 'close' : 'follow'}
        label={follows ? words.room.unfollow(person.name) : words.room.follow(person.name)}
        onPress={() => {
          onFollow(follows ? null : person.id)
          close()
        }}
      />
    </li>
  )
}

function PersonLines({ person, more }: { person: PersonView; more: string | null }) {
  const words = useWords()
  return (
    <div className="presence-lines">
      <strong>
        <bdi>{person.name}</bdi>
      </strong>
      <span className="quiet small facts">
        <span className="with-mark">
          <SectorMark sector={person.sector} />
          {words.sectors[person.sector]}
        </span>
        {person.organisation && <bdi>{person.organisation}</bdi>}
        {more && <span>{more}</span>}
      </span>
    </div>
  )
}

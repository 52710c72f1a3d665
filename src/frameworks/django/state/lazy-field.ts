import type { Origin } from '../../../python/value.ts'
import type { FieldState } from './field-state.ts'

/**
 * A field that is worked out when it is first looked at. Of the fields that migrations set, most are set again, or
 * removed, before anybody does.
 */
export function lazyField(name: string, origin: Origin, make: () => FieldState): FieldState {
  let made: FieldState | undefined
  const field = () => (made ??= make())
  return {
    name,
    origin,
    get path() {
      return field().path
    },
    get args() {
      return field().args
    },
    get keywords() {
      return field().keywords
    },
    get relation() {
      return field().relation
    },
    get classes() {
      return field().classes
    },
    get columnDoubt() {
      return field().columnDoubt
    },
    get unread() {
      return field().unread
    },
  }
}

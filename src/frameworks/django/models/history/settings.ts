import type { LibraryCall, LibraryHistory } from '../../library/library.ts'
import type { AppRegistry } from '../app-registry.ts'

/** Whether a setting is on; undefined where that is not known, or where it is more than that. */
function isOn(registry: AppRegistry, setting: string, absent: boolean): boolean | undefined {
  const value = registry.setting(setting)
  if (value === null) return absent
  return value?.kind === 'const' && typeof value.value === 'boolean' ? value.value : undefined
}

/** The class that the copy of a file's field is of (`transform_field`); undefined where that is not known. */
export function fileClass(registry: AppRegistry): string | undefined {
  const isShort = isOn(registry, 'SIMPLE_HISTORY_FILEFIELD_TO_CHARFIELD', false)
  return isShort === undefined ? undefined : `django.db.models.${isShort ? 'CharField' : 'TextField'}`
}

/** The fields that a historical model has of its own, as the settings have it. A string says why they are not known. */
export function ownFields(
  { fields, settings }: LibraryHistory,
  registry: AppRegistry,
): readonly LibraryCall[] | string {
  const instead = new Map<string, LibraryCall>()
  for (const [setting, { absent, otherwise }] of Object.entries(settings)) {
    const on = isOn(registry, setting, absent)
    if (on === undefined) return `what ${setting} says is not known`
    if (on !== absent) instead.set(otherwise[0], otherwise)
  }
  return fields.map((field) => instead.get(field[0]) ?? field)
}

import * as v from 'valibot'
import { entries, list, text } from './object-schema.ts'

const json = v.unknown()
const values = v.record(text, json, 'must be an object')
const names = list(text)
const flag = v.literal(true, 'must be true')

const callMessage = 'must be a list of a name, a dotted path, arguments and keywords'
const call = v.strictTuple([text, text, v.array(json), values], callMessage)

const model = entries({
  abstract: v.boolean('must be true or false'),
  app: v.optional(text),
  proxy: v.optional(v.boolean('must be true or false')),
  fields: v.optional(list(call)),
  options: v.optional(values),
  managers: v.optional(list(call)),
  adds: v.optional(
    list(
      entries({ field: call, given: v.optional(v.strictTuple([text, text], 'must be a list of two names')) }),
    ),
  ),
  unknown: v.optional(text),
})

const field = entries({
  base: v.optional(text),
  parameters: v.optional(names),
  rest: v.optional(flag),
  defaults: v.optional(values),
  forced: v.optional(values),
  own: v.optional(values),
  taken: v.optional(names),
  removed: v.optional(names),
  undecided: v.optional(names),
  needs: v.optional(names),
  deconstructsAs: v.optional(text),
  isSilent: v.optional(flag),
  adds: v.optional(
    list(entries({ field: call, place: v.picklist(['before', 'after'], 'must be "before" or "after"') })),
  ),
  unknown: v.optional(text),
})

const described = entries({
  bases: v.optional(names),
  aliases: v.optional(names),
  versions: v.optional(text),
  model: v.optional(model),
  field: v.optional(field),
  useInMigrations: v.optional(v.boolean('must be true or false')),
  makes: v.optional(text),
})

/** What a user says of the classes of a library, in the form of the descriptions that come with the tool. */
export const librarySchema = entries({
  distribution: v.optional(text),
  versions: v.optional(text),
  classes: v.record(text, described, 'must be an object of classes by their dotted paths'),
})
